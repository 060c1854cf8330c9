import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { PostgresAccounts } from "./accounts.ts";
import { createPool } from "./pool.ts";
import { TEST_DATABASES, type TestServer, openTestStore, silentLog } from "./testing/postgres.ts";

const ADA = { name: "Ada", email: "Ada@Example.org", passwordHash: "hash-1" };
const BOB = { name: "Bob", email: "bob@example.org", passwordHash: "hash-2" };
const TOMORROW = new Date(Date.now() + 86_400_000);

const [database] = TEST_DATABASES;

describe("accounts", () => {
  let server: TestServer;
  let url: string;
  let accounts: PostgresAccounts;
  beforeAll(async () => {
    server = await database!.start();
  });
  beforeEach(async () => {
    url = await server.newDatabase();
    const store = await openTestStore(url);
    onTestFinished(() => store.close());
    ({ accounts } = store);
  });
  afterAll(() => server.stop());

  it("has one owner, also when two want to be", async () => {
    expect(await accounts.findOwner()).toBeUndefined();
    const both = await Promise.allSettled([accounts.createOwner(ADA), accounts.createOwner(BOB)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "owner_exists" },
    });
    expect(await accounts.findOwner()).toMatchObject({ role: "owner" });
  });

  it("knows one account per address, whatever its case", async () => {
    const ada = await accounts.createUser(ADA);
    await expect(accounts.createUser({ ...ADA, email: "ADA@example.ORG" })).rejects.toMatchObject({
      code: "email_taken",
    });
    expect(ada).toEqual({ id: ada.id, name: "Ada", email: "Ada@Example.org", role: "member" });
    expect(await accounts.findByEmail("ada@EXAMPLE.org")).toEqual({ ...ada, passwordHash: "hash-1" });
    expect(await accounts.findByEmail("nobody@example.org")).toBeUndefined();
    expect(await accounts.findByEmail("a\0da@example.org")).toBeUndefined();
  });

  it("signs in, and out, and forgets what has expired", async () => {
    const ada = await accounts.createUser(ADA);
    await accounts.createSession(ada.id, "token-1", TOMORROW);
    await accounts.createSession(ada.id, "token-2", new Date(Date.now() - 1_000));
    expect(await accounts.findSession("token-1")).toEqual(ada);
    expect(await accounts.findSession("token-2")).toBeUndefined();
    expect(await accounts.findSession("token-3")).toBeUndefined();
    expect(await accounts.deleteExpiredSessions()).toBe(1);
    await accounts.deleteSession("token-1");
    expect(await accounts.findSession("token-1")).toBeUndefined();
  });

  it("knows paired devices until they are revoked, by their owner only", async () => {
    const [ada, bob] = [await accounts.createUser(ADA), await accounts.createUser(BOB)];
    const deviceId = await accounts.createDeviceToken(ada.id, "iPhone", "device-token");
    expect(await accounts.findDevice("device-token")).toEqual(ada);
    expect(await accounts.devices(ada.id)).toMatchObject([{ deviceId, name: "iPhone" }]);
    for (const [userId, id] of [
      [bob.id, deviceId],
      [ada.id, randomUUID()],
      [ada.id, "no id"],
    ] as const) {
      await expect(accounts.revokeDevice(userId, id)).rejects.toMatchObject({ code: "not_found" });
    }
    await accounts.revokeDevice(ada.id, deviceId);
    expect(await accounts.findDevice("device-token")).toBeUndefined();
    expect(await accounts.devices(ada.id)).toEqual([]);
  });

  it("keeps no token and no part of one", async () => {
    const ada = await accounts.createUser(ADA);
    await accounts.createSession(ada.id, "a-browser-token", TOMORROW);
    await accounts.createDeviceToken(ada.id, "iPhone", "a-device-token");
    const pool = createPool({ url, log: silentLog, max: 1 });
    onTestFinished(() => pool.end());
    const { rows } = await pool.query<{ row: string }>(
      "SELECT encode(sign_in::text::bytea, 'escape') AS row FROM sign_in UNION ALL SELECT device_token::text FROM device_token",
    );
    expect(rows).toHaveLength(2);
    for (const { row } of rows) expect(row).not.toContain("token");
  });
});
