import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Block, Drop, Stream, Window } from "@trajectory/protocols/messages.ts";
import type { SessionOpening, SignalBlock, SignalStore } from "./ports.ts";

/** What the suite drives: one store that several nodes open. */
export interface StoreFixture {
  /** Another node's view of the same store. */
  open(): Promise<SignalStore>;
  close(): Promise<void>;
}

const MOTION: Stream = { id: 1, kind: 1, channels: ["x", "y", "z"], nominalHz: 100 };
const RR: Stream = { id: 7, kind: 3, channels: ["rr"], nominalHz: 1 };
const OPENED_US = 1_795_000_000_123_457;
/** Stamp of sample 0 of every stream here. */
const START_US = 1_795_000_001_000_001;

export function someOpening(overrides: Partial<SessionOpening> = {}): SessionOpening {
  return {
    sessionId: globalThis.crypto.randomUUID(),
    userId: globalThis.crypto.randomUUID(),
    deviceModel: "iPhone17,1",
    appVersion: "1.0.0",
    streams: [MOTION, RR],
    openedUs: OPENED_US,
    ...overrides,
  };
}

/** A real sensor is not regular; like a real stamp, this one depends on the sample's number only. */
function stampUs(seq: number): number {
  return START_US + seq * 10_000 + ((seq * 7) % 13);
}

function valueOf(seq: number, channel: number): number {
  return Math.fround(Math.sin(seq) * (channel + 1) - 1e-20 * seq);
}

/** `count` samples of a stream from `firstSeq` on, as a device would number and stamp them. */
export function someBlock(
  opening: SessionOpening,
  firstSeq: number,
  count: number,
  stream: Stream = MOTION,
): SignalBlock {
  const seqs = Array.from({ length: count }, (_, index) => firstSeq + index);
  const block: Block = {
    stream: stream.id,
    firstSeq,
    t0Us: stampUs(firstSeq),
    dtUs: seqs.map((seq) => (seq === firstSeq ? 0 : stampUs(seq) - stampUs(seq - 1))),
    samples: seqs.flatMap((seq) => stream.channels.map((_, channel) => valueOf(seq, channel))),
  };
  const { userId, sessionId } = opening;
  return { userId, sessionId, block, channels: stream.channels.length, receivedUs: OPENED_US + firstSeq };
}

