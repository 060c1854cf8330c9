import { afterAll, beforeAll, describe } from "vitest";
import { leaseStoreSuite } from "@trajectory/actors/runtime/lease-store.suite.ts";
import { PostgresLeases } from "./leases.ts";
import { createPool } from "./pool.ts";
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
  });
}
