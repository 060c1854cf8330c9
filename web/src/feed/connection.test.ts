import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import { feedDownCodec, feedUpCodec } from "@trajectory/protocols/codec.ts";
import type { FeedDown } from "@trajectory/protocols/messages.ts";
import { describe, expect, it } from "vitest";
import { backoffMs } from "./backoff.ts";
import { FeedConnection, type FeedStatus, type SocketListener } from "./connection.ts";

interface Timer {
  at: number;
  callback: () => void;
}

function setUp(options: { reachable?: boolean } = {}) {
  let now = 0;
  const timers = new Set<Timer>();
  const sockets: { listener: SocketListener; sent: Uint8Array[]; closed: boolean }[] = [];
  const statuses: FeedStatus[] = [];
  const messages: FeedDown[] = [];
  const held = { lastSeq: 0, probes: 0 };
  const connection = new FeedConnection({
    open(listener) {
      const socket = { listener, sent: [] as Uint8Array[], closed: false };
      sockets.push(socket);
      return {
        send: (bytes) => socket.sent.push(bytes),
        close: () => {
          socket.closed = true;
        },
      };
    },
    probe: () => {
      held.probes += 1;
      return Promise.resolve(options.reachable ?? true);
    },
    now: () => now,
    setTimer(ms, callback) {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    random: () => 0.5,
    lastSeq: () => held.lastSeq,
    onMessage: (message) => messages.push(message),
    onStatus: (status) => statuses.push(status),
  });
  async function pass(ms: number): Promise<void> {
    now += ms;
    for (const timer of timers) {
      if (timer.at > now) continue;
      timers.delete(timer);
      timer.callback();
    }
    await Promise.resolve();
    await Promise.resolve();
  }
  const socket = (index: number) => {
    const found = sockets[index];
    if (found === undefined) throw new Error(`no socket ${index}`);
    return found;
  };
  return { connection, sockets, socket, statuses, messages, held, pass, last: () => statuses.at(-1) };
}

const live = feedDownCodec.encode({ live: { seq: 7 } });

describe("FeedConnection", () => {
  it("greets with the last event held and is live after back-fill", () => {
    const { connection, socket, held, statuses, messages } = setUp();
    held.lastSeq = 41;
    connection.start();
    socket(0).listener.opened();
    const [hello] = socket(0).sent;
    expect(feedUpCodec.decode(hello ?? new Uint8Array())).toEqual({
      hello: expect.objectContaining({ protocolVersion: 1, afterSeq: 41 }),
    });
    socket(0).listener.received(live);
    expect(statuses.map(({ kind }) => kind)).toEqual(["connecting", "catching_up", "live"]);
    expect(messages).toHaveLength(1);
  });

  it("comes back with growing pauses and resumes behind what it has", async () => {
    const { connection, sockets, socket, held, last, pass } = setUp();
    connection.start();
    socket(0).listener.closed(1006, "");
    expect(last()).toEqual({ kind: "waiting", retryAt: 500, attempt: 1 });
    await pass(500);
    socket(1).listener.closed(1006, "");
    expect(last()).toEqual({ kind: "waiting", retryAt: 1_500, attempt: 2 });
    held.lastSeq = 12;
    await pass(1_000);
    expect(sockets).toHaveLength(3);
    socket(2).listener.opened();
    expect(feedUpCodec.decode(socket(2).sent[0] ?? new Uint8Array()).hello.afterSeq).toBe(12);
    socket(2).listener.received(live);
    socket(2).listener.closed(1001, "");
    expect(last()).toMatchObject({ kind: "waiting", attempt: 1 });
  });

  it("hears nothing from a socket it has given up", async () => {
    const { connection, socket, messages, pass } = setUp();
    connection.start();
    socket(0).listener.closed(1006, "");
    await pass(500);
    socket(0).listener.received(live);
    expect(messages).toEqual([]);
  });

  it("stops where trying again would not help", () => {
    const first = setUp();
    first.connection.start();
    first.socket(0).listener.closed(CLOSE_CODES.unauthorized, "");
    expect(first.last()).toEqual({ kind: "signed_out" });
    const second = setUp();
    second.connection.start();
    second.socket(0).listener.closed(CLOSE_CODES.refused, "protocol_version_unsupported");
    expect(second.last()).toEqual({ kind: "refused", reason: "protocol_version_unsupported" });
  });

  it("skips a frame it cannot read and keeps the socket", () => {
    const { connection, socket, last, messages } = setUp();
    connection.start();
    socket(0).listener.opened();
    socket(0).listener.received(Uint8Array.of(255, 255, 255));
    socket(0).listener.received(live);
    expect(last()).toEqual({ kind: "live" });
    expect(messages).toHaveLength(1);
  });

  it("notices a network that died without closing", async () => {
    const { connection, socket, held, last, pass } = setUp({ reachable: false });
    connection.start();
    socket(0).listener.opened();
    socket(0).listener.received(live);
    await pass(12_000);
    expect(held.probes).toBe(1);
    expect(last()).toMatchObject({ kind: "waiting" });
    expect(socket(0).closed).toBe(true);
  });

  it("keeps a quiet socket whose server answers", async () => {
    const { connection, socket, held, last, pass } = setUp({ reachable: true });
    connection.start();
    socket(0).listener.opened();
    socket(0).listener.received(live);
    await pass(12_000);
    await pass(12_000);
    expect(held.probes).toBe(2);
    expect(last()).toEqual({ kind: "live" });
  });

  it("opens a silent socket anew when the page is looked at again, and one that talks stays", async () => {
    const { connection, sockets, socket, pass } = setUp();
    connection.start();
    socket(0).listener.opened();
    socket(0).listener.received(live);
    await pass(11_000);
    connection.refresh();
    expect(sockets).toHaveLength(1);
    await pass(2_000);
    connection.refresh();
    expect(sockets).toHaveLength(2);
    expect(socket(0).closed).toBe(true);
  });

  it("does not trust a socket for ever that says nothing, although the server answers", async () => {
    const { connection, sockets, socket, held, pass } = setUp();
    connection.start();
    socket(0).listener.opened();
    socket(0).listener.received(live);
    for (let minute = 0; minute < 9; minute++) await pass(60_000);
    expect(held.probes).toBe(9);
    expect(sockets).toHaveLength(1);
    await pass(61_000);
    expect(sockets).toHaveLength(2);
  });

  it("tries at once when asked, and waits while the browser is offline", () => {
    const { connection, sockets, last } = setUp();
    connection.start();
    connection.networkLost();
    expect(last()).toEqual({ kind: "offline" });
    connection.start();
    expect(sockets).toHaveLength(2);
    connection.stop();
    connection.networkLost();
    expect(last()).toEqual({ kind: "stopped" });
  });
});

describe("backoffMs", () => {
  it("doubles up to a quarter of a minute and spreads", () => {
    expect([0, 1, 2, 10, 400].map((attempt) => backoffMs(attempt, 0.5))).toEqual([
      500, 1000, 2000, 15_000, 15_000,
    ]);
    expect(backoffMs(0, 0)).toBe(375);
    expect(backoffMs(0, 1)).toBe(625);
  });
});