export function someWindow(sessionId: string, t0Us: number, revision: number, value = 1 / 3): Window {
  return {
    sessionId,
    kind: 2,
    t0Us,
    t1Us: t0Us + 10_000_000,
    revision,
    features: [
      { name: "move", value, quality: 0.1, coverage: 0.995, artefactShare: 0, method: "enmo/1" },
      { name: "cadence", value: 112.4, quality: 1, coverage: 1, artefactShare: 0.25, method: "fft/1" },
    ],
    clockErrorMs: 4.7,
    sampleRateHz: 99.62,
    sampleRateErrorHz: 0.003,
  };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Runs against every implementation of the port. `runs`: how often the ledger's property is tried. */
export function signalStoreSuite(name: string, create: () => Promise<StoreFixture>, runs = 30): void {
  describe(`signal store: ${name}`, () => {
    let fixture: StoreFixture;
    let store: SignalStore;
    beforeAll(async () => {
      fixture = await create();
      store = await fixture.open();
    });
    afterAll(() => fixture.close());

    async function opened(overrides: Partial<SessionOpening> = {}): Promise<SessionOpening> {
      const opening = someOpening(overrides);
      await store.openSession(opening);
      return opening;
    }

    describe("sessions", () => {
      it("opens a session once and resumes it afterwards, on any node", async () => {
        const opening = someOpening();
        expect(await store.openSession(opening)).toEqual({ created: true, positions: [], newest: [] });
        await store.appendBlock(someBlock(opening, 0, 50));
        const other = await fixture.open();
        expect(await other.openSession(opening)).toEqual({
          created: false,
          positions: [{ stream: MOTION.id, nextSeq: 50, held: [] }],
          newest: [{ stream: MOTION.id, lastUs: stampUs(49) }],
        });
      });

      it("knows a session as it was opened", async () => {
        const { appVersion: _appVersion, ...info } = await opened();
        expect(await store.session(info.sessionId)).toEqual({ ...info, endedUs: undefined });
        expect(await store.session(globalThis.crypto.randomUUID())).toBeUndefined();
      });

      it("is made once when two nodes open it at the same time", async () => {
        const other = await fixture.open();
        const opening = someOpening();
        const both = await Promise.all([store.openSession(opening), other.openSession(opening)]);
        expect(both.filter(({ created }) => created)).toHaveLength(1);
      });

      it("refuses somebody else's session", async () => {
        const { sessionId } = await opened();
        const foreign = someOpening({ sessionId });
        await expect(store.openSession(foreign)).rejects.toMatchObject({ code: "session_foreign" });
      });

      it("refuses a session that has ended", async () => {
        const opening = await opened();
        await store.endSession(opening.sessionId, { counts: [] }, OPENED_US + 5);
        await expect(store.openSession(opening)).rejects.toMatchObject({ code: "session_ended" });
        expect(await store.session(opening.sessionId)).toMatchObject({ endedUs: OPENED_US + 5 });
      });

      it("takes a stream that is announced later", async () => {
        const opening = await opened({ streams: [MOTION] });
        await store.openSession({ ...opening, streams: [MOTION, RR] });
        expect((await store.session(opening.sessionId))?.streams).toEqual([MOTION, RR]);
      });
    });

    describe("blocks", () => {
      it("gives samples and stamps back to the bit, ordered by stamp", async () => {
        const opening = await opened();
        const blocks = [0, 50, 100, 150].map((firstSeq) => someBlock(opening, firstSeq, 50));
        for (const index of [2, 0, 3, 1]) await store.appendBlock(blocks[index]!);
        expect(await all(store.readBlocks(opening.sessionId, MOTION.id, 0))).toEqual(blocks);
      });

      it("reads from a time on, beginning with the block that is still going on", async () => {
        const opening = await opened();
        const blocks = Array.from({ length: 600 }, (_, index) => someBlock(opening, index * 5, 5));
        await Promise.all(blocks.map((block) => store.appendBlock(block)));
        expect(await all(store.readBlocks(opening.sessionId, MOTION.id, 0))).toEqual(blocks);
        const from = async (us: number) => (await all(store.readBlocks(opening.sessionId, MOTION.id, us)))[0];
        expect(await from(stampUs(502))).toEqual(blocks[100]);
        expect(await from(stampUs(504))).toEqual(blocks[100]);
        expect(await from(stampUs(504) + 1)).toEqual(blocks[101]);
        expect(await from(stampUs(2_999) + 1)).toBeUndefined();
      });

      it("keeps sessions and streams apart", async () => {
        const [one, two] = [await opened(), await opened()];
        await Promise.all([
          store.appendBlock(someBlock(one, 0, 10)),
          store.appendBlock(someBlock(one, 0, 3, RR)),
          store.appendBlock(someBlock(two, 0, 20)),
        ]);
        expect(await all(store.readBlocks(one.sessionId, MOTION.id, 0))).toEqual([someBlock(one, 0, 10)]);
        expect(await all(store.readBlocks(one.sessionId, RR.id, 0))).toEqual([someBlock(one, 0, 3, RR)]);
        expect(await all(store.readBlocks(two.sessionId, MOTION.id, 0))).toEqual([someBlock(two, 0, 20)]);
      });

      it("counts a block once however often it comes, on however many nodes", async () => {
        const opening = await opened();
        const other = await fixture.open();
        const blocks = Array.from({ length: 40 }, (_, index) => someBlock(opening, index * 10, 10));
        const resent = [...blocks, ...blocks.toReversed(), ...blocks.slice(5, 25)];
        await Promise.all(resent.flatMap((block) => [store.appendBlock(block), other.appendBlock(block)]));
        expect(await all(store.readBlocks(opening.sessionId, MOTION.id, 0))).toEqual(blocks);
      });

      it("keeps every sample when a device cuts its blocks anew to resend them", async () => {
        const opening = await opened();
        await store.appendBlock(someBlock(opening, 0, 10));
        await store.appendBlock(someBlock(opening, 0, 30));
        await store.appendBlock(someBlock(opening, 20, 20));
        const [ledger] = await store.ledger(opening.sessionId);
        expect(ledger).toMatchObject({ captured: 40, stored: 40 });
        const read = await all(store.readBlocks(opening.sessionId, MOTION.id, 0));
        const seqs = read.flatMap(({ block }) => block.dtUs.map((_, index) => block.firstSeq + index));
        expect(new Set(seqs).size).toBe(40);
      });

      it("takes a second of 16 channels at 200 Hz, and a single sample", async () => {
        const wide: Stream = {
          id: 2,
          kind: 1,
          channels: Array.from({ length: 16 }, (_, index) => `c${index}`),
          nominalHz: 200,
        };
        const opening = await opened({ streams: [wide] });
        const blocks = [someBlock(opening, 0, 200, wide), someBlock(opening, 200, 1, wide)];
        await Promise.all(blocks.map((block) => store.appendBlock(block)));
        expect(await all(store.readBlocks(opening.sessionId, 2, 0))).toEqual(blocks);
      });
    });

    describe("ledger", () => {
      it("counts what was stored, dropped, and is outstanding", async () => {
        const opening = await opened();
        await store.appendBlock(someBlock(opening, 0, 50));
        await store.appendBlock(someBlock(opening, 80, 20));
        await store.appendDrop(opening.sessionId, {
          stream: MOTION.id,
          firstSeq: 50,
          count: 10,
          reason: "buffer_full",
        });
        expect(await store.ledger(opening.sessionId)).toEqual([
          { stream: MOTION.id, captured: 100, stored: 70, dropped: 10, outstanding: 20 },
          { stream: RR.id, captured: 0, stored: 0, dropped: 0, outstanding: 0 },
        ]);
        const { positions } = await store.openSession(opening);
        expect(positions[0]).toEqual({
          stream: MOTION.id,
          nextSeq: 60,
          held: [{ firstSeq: 80, count: 20 }],
        });
      });

      it("counts a drop that is told twice at once, with another count, by the larger one", async () => {
        const opening = await opened();
        const drop = { stream: MOTION.id, firstSeq: 0, count: 10, reason: "buffer_full" };
        await Promise.all(
          [10, 30, 20].map((count) => store.appendDrop(opening.sessionId, { ...drop, count })),
        );
        expect((await store.ledger(opening.sessionId))[0]).toMatchObject({ captured: 30, dropped: 30 });
      });

      it("balances against the device's own counts at the end, and the same when told again", async () => {
        const opening = await opened();
        const first = store.appendBlock(someBlock(opening, 0, 50));
        const end = { counts: [{ stream: MOTION.id, captured: 70, dropped: 5 }] };
        const [ledger] = await store.endSession(opening.sessionId, end, OPENED_US);
        await first;
        expect(ledger).toEqual({
          stream: MOTION.id,
          captured: 70,
          stored: 50,
          dropped: 0,
          outstanding: 20,
        });
        expect((await store.endSession(opening.sessionId, end, OPENED_US + 9))[0]).toEqual(ledger);
        await store.appendBlock(someBlock(opening, 50, 20));
        expect((await store.ledger(opening.sessionId))[0]).toMatchObject({ stored: 70, outstanding: 0 });
      });

      it("is exact under any cut, resend, overlap, order and drop", async () => {
        const range = fc.record({
          from: fc.integer({ min: 0, max: 120 }),
          count: fc.integer({ min: 1, max: 30 }),
        });
        await fc.assert(
          fc.asyncProperty(
            fc.array(range, { maxLength: 25 }),
            fc.array(range, { maxLength: 5 }),
            fc.integer({ min: 0, max: 200 }),
            (blocks, drops, announced) => checkLedger(blocks, drops, announced),
          ),
          { numRuns: runs },
        );
      });

      async function checkLedger(
        blocks: { from: number; count: number }[],
        drops: { from: number; count: number }[],
        announced: number,
      ): Promise<void> {
        const opening = await opened({ streams: [MOTION] });
        const dropOf = ({ from, count }: { from: number; count: number }): Drop => ({
          stream: MOTION.id,
          firstSeq: from,
          count,
          reason: "thermal",
        });
        await Promise.all([
          ...blocks.map(({ from, count }) => store.appendBlock(someBlock(opening, from, count))),
          ...drops.map((drop) => store.appendDrop(opening.sessionId, dropOf(drop))),
        ]);

        const seqs = (ranges: typeof blocks) =>
          new Set(ranges.flatMap(({ from, count }) => Array.from({ length: count }, (_, i) => from + i)));
        const stored = seqs(blocks);
        const dropped = new Set([...seqs(drops)].filter((seq) => !stored.has(seq)));
        const known = new Set([...stored, ...dropped]);
        const captured = Math.max(announced, ...[...known].map((seq) => seq + 1), 0);

        const { positions } = await store.openSession(opening);
        const [position] = positions;
        const gap = Array.from({ length: captured + 1 }, (_, seq) => seq).find((seq) => !known.has(seq));
        expect(position?.nextSeq ?? 0).toBe(gap);
        const held = (position?.held ?? []).map(({ firstSeq, count }) => ({ from: firstSeq, count }));
        expect(seqs(held)).toEqual(new Set([...known].filter((seq) => seq > gap!)));

        const end = { counts: [{ stream: MOTION.id, captured: announced, dropped: 0 }] };
        expect(await store.endSession(opening.sessionId, end, OPENED_US)).toEqual([
          {
            stream: MOTION.id,
            captured,
            stored: stored.size,
            dropped: dropped.size,
            outstanding: captured - known.size,
          },
        ]);
        const read = await all(store.readBlocks(opening.sessionId, MOTION.id, 0));
        for (const { block } of read) {
          expect(block).toEqual(someBlock(opening, block.firstSeq, block.dtUs.length).block);
        }
        expect(seqs(read.map(({ block }) => ({ from: block.firstSeq, count: block.dtUs.length })))).toEqual(
          stored,
        );
      }
    });

    describe("windows and clocks", () => {
      it("gives the newest revision of each window back to the bit", async () => {
        const { sessionId, userId } = await opened();
        const windows = [0, 5_000_000, 10_000_000].map((us) => someWindow(sessionId, START_US + us, 0));
        const revised = someWindow(sessionId, START_US + 5_000_000, 1, NaN);
        const withoutFeatures = { ...someWindow(sessionId, START_US, 0), kind: 3, features: [] };
        await store.appendWindows(userId, windows);
        await store.appendWindows(userId, [revised, withoutFeatures]);
        await store.appendWindows(userId, windows);
        expect(await store.readWindows(sessionId, 0)).toEqual([
          windows[0],
          withoutFeatures,
          revised,
          windows[2],
        ]);
        expect(await store.readWindows(sessionId, windows[0]!.t1Us)).toEqual([revised, windows[2]]);
        expect(await store.readWindows(sessionId, windows[2]!.t1Us)).toEqual([]);
      });

      it("takes a clock exchange as often as it comes", async () => {
        const { sessionId } = await opened();
        const exchange = { t0Us: 1, t1Us: 2, t2Us: 3, t3Us: 4 };
        await store.appendClockExchange(sessionId, exchange);
        await expect(store.appendClockExchange(sessionId, exchange)).resolves.toBeUndefined();
      });
    });
  });
}
