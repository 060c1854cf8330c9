import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leaseStoreSuite } from "@trajectory/actors/runtime/lease-store.suite.ts";
import { PostgresLeases } from "./leases.ts";
import { createPool } from "./pool.ts";
import { startProxy } from "./testing/proxy.ts";
import { openTestStore, silentLog, TEST_DATABASES, type TestServer } from "./testing/postgres.ts";

for (const database of TEST_DATABASES) {
  describe.skipIf(!database.available)(`leases on ${database.title}`, () => {
    let server: TestServer;

    beforeAll(async () => {
      server = await database.start();
    });
    afterAll(() => server?.stop());

    leaseStoreSuite(database.name, async () => {
      const url = await server.newDatabase();
      await (await openTestStore(url)).close();
      const pool = createPool({ url, log: silentLog });
      return {
        store: new PostgresLeases(pool),
        // The database's clock cannot be set: what it is compared with moves back instead.
        async pass(ms) {
          for (const table of ["node", "lease"]) {
            await pool.query(`UPDATE ${table} SET expires_at = expires_at - $1 * interval '1 ms'`, [ms]);
          }
        },
        close: () => pool.end(),
      };
    });

    it("lets the others renew, though a node falls silent in the middle of its renewal", async () => {
      const url = await server.newDatabase();
      await (await openTestStore(url)).close();
      const proxy = await startProxy(url);
      const [silent, other] = [proxy.url, url].map((address) => createPool({ url: address, log: silentLog }));
      try {
        const leases = new PostgresLeases(silent!);
        await leases.renew({ nodeId: "silent", ttlMs: 60_000, wanted: [] });
        // As when it is paused: what the database answers is not read, and nothing follows.
        proxy.lose = "answers";
        const given = leases.renew({ nodeId: "silent", ttlMs: 60_000, wanted: [7] });
        given.catch(() => undefined);
        await expect.poll(() => proxy.lost).toBeGreaterThan(0);
        const view = await new PostgresLeases(other!).renew({ nodeId: "other", ttlMs: 60_000, wanted: [8] });
        expect(view.owners.slice(7, 9)).toEqual([
          { nodeId: "silent", epoch: 1 },
          { nodeId: "other", epoch: 1 },
        ]);
      } finally {
        await proxy.close();
        await Promise.all([silent?.end(), other?.end()]);
      }
    });
  });
}
