import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { Kysely, PostgresDialect } from "kysely";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionOpening } from "@trajectory/ingest/ports.ts";
import { RangeSet } from "@trajectory/ingest/samples/range-set.ts";
import type { Block } from "@trajectory/protocols/messages.ts";
import { RollupKeeper } from "../../jobs/rollup-keeper.ts";
import { createPool } from "../pool.ts";
import { PostgresSignalStore } from "../signal-store.ts";
import type { Tables } from "../tables.ts";
import {
  TEST_DATABASES,
  type TestServer,
  openTestStore,
  silentLog,
  systemClock,
} from "../testing/postgres.ts";
import { type Bucket, LEVELS, type Level } from "./bucket.ts";
import { RollupFeed, type RollupLimits } from "./feed.ts";
import { Fold, type FoldedRows } from "./fold.ts";
import { PostgresRollups } from "./rollups.ts";
import { readRollups } from "./rows.ts";

const START = 1_790_000_000_400_000;
const STEP_US = 20_000;
const SHAPE = { channels: 3, nominalHz: 50 };
const STREAM = { id: 7, kind: 1, channels: ["a", "b", "c"], nominalHz: SHAPE.nominalHz };

function blockOf(firstSeq: number, count: number): Block {
  return {
    stream: STREAM.id,
    firstSeq,
    t0Us: START + firstSeq * STEP_US,
    dtUs: Array.from({ length: count }, (_, i) => (i === 0 ? 0 : STEP_US)),
    samples: Array.from({ length: count * 3 }, (_, i) => Math.fround(Math.sin(firstSeq * 3 + i) * 10)),
  };
}

