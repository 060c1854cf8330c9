import { expect, it, onTestFinished } from "vitest";
import { createLog } from "./log.ts";
import { openDatabase } from "./open-store.ts";
import { systemClock, TEST_DATABASES } from "./store/testing/postgres.ts";
import { startProxy } from "./store/testing/proxy.ts";

it("says within seconds that a database stands still, however often it is asked", async () => {
  const server = await TEST_DATABASES[0]!.start();
  onTestFinished(() => server.stop());
  const proxy = await startProxy(await server.newDatabase());
  onTestFinished(() => proxy.close());
  const settings = { databaseUrl: proxy.url, dataDir: "", flushMs: 0 };
  const database = await openDatabase(settings, systemClock, createLog("error"));
  onTestFinished(() => database[Symbol.asyncDispose]());
  expect(await database.health()).toMatchObject({ state: "up" });

  proxy.lose = "answers";
  const began = performance.now();
  const seen = await Promise.all(Array.from({ length: 30 }, () => database.health()));
  expect(new Set(seen.map(({ state }) => state))).toEqual(new Set(["down"]));
  expect(performance.now() - began).toBeLessThan(5_000);

  proxy.lose = "nothing";
  proxy.cut();
  await expect.poll(() => database.health().then(({ state }) => state), { timeout: 20_000 }).toBe("up");
});
