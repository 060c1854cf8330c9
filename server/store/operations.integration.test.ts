import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { someEvents } from "@trajectory/actors/runtime/event-log.suite.ts";
import type { Store } from "./store.ts";
import { TEST_DATABASES, type TestServer, openTestStore } from "./testing/postgres.ts";

const DAY = 86_400_000;

for (const database of TEST_DATABASES) {
  describe.skipIf(!database.available)(`what operators read on ${database.title}`, () => {
    let server: TestServer;
    let store: Store;
    beforeAll(async () => {
      server = await database.start();
      store = await openTestStore(await server.newDatabase());
    });
    afterAll(async () => {
      await store.close();
      await server.stop();
    });

    /** A person whose events happened at the times. */
    async function person(...times: number[]): Promise<string> {
      const name = randomUUID();
      const account = { name, email: `${name}@example.org`, passwordHash: "" };
      const { id } = await store.accounts.createUser(account);
      const events = someEvents(id, 0, times.length).map((event, i) => ({ ...event, at: times[i]! }));
      if (events.length > 0) await store.events.append({ userId: id, expectedSeq: 0, events });
      return id;
    }

    function save(userId: string, seq: number): Promise<void> {
      const state = { model: { model: "1.0.0" }, at: seq };
      return store.events.saveSnapshot({ userId, seq, machineVersion: 1, stateHash: `h${seq}`, state });
    }

    it("lists users page by page with the length of their logs", async () => {
      const ids = [await person(1, 2, 3), await person(), await person(4)].sort();
      const all = await store.operations.users(undefined, 100);
      expect(all.map(({ userId }) => userId)).toEqual(expect.arrayContaining(ids));
      expect(all.map(({ userId }) => userId)).toEqual(all.map(({ userId }) => userId).sort());
      expect(all.map(({ events }) => events).sort((a, b) => a - b)).toEqual([0, 1, 3]);
      expect(all.find(({ events }) => events === 0)).not.toHaveProperty("lastEventAt");
      const first = await store.operations.users(undefined, 1);
      expect(await store.operations.users(first[0]?.userId, 100)).toEqual(all.slice(1));
    });

    it("samples users with events, others on another day", async () => {
      const ids = await Promise.all(Array.from({ length: 12 }, () => person(1)));
      await person();
      const all = await store.operations.sample("monday", 1_000);
      expect(all).toEqual(expect.arrayContaining(ids));
      expect(await store.operations.sample("monday", 5)).toEqual(all.slice(0, 5));
      expect(await store.operations.sample("tuesday", 1_000)).not.toEqual(all);
      for (const id of all) expect(await store.operations.head(id)).toBeGreaterThan(0);
    });

    it("finds the head of a log at a time, behind which nothing is later", async () => {
      const userId = await person(1_000, 5_000, 3_000, 9_000);
      const heads = [0, 999, 1_000, 4_999, 5_000, 8_999, 9_000].map((at) =>
        store.operations.headAt(userId, at),
      );
      expect(await Promise.all(heads)).toEqual([0, 0, 1, 1, 3, 3, 4]);
      expect(await store.operations.head(userId)).toBe(4);
      expect(await store.operations.isKnown(userId)).toBe(true);
      expect(await store.operations.isKnown(randomUUID())).toBe(false);
      expect(await store.operations.headAt(randomUUID(), 0)).toBe(0);
    });

    it("looks only behind a snapshot that was saved long before", async () => {
      const now = Date.now();
      const userId = await person(now, now + 1, now + 2 * DAY);
      await save(userId, 2);
      expect(await store.operations.headAt(userId, now + 2 * DAY)).toBe(3);
      expect(await store.operations.headAt(userId, now + 2 * DAY - 1)).toBe(2);
      expect(await store.operations.headAt(userId, now)).toBe(1);
    });

    it("reads snapshots of the past", async () => {
      const userId = await person(1, 2, 3, 4);
      await save(userId, 3);
      expect(await store.operations.snapshots(userId, 9)).toEqual([
        { seq: 3, machineVersion: 1, modelVersion: "1.0.0", stateHash: "h3", savedAt: expect.any(Number) },
      ]);
      expect(await store.operations.snapshotUpTo(userId, 2)).toBeUndefined();
      expect(await store.operations.snapshotUpTo(userId, 4)).toMatchObject({ seq: 3, stateHash: "h3" });
      expect(await store.operations.snapshotFrom(userId, 4)).toBeUndefined();
      expect(await store.operations.snapshotFrom(userId, 1)).toMatchObject({ userId, state: { at: 3 } });
    });
  });
}
