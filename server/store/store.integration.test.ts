import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { someEvents } from "@trajectory/actors/runtime/event-log.suite.ts";
import { someBlock, someOpening } from "@trajectory/ingest/signal-store.suite.ts";
import { StartError } from "../start-error.ts";
import { openStore } from "./store.ts";
import {
  TEST_DATABASES,
  type TestServer,
  openTestStore,
  silentLog,
  systemClock,
} from "./testing/postgres.ts";
import { startProxy } from "./testing/proxy.ts";

for (const database of TEST_DATABASES) {
  describe.skipIf(!database.available)(`store on ${database.title}`, () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await database.start();
    });
    afterAll(() => server.stop());

    it("says what it is", async () => {
      const store = await openTestStore(await server.newDatabase());
      expect(store.description).toMatch(
        database.name === "timescaledb"
          ? /^timescaledb \d+\.\d+\.\d+ \((apache|timescale)\) on postgresql \d+\.\d+$/
          : /^postgresql \d+\.\d+$/,
      );
      await expect(store.ping()).resolves.toBeUndefined();
      await store.close();
      await expect(store.ping()).rejects.toMatchObject({ code: "store_unavailable" });
    });

    it("writes what waits when it is closed", async () => {
      const url = await server.newDatabase();
      const store = await openTestStore(url, { signals: { flushMs: 60_000 } });
      const opening = someOpening();
      await store.signals.openSession(opening);
      const append = store.signals.appendBlock(someBlock(opening, 0, 10));
      await store.close();
      await append;
      const again = await openTestStore(url);
      expect((await again.signals.ledger(opening.sessionId))[0]).toMatchObject({ stored: 10 });
      await again.close();
    });

    it("gives up on a database that hangs, and goes on when it answers again", async () => {
      const proxy = await startProxy(await server.newDatabase());
      const store = await openTestStore(proxy.url, { statementTimeoutMs: 1_000 });
      const opening = someOpening();
      const userId = randomUUID();
      await store.signals.openSession(opening);
      const block = () => store.signals.appendBlock(someBlock(opening, 0, 10));
      const event = () => store.events.append({ userId, expectedSeq: 0, events: someEvents(userId, 0, 1) });
      proxy.lose = "requests";
      const unavailable = { code: "store_unavailable" };
      await Promise.all([
        expect(block()).rejects.toMatchObject(unavailable),
        expect(event()).rejects.toMatchObject(unavailable),
        expect(store.ping()).rejects.toMatchObject(unavailable),
      ]);
      proxy.lose = "nothing";
      await block();
      expect(await event()).toEqual({ kind: "appended" });
      await store.close();
      await proxy.close();
    });

    it("says which database cannot be reached, and keeps the password to itself", async () => {
      const url = "postgres://ada:a-password@127.0.0.1:1/life";
      const opening = openStore({ url, log: silentLog, clock: systemClock });
      await expect(opening).rejects.toThrow(StartError);
      await expect(opening).rejects.toThrow("The database life at 127.0.0.1:1 cannot be used");
      await expect(opening).rejects.not.toThrow("a-password");
    });
  });
}
