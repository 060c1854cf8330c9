import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { eventLogSuite, someEvents } from "@trajectory/actors/runtime/event-log.suite.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Store } from "./store.ts";
import { TEST_DATABASES, type TestServer, openTestStore } from "./testing/postgres.ts";
import { type Proxy, startProxy } from "./testing/proxy.ts";

for (const database of TEST_DATABASES) {
  describe.skipIf(!database.available)(`event log on ${database.title}`, () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await database.start();
    });
    afterAll(() => server.stop());

    eventLogSuite(database.name, async () => {
      const url = await server.newDatabase();
      const stores: Store[] = [];
      return {
        async open() {
          const store = await openTestStore(url);
          stores.push(store);
          return store.events;
        },
        async close() {
          await Promise.all(stores.map((store) => store.close()));
        },
      };
    });

    describe("when the wire breaks", () => {
      let proxy: Proxy;
      let store: Store;
      let near: Store;
      beforeAll(async () => {
        const url = await server.newDatabase();
        near = await openTestStore(url);
        proxy = await startProxy(url);
        store = await openTestStore(proxy.url, { events: { queueAppends: 50 } });
        // What is lost below is an append, not the beginning of its connection.
        const userId = randomUUID();
        await store.events.append({ userId, expectedSeq: 0, events: someEvents(userId, 0, 1) });
      });
      afterAll(async () => {
        await store.close();
        await near.close();
        await proxy.close();
      });

      /** Something that was sent has got lost. */
      async function lostMore(before: number): Promise<void> {
        await vi.waitFor(() => expect(proxy.lost).toBeGreaterThan(before), { timeout: 20_000 });
      }

      async function appendLosing(lose: Proxy["lose"], userId: string, reached: () => Promise<void>) {
        proxy.lose = lose;
        const append = store.events.append({ userId, expectedSeq: 0, events: someEvents(userId, 0, 2) });
        const refused = expect(append).rejects.toMatchObject({ code: "store_unavailable" });
        await reached();
        proxy.cut();
        proxy.lose = "nothing";
        await refused;
      }

      it("an append that never arrived can be made again", async () => {
        const userId = randomUUID();
        const before = proxy.lost;
        await appendLosing("requests", userId, () => lostMore(before));
        expect(await store.events.read(userId, 0, 10)).toEqual([]);
        expect(
          await store.events.append({ userId, expectedSeq: 0, events: someEvents(userId, 0, 2) }),
        ).toEqual({ kind: "appended" });
      });

      it("an append whose answer was lost is in the log once, and making it again is a conflict", async () => {
        const userId = randomUUID();
        await appendLosing("answers", userId, () =>
          vi.waitFor(async () => expect(await near.events.read(userId, 0, 10)).toHaveLength(2), {
            timeout: 20_000,
          }),
        );
        const again = await store.events.append({
          userId,
          expectedSeq: 0,
          events: someEvents(userId, 0, 2),
        });
        expect(again).toEqual({ kind: "conflict" });
        expect(await store.events.findCommand(userId, "command-1")).toHaveLength(2);
      });

      it("answers busy beyond its bound, and goes on when the database does", async () => {
        proxy.lose = "requests";
        const before = proxy.lost;
        const users = Array.from({ length: 51 }, () => randomUUID());
        const appends = users.map((userId) =>
          store.events.append({ userId, expectedSeq: 0, events: someEvents(userId, 0, 1) }).then(
            ({ kind }) => kind,
            (error: { code: string; retryAfterMs?: number }) => error,
          ),
        );
        expect(await appends[50]).toMatchObject({ code: "busy", retryAfterMs: 500 });
        await lostMore(before);
        proxy.cut();
        proxy.lose = "nothing";
        const outcomes = await Promise.all(appends.slice(0, 50));
        expect(outcomes.every((one) => typeof one === "object" && one.code === "store_unavailable")).toBe(
          true,
        );
        const [userId] = users;
        expect(
          await store.events.append({
            userId: userId!,
            expectedSeq: 0,
            events: someEvents(userId!, 0, 1),
          }),
        ).toEqual({ kind: "appended" });
      });
    });

    describe("requests that no log can take", () => {
      let store: Store;
      beforeAll(async () => {
        store = await openTestStore(await server.newDatabase());
      });
      afterAll(() => store.close());

      const userId = randomUUID();
      const [event] = someEvents(userId, 0, 1) as [EventRecord];
      it.each([
        ["a user id that is no UUID", { userId: "somebody", events: [{ ...event, userId: "somebody" }] }],
        ["no events", { userId, events: [] }],
        ["a gap", { userId, events: [event, { ...event, seq: 3 }] }],
        ["an event of another user", { userId, events: [{ ...event, userId: randomUUID() }] }],
        ["no payload", { userId, events: [{ ...event, payload: undefined }] }],
        ["a time finer than a microsecond", { userId, events: [{ ...event, at: 1.23456789 }] }],
        ["a time that is no number", { userId, events: [{ ...event, at: NaN }] }],
        ["a command id with NUL", { userId, events: [{ ...event, commandId: "command\0" }] }],
        ["more than 4 MB", { userId, events: [{ ...event, payload: "x".repeat(5_000_000) }] }],
      ])("%s is refused, and spoils nothing", async (_, request) => {
        const other = randomUUID();
        const [refused, appended] = await Promise.allSettled([
          store.events.append({ expectedSeq: 0, ...request }),
          store.events.append({ userId: other, expectedSeq: 0, events: someEvents(other, 0, 1) }),
        ]);
        expect(refused).toMatchObject({ status: "rejected", reason: { code: "invalid_input" } });
        expect(appended).toMatchObject({ status: "fulfilled", value: { kind: "appended" } });
      });

      it("finds nothing for a user id that is no UUID", async () => {
        expect(await store.events.read("somebody", 0, 10)).toEqual([]);
        expect(await store.events.loadSnapshot("somebody")).toBeUndefined();
      });
    });
  });
}
