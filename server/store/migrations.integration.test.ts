import { migrate } from "@trajectory/migrations/migrate.ts";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { openStore } from "./store.ts";
import { TEST_DATABASES, type TestServer, silentLog, systemClock } from "./testing/postgres.ts";

for (const database of TEST_DATABASES) {
  describe.skipIf(!database.available)(`migrations on ${database.title}`, () => {
    let server: TestServer;
    let url: string;
    beforeAll(async () => {
      server = await database.start();
    });
    beforeEach(async () => {
      url = await server.newDatabase();
    });
    afterAll(() => server.stop());

    function connect(): Kysely<unknown> {
      const pool = new Pool({ connectionString: url, max: 1 });
      pool.on("connect", (client) => client.on("error", () => {}));
      onTestFinished(() => pool.end());
      return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
    }

    it("run once each, however many nodes start at the same time", async () => {
      const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(connect())));
      const all = [
        "0001_accounts",
        "0002_event_log",
        "0003_signals",
        "0004_leases",
        "0005_paused_users",
        "0006_rollups",
        "0007_session_records",
        "0008_session_tags",
        "0009_interviews",
        "0010_jobs_and_documents",
        "0011_memory",
        "0012_plans",
        "0013_people",
        "0014_session_markers",
        "0015_sample_rates_and_gestures",
        "0016_reminders",
        "0017_web_push",
        "0018_keys_and_gestures",
      ];
      expect(applied.toSorted((a, b) => b.length - a.length)).toEqual([all, [], [], []]);
      const { rows } = await sql<{ name: string }>`SELECT name FROM migration ORDER BY name`.execute(
        connect(),
      );
      expect(rows.map(({ name }) => name)).toEqual(all);
    });

    it("refuse a database that a newer version has used", async () => {
      const db = connect();
      await migrate(db);
      await sql`INSERT INTO migration (name) VALUES ('0999_from_the_future')`.execute(db);
      await expect(migrate(db)).rejects.toMatchObject({ code: "database_newer" });
      await expect(openStore({ url, log: silentLog, clock: systemClock })).rejects.toThrow(
        "0999_from_the_future",
      );
    });

    it("leave nothing behind when one fails", async () => {
      const db = connect();
      const failing = [
        {
          name: "0001",
          up: async (tx: Kysely<unknown>) => void (await sql`CREATE TABLE made (a int)`.execute(tx)),
        },
        { name: "0002", up: async (tx: Kysely<unknown>) => void (await sql`SELECT 1 / 0`.execute(tx)) },
      ];
      await expect(migrate(db, failing)).rejects.toMatchObject({
        code: "migration_failed",
        message: "Migration 0002 failed: division by zero",
      });
      const { rows } =
        await sql`SELECT to_regclass('made') AS made, to_regclass('migration') AS migration`.execute(db);
      expect(rows).toEqual([{ made: null, migration: null }]);
    });

    it("keep blocks in hypertables where there are any, whole in their rows up to a page", async () => {
      const db = connect();
      await migrate(db);
      const { rows } = await sql<{ storage: string; options: string[]; timescale: boolean }>`
        SELECT attstorage AS storage, reloptions AS options,
          EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') AS timescale
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE attrelid = 'signal_block'::regclass AND attname = 'data'`.execute(db);
      const timescale = database.name === "timescaledb";
      expect(rows).toEqual([{ storage: "e", options: ["toast_tuple_target=8160"], timescale }]);
      if (!timescale) return;
      const hypertables = await sql<{ name: string }>`
        SELECT hypertable_name AS name FROM timescaledb_information.hypertables ORDER BY name`.execute(db);
      const names = ["signal_block", "signal_hour", "signal_minute", "signal_second", "signal_window"];
      expect(hypertables.rows).toEqual(names.map((name) => ({ name })));
    });
  });
}
