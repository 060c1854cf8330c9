import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { someEvents } from "@trajectory/actors/runtime/event-log.suite.ts";
import { someBlock, someOpening, someWindow } from "@trajectory/ingest/signal-store.suite.ts";
import type { Store } from "./store.ts";
import { TEST_DATABASES, type TestServer, openTestStore } from "./testing/postgres.ts";

for (const database of TEST_DATABASES) {
  describe.skipIf(!database.available)(`history on ${database.title}`, () => {
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

    it("gives a feed the newest events, oldest first", async () => {
      const { userId } = someOpening();
      const events = someEvents(userId, 0, 30);
      await store.events.append({ userId, expectedSeq: 0, events });
      expect(await store.history.newestEvents(userId, 5)).toEqual(events.slice(-5));
      expect(await store.history.events(userId, 10, 3)).toEqual(events.slice(10, 13));
    });

    it("lists a person's sessions, newest first", async () => {
      const first = someOpening({ openedUs: 1_795_000_000_000_500 });
      const second = { ...someOpening({ openedUs: 1_795_000_100_000_000 }), userId: first.userId };
      await store.signals.openSession(first);
      await store.signals.openSession(second);
      await store.signals.openSession(someOpening());
      await store.signals.endSession(first.sessionId, { counts: [] }, 1_795_000_050_000_000);
      expect(await store.history.sessions(first.userId, 10)).toEqual([
        {
          sessionId: second.sessionId,
          startedAt: 1_795_000_100_000,
          device: second.deviceModel,
          streams: second.streams,
        },
        {
          sessionId: first.sessionId,
          startedAt: 1_795_000_000_000.5,
          endedAt: 1_795_000_050_000,
          device: first.deviceModel,
          streams: first.streams,
        },
      ]);
      expect(await store.history.sessions(first.userId, 1)).toHaveLength(1);
      expect(await store.history.sessions("nobody", 1)).toEqual([]);
    });

    it("gives the last seconds of the newest session, back from its newest sample", async () => {
      const opening = someOpening();
      const { userId, sessionId, streams } = opening;
      const [motion, rr] = streams;
      expect(await store.history.recentSignals(userId, 10)).toEqual({ blocks: [], windows: [] });
      await store.signals.openSession(opening);
      expect(await store.history.recentSignals(userId, 10)).toEqual({ blocks: [], windows: [] });
      const blocks = Array.from({ length: 60 }, (_, index) => someBlock(opening, index * 50, 50));
      const beats = someBlock(opening, 2_900, 3, rr);
      await Promise.all([...blocks, beats].map((block) => store.signals.appendBlock(block)));
      const newestUs = blocks.at(-1)!.block.t0Us + 490_000;
      const windows = [20, 15, 10, 5].map((ago) => someWindow(sessionId, newestUs - ago * 1_000_000, 0));
      await store.signals.appendWindows(userId, windows);

      const recent = await store.history.recentSignals(userId, 5);
      const starts = recent.blocks.map(({ block }) => block.t0Us);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      expect(recent.blocks.filter(({ stream }) => stream.id === motion!.id)).toHaveLength(10);
      expect(recent.blocks.find(({ stream }) => stream.id === rr!.id)).toEqual({
        sessionId,
        stream: rr,
        block: beats.block,
        receivedUs: beats.receivedUs,
      });
      expect(recent.windows).toEqual(windows.slice(2));
    });
  });
}
