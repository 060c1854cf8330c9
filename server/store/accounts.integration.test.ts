import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { MOST_KEYS } from "../gateway/keys.ts";
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

  it("knows keys until they are revoked, by whose they are only", async () => {
    const [ada, bob] = [await accounts.createUser(ADA), await accounts.createUser(BOB)];
    const made = await accounts.createKey(ada.id, { name: "iPhone", scope: "device", token: "key" });
    expect(made).toMatchObject({ name: "iPhone", scope: "device", usedAt: null });
    expect(await accounts.findKey("key")).toEqual({ keyId: made.keyId, scope: "device", user: ada });
    const [listed] = await accounts.keys(ada.id);
    expect(listed).toEqual({ ...made, usedAt: expect.any(Number) });
    // Used again in the same minute it is not written again.
    await accounts.findKey("key");
    expect(await accounts.keys(ada.id)).toEqual([listed]);
    expect(await accounts.keys(bob.id)).toEqual([]);
    for (const [userId, id] of [
      [bob.id, made.keyId],
      [ada.id, randomUUID()],
      [ada.id, "no id"],
    ] as const) {
      expect(await accounts.removeKey(userId, id)).toBe(false);
    }
    expect(await accounts.useKeys([made.keyId, randomUUID()])).toEqual([made.keyId]);
    expect(await accounts.removeKey(ada.id, made.keyId)).toBe(true);
    expect(await accounts.findKey("key")).toBeUndefined();
    expect(await accounts.useKeys([made.keyId])).toEqual([]);
  });

  it("keeps so many keys of one person and no more, also when they are made at once", async () => {
    const ada = await accounts.createUser(ADA);
    const made = await Promise.allSettled(
      Array.from({ length: MOST_KEYS + 3 }, (_, i) =>
        accounts.createKey(ada.id, { name: `key ${i}`, scope: "read", token: `token ${i}` }),
      ),
    );
    const refused = made.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "keys_full" });
    expect(await accounts.keys(ada.id)).toHaveLength(MOST_KEYS);
  });

  it("keeps no token and no part of one", async () => {
    const ada = await accounts.createUser(ADA);
    await accounts.createSession(ada.id, "a-browser-token", TOMORROW);
    await accounts.createKey(ada.id, { name: "iPhone", scope: "device", token: "a-device-token" });
    const pool = createPool({ url, log: silentLog, max: 1 });
    onTestFinished(() => pool.end());
    const { rows } = await pool.query<{ row: string }>(
      "SELECT encode(sign_in::text::bytea, 'escape') AS row FROM sign_in UNION ALL SELECT api_key::text FROM api_key",
    );
    expect(rows).toHaveLength(2);
    for (const { row } of rows) expect(row).not.toContain("token");
  });
});
