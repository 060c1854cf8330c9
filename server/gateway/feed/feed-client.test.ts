import { describe, expect, it } from "vitest";
import { feedDownCodec } from "@trajectory/protocols/codec.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { FeedDown } from "@trajectory/protocols/messages.ts";
import { FEED_LIMITS, FeedClient, type FeedSource, type KeyedFrame } from "./feed-client.ts";

function event(seq: number): EventRecord {
  return {
    userId: "u",
    seq,
    actor: "life",
    type: "goal_set",
    at: seq,
    commandId: `command-${seq}`,
    machineVersion: 1,
    payload: {},
  };
}

function signal(key: string): KeyedFrame {
  const window = {
    sessionId: key,
    kind: 1,
    t0Us: 0,
    t1Us: 1,
    revision: 0,
    features: [],
    clockErrorMs: -1,
    sampleRateHz: 0,
    sampleRateErrorHz: 0,
  };
  return { kind: "window", key, frame: feedDownCodec.encode({ window }) };
}

class Scene {
  readonly sent: FeedDown[] = [];
  readonly log: EventRecord[] = [];
  bufferedAmount = 0;
  stateSeq = 0;
  recent: KeyedFrame[] = [];
  /** Runs while the back-fill waits for the last thing it asks for. */
  meanwhile = (): void => {};

  readonly source: FeedSource = {
    events: async (afterSeq, limit) => this.log.filter(({ seq }) => seq > afterSeq).slice(0, limit),
    newestEvents: async (limit) => this.log.slice(-limit),
    state: async () => ({ seq: Math.max(this.stateSeq, this.log.length), json: "{}" }),
    recentSignals: async () => {
      this.meanwhile();
      return this.recent;
    },
  };

  client(afterSeq: number, limits = FEED_LIMITS): FeedClient {
    const buffered = () => this.bufferedAmount;
    const socket = {
      send: (frame: Uint8Array) => void this.sent.push(feedDownCodec.decode(frame)),
      get bufferedAmount() {
        return buffered();
      },
    };
    return new FeedClient(socket, this.source, afterSeq, limits);
  }

  append(...seqs: number[]): void {
    this.log.push(...seqs.map(event));
  }

  seqs(): number[] {
    return this.sent.flatMap((message) => ("event" in message ? [message.event.seq] : []));
  }

  windows(): string[] {
    return this.sent.flatMap((message) => ("window" in message ? [message.window.sessionId] : []));
  }
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe("FeedClient", () => {
  it("sends a returning client what it missed, then the marker, then what happens", async () => {
    const scene = new Scene();
    scene.append(1, 2, 3);
    const client = scene.client(1);
    await client.backfill();
    scene.append(4);
    client.onEvent(event(4));
    expect(scene.seqs()).toEqual([2, 3, 4]);
    expect(scene.sent.findIndex((message) => "live" in message)).toBeLessThan(scene.sent.length - 1);
  });

  it("sends an event once that happened while it was back-filling", async () => {
    const scene = new Scene();
    scene.append(1, 2);
    const client = scene.client(0);
    scene.meanwhile = () => {
      scene.append(3);
      client.onEvent(event(3));
    };
    await client.backfill();
    await settled();
    client.onEvent(event(3));
    expect(scene.seqs()).toEqual([1, 2, 3]);
  });

  it("fills a hole of the bus from the log", async () => {
    const scene = new Scene();
    const client = scene.client(0);
    await client.backfill();
    scene.append(1, 2, 3);
    client.onEvent(event(3));
    await settled();
    expect(scene.seqs()).toEqual([1, 2, 3]);
  });

  it("holds each window once at the seam", async () => {
    const scene = new Scene();
    scene.recent = [signal("a"), signal("b")];
    const client = scene.client(0);
    scene.meanwhile = () => {
      client.onSignal(signal("b"));
      client.onSignal(signal("c"));
    };
    await client.backfill();
    client.onSignal(signal("d"));
    expect(scene.windows()).toEqual(["a", "b", "c", "d"]);
  });

  it("leaves windows out for a slow client, says how many, and keeps every event and the newest state", async () => {
    const scene = new Scene();
    const client = scene.client(0);
    await client.backfill();
    scene.bufferedAmount = FEED_LIMITS.highWater + 1;
    scene.append(1, 2);
    client.onSignal(signal("lost"));
    client.onEvent(event(1));
    client.onEvent(event(2));
    client.onState({ seq: 1, json: "old" });
    client.onState({ seq: 2, json: "new" });
    await settled();
    expect(scene.seqs()).toEqual([]);
    scene.bufferedAmount = 0;
    client.drained();
    await settled();
    expect(scene.windows()).toEqual([]);
    expect(scene.seqs()).toEqual([1, 2]);
    expect(scene.sent).toContainEqual({ dropped: expect.objectContaining({ windows: 1 }) });
    expect(scene.sent.findLast((message) => "state" in message)).toMatchObject({
      state: { json: "new" },
    });
  });

  it("bounds what it holds while back-filling", async () => {
    const scene = new Scene();
    const client = scene.client(0, { ...FEED_LIMITS, maxHeld: 2 });
    scene.meanwhile = () => {
      for (const key of ["a", "b", "c"]) client.onSignal(signal(key));
    };
    await client.backfill();
    expect(scene.windows()).toEqual(["a", "b"]);
    expect(scene.sent).toContainEqual({ dropped: expect.objectContaining({ windows: 1 }) });
  });

  it("starts afresh for a client that knows another database", async () => {
    const scene = new Scene();
    scene.append(1, 2);
    await scene.client(99).backfill();
    expect(scene.seqs()).toEqual([1, 2]);
  });

  it("sends nothing after it was closed", async () => {
    const scene = new Scene();
    const client = scene.client(0);
    await client.backfill();
    const before = scene.sent.length;
    client.close();
    client.onEvent(event(1));
    client.onSignal(signal("a"));
    await settled();
    expect(scene.sent.length).toBe(before);
  });
});
