import { randomUUID } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Store } from "./store.ts";
import { openTestStore, TEST_DATABASES, type TestServer } from "./testing/postgres.ts";

/** Hold nothing of anybody, however much is in them. */
const NOBODYS = new Set(["migration", "node", "lease", "rollup_mark", "erased_user", "push_key"]);
const NOW_US = 1_790_000_000_000_000;
const UNKNOWN = { clockErrorMs: 1, sampleRateHz: 0, sampleRateErrorHz: 0 };
const STREAM = { id: 1, kind: 1, channels: ["x"], nominalHz: 100 };

function eventOf(userId: string, seq: number): EventRecord {
  const at = NOW_US / 1_000;
  const base = { userId, seq, actor: "life", at, commandId: `c-${seq}-00000`, machineVersion: 1 } as const;
  return { ...base, type: "day_ticked", payload: {} };
}

for (const database of TEST_DATABASES) {
  describe.skipIf(!database.available)(`deleting a person on ${database.title}`, () => {
    let server: TestServer;
    let store: Store;
    let url: string;
    beforeAll(async () => {
      server = await database.start();
    });
    afterAll(() => server.stop());
    beforeEach(async () => {
      url = await server.newDatabase();
      store = await openTestStore(url);
      onTestFinished(() => store.close());
    });

    async function sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
      const client = new Client({ connectionString: url });
      await client.connect();
      try {
        return (await client.query<Row>(text, values)).rows;
      } finally {
        await client.end();
      }
    }

    const tables = () =>
      sql<{ name: string; columns: string[] }>(
        `SELECT table_name::text AS name, array_agg(column_name::text) AS columns FROM information_schema.columns
          JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' GROUP BY 1 ORDER BY 1`,
      );

    /** Somebody with samples, windows, a log and a pause, and a row in every other table that takes one. */
    async function somebody(mark: string): Promise<{ userId: string; sessionId: string }> {
      const account = { name: mark, email: `${mark}@example.org`, passwordHash: "x" };
      const { id: userId } = await store.accounts.createUser(account);
      const sessionId = randomUUID();
      await store.accounts.createSession(userId, mark, new Date(NOW_US));
      await store.events.append({ userId, expectedSeq: 0, events: [eventOf(userId, 1), eventOf(userId, 2)] });
      const snapshot = { userId, seq: 2, machineVersion: 1, stateHash: mark, state: {} };
      await store.events.saveSnapshot(snapshot);
      await store.events.setPaused(userId, true);
      const session = { sessionId, userId, deviceModel: mark, appVersion: "1", streams: [STREAM] };
      await store.signals.openSession({ ...session, openedUs: NOW_US });
      await store.signals.appendBlock(blockOf(userId, sessionId, 0));
      const window = { sessionId, kind: 1, t0Us: NOW_US, t1Us: NOW_US + 1e7, revision: 0 };
      await store.signals.appendWindows(userId, [{ ...window, ...UNKNOWN, features: [] }]);
      await fillTheRest(userId, sessionId, mark);
      return { userId, sessionId };
    }

    const blockOf = (userId: string, sessionId: string, firstSeq: number) => ({
      userId,
      sessionId,
      channels: 1,
      receivedUs: NOW_US,
      block: { stream: 1, firstSeq, t0Us: NOW_US + firstSeq * 10_000, dtUs: [0, 10_000], samples: [1, 2] },
    });

    async function countOf(name: string, userId: string, sessionId: string): Promise<number> {
      const [found] = await sql<{ rows: number }>(
        `SELECT count(*)::integer AS rows FROM ${escapeIdentifier(name)} AS t WHERE to_jsonb(t)->>'user_id' = $1
          OR to_jsonb(t)->>'session_id' = $2`,
        [userId, sessionId],
      );
      return found?.rows ?? 0;
    }

    /** Made up from the types of the columns; a table whose checks refuse such a row stays as it is. */
    async function fillTheRest(userId: string, sessionId: string, mark: string): Promise<void> {
      for (const { name, columns } of await tables()) {
        const isPersonal = columns.includes("user_id") || columns.includes("session_id");
        if (!isPersonal || name === "erasure" || (await countOf(name, userId, sessionId)) > 0) continue;
        const needed = await sql<{ column: string; type: string }>(
          `SELECT column_name::text AS column, udt_name::text AS type FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL
              AND is_generated = 'NEVER'
              AND is_identity = 'NO'`,
          [name],
        );
        const value = ({ column, type }: { column: string; type: string }): unknown => {
          if (column === "user_id") return userId;
          if (column === "session_id") return sessionId;
          if (type.startsWith("_") || type.endsWith("multirange")) return "{}";
          if (type === "uuid") return randomUUID();
          if (type === "bytea") return Buffer.from(randomUUID().replaceAll("-", "").slice(0, 32));
          if (type === "timestamptz" || type === "date") return new Date(NOW_US / 1_000);
          if (type === "bool") return false;
          if (type.startsWith("json")) return "{}";
          return type === "text" ? mark : 1;
        };
        const names = needed.map(({ column }) => escapeIdentifier(column)).join(", ");
        const places = needed.map((_, i) => `$${i + 1}`).join(", ");
        const client = new Client({ connectionString: url });
        await client.connect();
        // Rows that refer to others stand here without them.
        await client.query("SET session_replication_role = replica");
        await client
          .query(`INSERT INTO ${escapeIdentifier(name)} (${names}) VALUES (${places})`, needed.map(value))
          .catch((error: { code?: string }) => expect(error.code, `a row of ${name}`).toBe("23514"))
          .finally(() => void client.end());
      }
    }

    it("leaves no row of theirs in any table, and every row of others", async () => {
      const [ann, bob] = [await somebody("ann-mark"), await somebody("bob-mark")];
      const before = new Map<string, number>();
      for (const { name } of await tables()) before.set(name, await countOf(name, bob.userId, bob.sessionId));

      expect(await store.erasure.begin(ann.userId)).toBe(true);
      const deleted = await store.erasure.finish(ann.userId);

      for (const name of ["event", "snapshot", "session", "signal_block", "signal_window", "stream"]) {
        expect(before.get(name), name).toBeGreaterThan(0);
      }
      expect(deleted?.get("event")).toBe(2);
      for (const { name, columns } of await tables()) {
        const isPersonal = columns.includes("user_id") || columns.includes("session_id");
        expect(isPersonal || NOBODYS.has(name), `${name} has no user_id: whose are its rows?`).toBe(true);
        expect(await countOf(name, ann.userId, ann.sessionId), name).toBe(0);
        expect(await countOf(name, bob.userId, bob.sessionId), name).toBe(before.get(name));
        const traces = await sql(
          `SELECT FROM ${escapeIdentifier(name)} AS t WHERE t::text LIKE ANY ($1) LIMIT 1`,
          [[`%${ann.userId}%`, "%ann-mark%", ...(name === "erased_user" ? [] : [`%${ann.sessionId}%`])]],
        );
        expect(traces, `something of Ann is left in ${name}`).toEqual([]);
      }
      expect(await store.erasure.pending()).toEqual([]);
    });

    it("is finished by whoever comes next, wherever it was interrupted", async () => {
      const ann = await somebody("ann-mark");
      await store.erasure.begin(ann.userId);
      expect(await store.erasure.begin(ann.userId)).toBe(true);
      expect(await store.erasure.pending()).toEqual([ann.userId]);
      // As a crash half-way leaves it: the sessions are gone, and what was measured in them is not.
      await sql("DELETE FROM session WHERE user_id = $1", [ann.userId]);
      await sql("UPDATE erased_user SET session_ids = ARRAY[$1::uuid]", [ann.sessionId]);
      const results = await Promise.all([store.erasure.finish(ann.userId), store.erasure.finish(ann.userId)]);
      expect(results.some((rows) => rows !== undefined)).toBe(true);
      expect(await countOf("signal_block", ann.userId, ann.sessionId)).toBe(0);
      expect(await store.erasure.pending()).toEqual([]);
      expect(await store.erasure.begin(ann.userId)).toBe(false);
    });

    it("takes whatever is written late", async () => {
      const ann = await somebody("ann-mark");
      await store.erasure.begin(ann.userId);
      await store.erasure.finish(ann.userId);
      const { userId, sessionId } = ann;
      const append = (expectedSeq: number) =>
        store.events.append({ userId, expectedSeq, events: [eventOf(userId, expectedSeq + 1)] });
      expect(await append(2)).toEqual({ kind: "conflict" });
      expect(await append(0)).toEqual({ kind: "conflict" });
      await store.events.saveSnapshot({ userId, seq: 3, machineVersion: 1, stateHash: "h", state: {} });
      await store.events.setPaused(userId, true);
      const opening = { userId, deviceModel: "ann", appVersion: "1", openedUs: NOW_US };
      for (const streams of [[STREAM], []]) {
        const opened = store.signals.openSession({ ...opening, sessionId: randomUUID(), streams });
        await expect(opened).rejects.toMatchObject({ code: "account_deleted" });
      }
      // A node that stood still does not look before it writes samples.
      await store.signals.appendBlock(blockOf(userId, sessionId, 2));
      expect(await countOf("signal_block", userId, sessionId)).toBe(1);
      expect(await store.erasure.sweep()).toBeGreaterThan(0);
      for (const { name } of await tables()) expect(await countOf(name, userId, sessionId), name).toBe(0);
    });

    it("waits for what is being written at the moment", async () => {
      const ann = await somebody("ann-mark");
      const writer = new Client({ connectionString: url });
      await writer.connect();
      onTestFinished(() => writer.end());
      await writer.query("BEGIN");
      await writer.query(
        `INSERT INTO event (user_id, seq, actor, type, at, command_id, machine_version, payload)
          VALUES ($1, 3, 'life', 'day_ticked', now(), 'c', 1, '{}')`,
        [ann.userId],
      );
      await store.erasure.begin(ann.userId);
      const finished = store.erasure.finish(ann.userId);
      const isWaiting = async () =>
        (
          await sql(
            "SELECT FROM pg_stat_activity WHERE application_name = 'trajectory erasure' AND wait_event_type = 'Lock'",
          )
        ).length > 0;
      await expect.poll(isWaiting, { timeout: 20_000 }).toBe(true);
      await writer.query("COMMIT");
      await finished;
      expect(await countOf("event", ann.userId, ann.sessionId)).toBe(0);
    });

    it("keeps the owner while there is somebody else", async () => {
      const owner = await store.accounts.createOwner({ name: "o", email: "o@x", passwordHash: "x" });
      const other = await store.accounts.createUser({ name: "p", email: "p@x", passwordHash: "x" });
      await expect(store.erasure.begin(owner.id)).rejects.toMatchObject({ code: "owner_needed" });
      expect(await store.accounts.findOwner()).toBeDefined();
      await store.erasure.begin(other.id);
      expect(await store.erasure.begin(owner.id)).toBe(true);
      expect(await store.accounts.findOwner()).toBeUndefined();
      expect(await store.erasure.begin(randomUUID())).toBe(false);
      expect(await store.erasure.begin("nobody")).toBe(false);
    });
  });
}
