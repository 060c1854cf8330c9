import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Block, Window } from "@trajectory/protocols/messages.ts";
import { FakeDevice } from "../testing/fake-device.ts";
import { MemorySignalStore } from "../testing/memory-signal-store.ts";
import { type Track, beatTrack, cutTrack, walkTrack } from "../testing/signals.ts";
import { SESSION, START, helloOf, setUp, settle } from "../testing/uplink-setup.ts";
import { rebuildWindows } from "../windows/rebuild.ts";

const SECONDS = 40;
const tracks: Track[] = [walkTrack(SECONDS, START), beatTrack(SECONDS, START, 300_000)];
const streams = tracks.map(({ stream }) => stream);

/** What befalls a session; numbers pick blocks. */
type Event =
  | { kind: "send"; blocks: number }
  | { kind: "resend"; block: number }
  | { kind: "skip" }
  | { kind: "cut" }
  | { kind: "garbage" }
  | { kind: "restart" }
  | { kind: "store"; failures: number }
  | { kind: "silence" };

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant("send" as const), blocks: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("resend" as const), block: fc.nat(200) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("skip" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("cut" as const, "garbage" as const, "silence" as const) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("store" as const), failures: fc.integer({ min: 1, max: 5 }) }),
  },
);

class Phone {
  readonly store = new MemorySignalStore();
  readonly told: { command: string; id: string; payload: unknown }[] = [];
  private failures = 0;
  private server = this.start();
  private device: FakeDevice | undefined;
  private readonly pending: Block[];
  private next = 0;

  constructor(cuts: readonly number[]) {
    this.pending = tracks
      .flatMap((track) => cutTrack(track, cuts))
      .sort((a, b) => a.t0Us - b.t0Us || b.stream - a.stream);
    this.store.gate = async (call) => {
      if (this.failures === 0 || call === "session" || call === "readWindows" || call === "readBlocks")
        return;
      this.failures--;
      throw new ProtocolError("store_unavailable", "down", { retryAfterMs: 100 });
    };
  }

  get isDone(): boolean {
    return this.next >= this.pending.length;
  }

  async play(what: Event): Promise<void> {
    const device = await this.connected();
    if (what.kind === "send") {
      for (let i = 0; i < what.blocks && !this.isDone; i++) this.send(device, this.next++);
    } else if (what.kind === "resend") this.send(device, what.block % Math.max(1, this.next));
    else if (what.kind === "skip") this.next++;
    else if (what.kind === "cut") device.cut();
    else if (what.kind === "garbage") device.sendBytes(Uint8Array.from([9, 9, 9]));
    else if (what.kind === "store") this.failures = what.failures;
    else if (what.kind === "silence") await this.server.pass(10_000);
    else this.server = this.start();
    await settle();
    if (what.kind === "restart" || what.kind === "cut") this.device = undefined;
  }

  /** Sends everything that is not acknowledged, as often as it takes, and ends. */
  async finish(): Promise<void> {
    this.failures = 0;
    for (let attempt = 0; ; attempt++) {
      expect(attempt).toBeLessThan(60);
      const device = await this.connected();
      const missing = this.pending.filter((block) => !this.isAcknowledged(device, block));
      for (const block of missing.slice(0, 20)) device.send({ block });
      await settle();
      await this.server.pass(200);
      if (missing.length > 0 || device.closedWith !== undefined) continue;
      const counts = tracks.map(({ stream, stampsUs }) => ({
        stream: stream.id,
        captured: stampsUs.length,
        dropped: 0,
      }));
      device.send({ end: { counts } });
      for (let wait = 0; wait < 20 && device.all("ended").length === 0; wait++) await this.server.pass(1_000);
      expect(device.all("ended")[0]?.ledgers.map(({ outstanding }) => outstanding)).toEqual([0, 0]);
      return;
    }
  }

  /** Every sample that was ever acknowledged is stored. */
  checkAcknowledged(): void {
    if (this.device === undefined) return;
    for (const block of this.pending) {
      if (!this.isAcknowledged(this.device, block)) continue;
      const stored = this.store.sessions.get(SESSION)?.blocks.get(block.stream) ?? [];
      const numbers = new Set(
        stored.flatMap((held) => held.block.dtUs.map((_, i) => held.block.firstSeq + i)),
      );
      for (let i = 0; i < block.dtUs.length; i++) expect(numbers.has(block.firstSeq + i)).toBe(true);
    }
  }

  private send(device: FakeDevice, index: number): void {
    const block = this.pending[index];
    if (block !== undefined && device.closedWith === undefined) device.send({ block });
  }

  private async connected(): Promise<FakeDevice> {
    for (let attempt = 0; attempt < 20; attempt++) {
      if (this.device !== undefined && this.device.closedWith === undefined) return this.device;
      this.device = new FakeDevice(this.server.uplink);
      this.device.send({ hello: helloOf({ streams }) });
      await settle();
      if (this.device.all("welcome").length > 0) return this.device;
    }
    throw new Error(`no welcome: ${JSON.stringify(this.device?.received)}`);
  }

  private start() {
    const server = setUp({
      store: this.store,
      tellSession: async (_user, command, id, payload) => void this.told.push({ command, id, payload }),
    });
    return server;
  }

  private isAcknowledged(device: FakeDevice, block: Block): boolean {
    const end = block.firstSeq + block.dtUs.length;
    const said = [...device.all("welcome"), ...device.all("ack")].flatMap(({ positions }) => positions);
    return said.some(
      ({ stream, nextSeq, held }) =>
        stream === block.stream &&
        (end <= nextSeq ||
          held.some(({ firstSeq, count }) => firstSeq <= block.firstSeq && end <= firstSeq + count)),
    );
  }
}

async function windowsOf(store: MemorySignalStore): Promise<Window[]> {
  const said = new Map<string, Window>();
  const windows = await rebuildWindows({
    store,
    sessionId: SESSION,
    streams,
    fromUs: Number.NEGATIVE_INFINITY,
    forScreen: () => false,
    onWindow: (window) => said.set(`${window.kind}/${window.t0Us}`, window),
  });
  windows.flush();
  return [...said.values()].sort((a, b) => a.t0Us - b.t0Us || a.kind - b.kind);
}

function content(windows: readonly Window[]) {
  return windows
    .filter(({ features }) => features.length > 0)
    .map(({ kind, t0Us, features }) => ({ kind, t0Us, features }));
}

describe("a session under faults", () => {
  it("loses nothing acknowledged, balances, and has the windows of its samples, each told under its own id", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(SECONDS * 100), { maxLength: 30 }),
        fc.array(event, { maxLength: 40 }),
        async (cuts, events) => {
          const phone = new Phone(cuts);
          for (const what of events) {
            await phone.play(what);
            phone.checkAcknowledged();
          }
          await phone.finish();
          phone.checkAcknowledged();
          expect(content(phone.store.newestWindows(SESSION))).toEqual(content(await windowsOf(phone.store)));
          const byId = new Map<string, unknown>();
          for (const { id, payload } of phone.told) {
            expect(byId.get(id) ?? payload).toEqual(payload);
            byId.set(id, payload);
          }
          const told = [...byId.keys()].filter((id) => /-[mh][0-9a-z]+-\d+$/.test(id));
          const stored = phone.store.newestWindows(SESSION).filter(({ kind }) => kind !== 1);
          // Every newest window was told.
          for (const { kind, t0Us, revision } of stored) {
            expect(told).toContain(`${SESSION}-${kind === 2 ? "m" : "h"}${t0Us.toString(36)}-${revision}`);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
