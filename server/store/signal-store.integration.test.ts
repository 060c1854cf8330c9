import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Pool } from "pg";
import type { SignalBlock } from "@trajectory/ingest/ports.ts";
import { signalStoreSuite, someBlock, someOpening } from "@trajectory/ingest/signal-store.suite.ts";
import { createPool } from "./pool.ts";
import type { Store } from "./store.ts";
import { TEST_DATABASES, type TestServer, openTestStore, silentLog } from "./testing/postgres.ts";
import { type Proxy, startProxy } from "./testing/proxy.ts";

for (const database of TEST_DATABASES) {
  describe.skipIf(!database.available)(`signal store on ${database.title}`, () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await database.start();
    });
    afterAll(() => server.stop());

    signalStoreSuite(database.name, async () => {
      const url = await server.newDatabase();
      const stores: Store[] = [];
      return {
        async open() {
          const store = await openTestStore(url);
          stores.push(store);
          return store.signals;
        },
        async close() {
          await Promise.all(stores.map((store) => store.close()));
        },
      };
    });

    describe("when the wire breaks", () => {
      let proxy: Proxy;
      let store: Store;
      beforeAll(async () => {
        proxy = await startProxy(await server.newDatabase());
        store = await openTestStore(proxy.url, { signals: { queueBlocks: 20 } });
      });
      afterAll(async () => {
        await store.close();
        await proxy.close();
      });

      it.each(["requests", "answers"] as const)(
        "a block is not acknowledged when %s are lost, and is stored once when sent again",
        async (lost) => {
          const opening = someOpening();
          await store.signals.openSession(opening);
          const before = proxy.lost;
          proxy.lose = lost;
          const append = store.signals.appendBlock(someBlock(opening, 0, 10));
          const refused = expect(append).rejects.toMatchObject({ code: "store_unavailable" });
          await expect.poll(() => proxy.lost).toBeGreaterThan(before);
          proxy.cut();
          proxy.lose = "nothing";
          await refused;
          await store.signals.appendBlock(someBlock(opening, 0, 10));
          expect((await store.signals.ledger(opening.sessionId))[0]).toMatchObject({
            stored: 10,
            outstanding: 0,
          });
        },
      );

      it("answers busy beyond its bound", async () => {
        const opening = someOpening();
        await store.signals.openSession(opening);
        proxy.lose = "requests";
        const appends = Array.from({ length: 21 }, (_, index) =>
          store.signals.appendBlock(someBlock(opening, index * 10, 10)),
        );
        const settled = Promise.allSettled(appends);
        await expect(appends[20]).rejects.toMatchObject({ code: "busy" });
        const before = proxy.lost;
        await expect.poll(() => proxy.lost).toBeGreaterThan(before);
        proxy.cut();
        proxy.lose = "nothing";
        expect((await settled).every(({ status }) => status === "rejected")).toBe(true);
        expect(store.signals.waiting).toEqual({ blocks: 0, windows: 0 });
      });
    });

    describe("what is refused, and what SQL users see", () => {
      let store: Store;
      let sql: Pool;
      beforeAll(async () => {
        const url = await server.newDatabase();
        store = await openTestStore(url);
        sql = createPool({ url, log: silentLog, max: 1 });
      });
      afterAll(async () => {
        await store.close();
        await sql.end();
      });

      it.each<[string, string, (block: SignalBlock) => SignalBlock]>([
        ["no samples", "block_malformed", (b) => change(b, { dtUs: [], samples: [] })],
        ["a channel too many", "block_malformed", (b) => ({ ...b, channels: 4 })],
        ["a negative stamp distance", "block_malformed", (b) => change(b, { dtUs: [0, -1] })],
        ["a stamp distance of NaN", "block_malformed", (b) => change(b, { dtUs: [0, NaN] })],
        ["more than a minute", "block_too_large", (b) => change(b, { dtUs: [0, 60_000_001] })],
        ["a time that is none", "block_time_invalid", (b) => change(b, { t0Us: -1 })],
        ["a time beyond counting", "block_time_invalid", (b) => change(b, { t0Us: 2 ** 53 })],
        ["a negative seq", "sequence_invalid", (b) => change(b, { firstSeq: -1 })],
        ["a seq beyond counting", "sequence_invalid", (b) => change(b, { firstSeq: 2 ** 53 - 1 })],
      ])("a block with %s: %s, and others of the batch are stored", async (_, code, spoil) => {
        const opening = someOpening();
        await store.signals.openSession(opening);
        const [refused, stored] = await Promise.allSettled([
          store.signals.appendBlock(spoil(someBlock(opening, 0, 2))),
          store.signals.appendBlock(someBlock(opening, 0, 2)),
        ]);
        expect(refused).toMatchObject({ status: "rejected", reason: { code } });
        expect(stored.status).toBe("fulfilled");
      });

      it("a block larger than a frame can be is refused", async () => {
        const opening = someOpening();
        const large = someBlock(opening, 0, 5_000);
        await expect(store.signals.appendBlock(large)).rejects.toMatchObject({ code: "block_too_large" });
      });

      it("a stream that comes back with other channels is refused", async () => {
        const opening = someOpening();
        await store.signals.openSession(opening);
        const [motion] = opening.streams;
        const changed = { ...opening, streams: [{ ...motion!, channels: ["x"] }] };
        await expect(store.signals.openSession(changed)).rejects.toMatchObject({ code: "stream_invalid" });
      });

      it("an id that is no UUID, a drop beyond counting and an unknown session are refused", async () => {
        const { signals } = store;
        const drop = { stream: 1, firstSeq: 0, count: 2 ** 53, reason: "thermal" };
        await expect(signals.openSession(someOpening({ sessionId: "s1" }))).rejects.toMatchObject({
          code: "invalid_input",
        });
        await expect(signals.appendDrop(randomUUID(), drop)).rejects.toMatchObject({
          code: "sequence_invalid",
        });
        await expect(signals.appendDrop(randomUUID(), { ...drop, count: 1 })).rejects.toMatchObject({
          code: "not_found",
        });
        await expect(signals.endSession(randomUUID(), { counts: [] }, 0)).rejects.toMatchObject({
          code: "not_found",
        });
      });

      it("the first End of a session counts", async () => {
        const { sessionId, streams } = someOpening();
        await store.signals.openSession({ ...someOpening(), sessionId, streams });
        const ended = (captured: number) =>
          store.signals.endSession(sessionId, { counts: [{ stream: 1, captured, dropped: 0 }] }, captured);
        expect(await ended(5)).toEqual(await ended(7));
        expect((await store.signals.session(sessionId))?.endedUs).toBe(5);
      });

      it("text with NUL is kept as far as PostgreSQL can", async () => {
        const opening = someOpening({ deviceModel: "a\0b" });
        await store.signals.openSession(opening);
        expect((await store.signals.session(opening.sessionId))?.deviceModel).toBe("a\ufffdb");
      });

      it("the view of samples shows every sample to the bit", async () => {
        const opening = someOpening();
        await store.signals.openSession(opening);
        const extremes = [0, -0, 1, -1.5, 1e-45, -1.1754942e-38, 1.17549435e-38, 3.4028235e38, -0.1, NaN];
        const values = [...extremes, Infinity, -Infinity].map(Math.fround);
        const { block, ...rest } = someBlock(opening, 3, values.length / 3);
        await store.signals.appendBlock({ ...rest, block: { ...block, samples: values } });
        const { rows } = await sql.query<{ seq: string; us: string; values: number[] }>(
          `SELECT seq, (extract(epoch FROM t) * 1000000)::bigint AS us, channel_values AS values
            FROM sample WHERE session_id = $1 ORDER BY seq`,
          [opening.sessionId],
        );
        let us = block.t0Us;
        const stamps = block.dtUs.map((dt) => (us += dt));
        expect(rows.map(({ seq }) => Number(seq))).toEqual(block.dtUs.map((_, index) => 3 + index));
        expect(rows.map((row) => Number(row.us))).toEqual(stamps);
        expect(rows.flatMap((row) => row.values.map(Math.fround))).toEqual(values);
      });
    });
  });
}

function change(signal: SignalBlock, changes: Partial<SignalBlock["block"]>): SignalBlock {
  return { ...signal, block: { ...signal.block, ...changes } };
}
