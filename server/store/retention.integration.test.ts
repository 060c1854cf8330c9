import { randomUUID } from "node:crypto";
import { Kysely, PostgresDialect } from "kysely";
import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SessionOpening } from "@trajectory/ingest/ports.ts";
import type { Block } from "@trajectory/protocols/messages.ts";
import { Retention } from "../jobs/retention.ts";
import { createPool } from "./pool.ts";
import { PostgresRetention, type Released } from "./retention.ts";
import { readRollups } from "./rollups/rows.ts";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";
import {
  TEST_DATABASES,
  type TestServer,
  openTestStore,
  silentLog,
  systemClock,
} from "./testing/postgres.ts";

const DAY_MS = 86_400_000;
const HOUR_S = 3_600;
const NOW = Date.now();
const STREAM = { id: 1, kind: 1, channels: ["a"], nominalHz: 1 };

/** A sample a second, a minute in a block. */
function blocksFrom(startMs: number, minutes: number): Block[] {
  return Array.from({ length: minutes }, (_, minute) => ({
    stream: 1,
    firstSeq: minute * 60,
    t0Us: (startMs + minute * 60_000) * 1_000,
    dtUs: Array.from({ length: 60 }, (_unused, i) => (i === 0 ? 0 : 1_000_000)),
    samples: Array.from({ length: 60 }, (_unused, i) => i),
  }));
}

for (const database of TEST_DATABASES) {
  describe.skipIf(!database.available)(`retention on ${database.title}`, () => {
    let server: TestServer;
    let store: Store;
    let pool: Pool;
    let db: Kysely<Tables>;
    let retention: PostgresRetention;
    beforeAll(async () => {
      server = await database.start();
    });
    beforeEach(async () => {
      const url = await server.newDatabase();
      store = await openTestStore(url);
      pool = createPool({ url, log: silentLog, max: 2 });
      db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
      retention = new PostgresRetention(db, database.name === "timescaledb");
      return async () => {
        await pool.end();
        await store.close();
      };
    });
    afterAll(() => server.stop());

    /** @param minutes of samples, from so many days ago on */
    async function record(daysAgo: number, minutes: number, ended: boolean): Promise<SessionOpening> {
      const startMs = Math.floor(NOW / DAY_MS) * DAY_MS - daysAgo * DAY_MS;
      const opening: SessionOpening = {
        sessionId: randomUUID(),
        userId: randomUUID(),
        deviceModel: "test",
        appVersion: "1",
        streams: [STREAM],
        openedUs: startMs * 1_000,
      };
      const { sessionId, userId } = opening;
      await store.signals.openSession(opening);
      await Promise.all(
        blocksFrom(startMs, minutes).map((block) =>
          store.signals.appendBlock({ userId, sessionId, block, channels: 1, receivedUs: startMs * 1_000 }),
        ),
      );
      if (ended) {
        const counts = [{ stream: 1, captured: minutes * 60, dropped: 0 }];
        await store.signals.endSession(sessionId, { counts }, startMs * 1_000 + minutes * 60_000_000);
      }
      await store.rollups.feed.flush();
      await store.rollups.mark("here", Date.now());
      return opening;
    }

    async function blocksOf({ sessionId }: SessionOpening): Promise<number> {
      const { rows } = await pool.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM signal_block WHERE session_id = $1",
        [sessionId],
      );
      return rows[0]?.count ?? 0;
    }

    function hours({ sessionId }: SessionOpening) {
      return readRollups(db, "hour", { sessionId, stream: 1, fromUs: 0, toUs: 4e15 });
    }

    function release(
      signal = AbortSignal.timeout(30_000),
      onReleased: (released: Released) => void = () => {},
    ) {
      return retention.release({ before: NOW - 10 * DAY_MS, signal, onReleased });
    }

    it("lets go of old blocks and of nothing else: roll-ups and ledgers stay as they are", async () => {
      const old = await record(20, 120, true);
      const recent = await record(5, 120, true);
      const before = { ledger: await store.signals.ledger(old.sessionId), hours: await hours(old) };
      const expected = { blocks: 120, samples: 120 * 60, bytes: 120 * 60 * 8 };
      expect(await retention.count(NOW - 10 * DAY_MS, AbortSignal.timeout(30_000))).toEqual(expected);
      expect(await blocksOf(old)).toBe(120);

      expect(await release()).toEqual(expected);
      expect([await blocksOf(old), await blocksOf(recent)]).toEqual([0, 120]);
      expect(await store.signals.ledger(old.sessionId)).toEqual(before.ledger);
      expect(before.ledger[0]).toMatchObject({ stored: 7_200, outstanding: 0 });
      expect(await hours(old)).toEqual(before.hours);
      expect(await release()).toEqual({ blocks: 0, samples: 0, bytes: 0 });
    });

    it("keeps the last hour of a session that has not ended, and where it stands", async () => {
      const running = await record(20, 180, false);
      const done = await release();
      expect(done.blocks).toBe(180 - HOUR_S / 60 - 1);
      expect(await blocksOf(running)).toBe(HOUR_S / 60 + 1);
      const again = await store.signals.openSession(running);
      expect(again.positions).toEqual([{ stream: 1, nextSeq: 180 * 60, held: [] }]);
    });

    it("keeps what is not rolled up yet", async () => {
      const old = await record(20, 10, true);
      await pool.query("UPDATE rollup_mark SET received_at = '-infinity'");
      expect((await release()).blocks).toBe(0);
      await pool.query("UPDATE rollup_mark SET received_at = now() - interval '19 days'");
      expect((await release()).blocks).toBe(10);
      expect(await blocksOf(old)).toBe(0);
    });

    it("stops between two steps when told, says so, and goes on the next time", async () => {
      await record(20, 30, true);
      await record(25, 30, true);
      const job = new Retention({
        blocks: {
          count: (before, signal) => retention.count(before, signal),
          release: (options) =>
            retention.release({
              ...options,
              onReleased(released) {
                options.onReleased(released);
                if (released.blocks === 30) void job.cancel();
              },
            }),
        },
        clock: systemClock,
        log: silentLog,
        keepDays: 10,
      });
      job.begin(true);
      expect(() => job.begin(true)).toThrow(expect.objectContaining({ code: "command_refused" }));
      await job.idle();
      expect(job.last).toMatchObject({ state: "done", dryRun: true, blocks: 60 });
      job.begin(false);
      await job.idle();
      expect(job.last).toMatchObject({ state: "cancelled", blocks: 30 });
      job.begin(false);
      await job.idle();
      expect(job.last?.blocks).toBe(30);
    });

    if (database.name !== "timescaledb") return;

    it("drops whole days where nothing of them must stay", async () => {
      await record(20, 30, true);
      await record(25, 180, false);
      const chunks = async () => {
        const { rows } = await pool.query("SELECT FROM show_chunks('signal_block')");
        return rows.length;
      };
      expect(await chunks()).toBe(2);
      expect((await release()).blocks).toBe(30 + 180 - 61);
      expect(await chunks()).toBe(1);
    });
  });
}