for (const database of TEST_DATABASES) {
  describe.skipIf(!database.available)(`roll-ups on ${database.title}`, () => {
    let server: TestServer;
    let url: string;
    let pool: Pool;
    let db: Kysely<Tables>;

    beforeAll(async () => {
      server = await database.start();
      url = await server.newDatabase();
      await (await openTestStore(url)).close();
      pool = createPool({ url, log: silentLog });
      db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    });
    afterAll(async () => {
      await pool.end();
      await server.stop();
    });

    /** Another node on the same database. It writes when it is told; a crash is to be left alone. */
    function node(limits: Partial<RollupLimits> = {}) {
      const feed = new RollupFeed({
        pool,
        db,
        clock: systemClock,
        log: silentLog,
        limits: { flushMs: 1e9, ...limits },
      });
      const signals = new PostgresSignalStore(pool, db, systemClock, { flushMs: 0 }, feed);
      return { signals, rollups: new PostgresRollups(pool, db, feed) };
    }
    type Node = ReturnType<typeof node>;

    function someSession(): SessionOpening {
      return {
        sessionId: randomUUID(),
        userId: randomUUID(),
        deviceModel: "test",
        appVersion: "1",
        streams: [STREAM],
        openedUs: START,
      };
    }

    async function append(store: Node, opening: SessionOpening, ...blocks: Block[]): Promise<void> {
      for (const block of blocks) {
        const { userId, sessionId } = opening;
        const receivedUs = Date.now() * 1_000;
        await store.signals.appendBlock({ userId, sessionId, block, channels: 3, receivedUs });
      }
    }

    async function stored(sessionId: string): Promise<FoldedRows> {
      const span = { sessionId, stream: STREAM.id, fromUs: 0, toUs: 4_000_000_000_000_000 };
      const read = async (level: Level): Promise<Bucket[]> =>
        (await readRollups(db, level, span)).map((bucket) => ({ ...bucket, replaces: null }));
      return { second: await read("second"), minute: await read("minute"), hour: await read("hour") };
    }

    /** Of the samples with the numbers of a set, each once and in order. */
    function folded(seqs: RangeSet): FoldedRows {
      const fold = new Fold(SHAPE);
      for (const { first, end } of seqs.spans) {
        fold.offer(blockOf(first, end - first));
        fold.settle();
      }
      const rows = fold.takeRows();
      for (const level of LEVELS) for (const bucket of rows[level]) bucket.replaces = null;
      return rows;
    }

    it("are written as the samples come, and go on in memory", async () => {
      const store = node();
      const opening = someSession();
      await store.signals.openSession(opening);
      const seqs = new RangeSet();
      for (let first = 0; first < 4_000; first += 50) {
        await append(store, opening, blockOf(first, 50));
        seqs.add(first, first + 50);
        if (first % 700 === 0) await store.rollups.feed.flush();
      }
      await store.rollups.feed.flush();
      expect(await stored(opening.sessionId)).toEqual(folded(seqs));
      expect(store.rollups.feed.stats).toMatchObject({ refolds: 0, overflows: 0, waitingRows: 0 });
    });

    it("are the same however blocks are cut, lost, late, sent again, and whichever node takes them", async () => {
      const step = fc.record({
        first: fc.nat(4_000),
        count: fc.integer({ min: 1, max: 50 }),
        next: fc.constantFrom("go on", "go on", "flush", "move", "crash"),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          const opening = someSession();
          let store: Node = node();
          await store.signals.openSession(opening);
          const seqs = new RangeSet();
          const began = Date.now();
          for (const { first, count, next } of steps) {
            await append(store, opening, blockOf(first, count), blockOf(first + count, 5));
            seqs.add(first, first + count + 5);
            if (next === "flush" || next === "move") await store.rollups.feed.flush();
            if (next === "move" || next === "crash") {
              store = node();
              await store.signals.openSession(opening);
            }
          }
          await store.rollups.feed.flush();
          await store.rollups.catchUp(began, Date.now(), AbortSignal.timeout(30_000));
          expect(await stored(opening.sessionId)).toEqual(folded(seqs));
        }),
        { numRuns: 12 },
      );
    }, 60_000);

    it("of two nodes that write the same stream, end as those of all its samples", async () => {
      const [one, two] = [node(), node()];
      const opening = someSession();
      await one.signals.openSession(opening);
      await two.signals.openSession(opening);
      const seqs = new RangeSet();
      for (let first = 0; first < 3_000; first += 100) {
        await append(one, opening, blockOf(first, 50));
        await append(two, opening, blockOf(first + 50, 50));
        seqs.add(first, first + 100);
        await Promise.all([one.rollups.feed.flush(), two.rollups.feed.flush()]);
      }
      // What was refused turned cold, and is folded from the blocks.
      for (const store of [one, two, one, two]) await store.rollups.feed.flush();
      expect(await stored(opening.sessionId)).toEqual(folded(seqs));
    });

    it("are not cut down by blocks that retention has left", async () => {
      const store = node();
      const opening = someSession();
      await store.signals.openSession(opening);
      await append(store, opening, ...[0, 50, 100].map((first) => blockOf(first, 50)));
      await store.rollups.feed.flush();
      const before = await stored(opening.sessionId);
      await pool.query("DELETE FROM signal_block WHERE session_id = $1 AND first_seq = 50", [
        opening.sessionId,
      ]);
      await store.rollups.catchUp(Number.NEGATIVE_INFINITY, Date.now(), AbortSignal.timeout(30_000));
      expect(await stored(opening.sessionId)).toEqual(before);
    });

    it("let go of what waits for a slow database, say so, and read it again", async () => {
      const store = node({ waitingRows: 5 });
      const opening = someSession();
      await store.signals.openSession(opening);
      const seqs = new RangeSet();
      for (let first = 0; first < 1_000; first += 50) {
        await append(store, opening, blockOf(first, 50));
        seqs.add(first, first + 50);
      }
      expect(store.rollups.feed.stats.overflows).toBeGreaterThan(0);
      await store.rollups.feed.flush();
      expect(await stored(opening.sessionId)).toEqual(folded(seqs));
    });

    it("that a crashed node left behind are made by the keeper of another", async () => {
      const gone = node();
      const opening = someSession();
      await gone.signals.openSession(opening);
      await gone.rollups.mark("gone", Date.now());
      await append(gone, opening, blockOf(0, 50), blockOf(50, 50), blockOf(200, 50));
      await pool.query(
        "UPDATE rollup_mark SET updated_at = now() - interval '1 hour' WHERE node_id = 'gone'",
      );
      await pool.query(
        "UPDATE signal_block SET received_at = now() - interval '1 hour' WHERE session_id = $1",
        [opening.sessionId],
      );
      await pool.query(
        "UPDATE rollup_mark SET received_at = now() - interval '61 minutes' WHERE node_id = 'gone'",
      );
      expect((await stored(opening.sessionId)).second).toEqual([]);

      const { rollups } = node();
      const left: string[] = [];
      const keeper = new RollupKeeper({
        rollups,
        nodeId: "here",
        clock: systemClock,
        log: silentLog,
        repairWindows: async (span) => left.push(span.sessionId),
      });
      keeper.start();
      await keeper.idle();
      await keeper.stop();
      const seqs = new RangeSet();
      seqs.add(0, 100);
      seqs.add(200, 250);
      expect(await stored(opening.sessionId)).toEqual(folded(seqs));
      const { rows } = await pool.query("SELECT node_id FROM rollup_mark ORDER BY node_id");
      expect(rows).toEqual([{ node_id: "here" }]);
      expect(left).toContain(opening.sessionId);
    });
  });
}
