/** People who go: with everything of theirs, whatever is open and whatever breaks meanwhile. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { Client as Database } from "pg";
import { expect, it, onTestFinished } from "vitest";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import { TEST_DATABASES } from "@trajectory/server/store/testing/postgres.ts";
import { trajectory } from "../cli.ts";
import { Client } from "../client.ts";
import { RawDevice } from "../device.ts";
import { startProduct } from "../product.ts";

const BOB = { name: "Bob", email: "bob@example.org", password: "another long sentence" };

async function twoPeople(url: string): Promise<{ ada: Client; bob: Client; bobId: string }> {
  const [ada, bob] = [new Client(url), new Client(url)];
  await ada.createOwner();
  const { user } = await ada.must<{ user: { id: string } }>("POST", "/api/users", BOB);
  await bob.must("POST", "/api/session", { email: BOB.email, password: BOB.password });
  await bob.must("POST", "/api/demo");
  return { ada, bob, bobId: user.id };
}

async function database(url: string): Promise<Database> {
  const client = new Database({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function newDatabase(): Promise<string> {
  const server = await TEST_DATABASES[0]!.start();
  onTestFinished(() => server.stop());
  return server.newDatabase();
}

async function tracesOf(db: Database, userId: string, sessionId = userId): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
      AND table_name <> 'erased_user'`,
  );
  const traced = [];
  for (const { name } of rows) {
    const found = await db.query(`SELECT FROM ${name} AS t WHERE t::text LIKE ANY ($1) LIMIT 1`, [
      [`%${userId}%`, `%${sessionId}%`],
    ]);
    if (found.rows.length > 0) traced.push(name);
  }
  return traced;
}

it("closes the sockets of who is deleted, and keeps nothing of what was on its way", async () => {
  const url = await newDatabase();
  await using product = await startProduct({ args: ["--nats-url", "memory:", "--database-url", url] });
  const { ada, bob, bobId } = await twoPeople(product.url);
  const db = await database(url);
  const feed = bob.feed(() => {});
  const others = ada.feed(() => {});
  await Promise.all([once(feed, "message"), once(others, "message")]);
  const device = await new RawDevice(product.url).open();
  const sessionId = randomUUID();
  device.hello(bob.token, sessionId);
  await device.answer("welcome");
  const t0Us = Date.now() * 1_000;
  for (let i = 0; i < 20; i++) {
    const samples = Array.from({ length: 30 }, () => 0.5);
    const dtUs = Array.from({ length: 10 }, (_, at) => (at === 0 ? 0 : 10_000));
    device.send({ block: { stream: 1, firstSeq: i * 10, t0Us: t0Us + i * 100_000, dtUs, samples } });
  }
  const closed = once(feed, "close");
  const refused = await bob.request("DELETE", "/api/account", { password: "not it" });
  expect(refused.status).toBe(401);
  expect(await bob.must("DELETE", "/api/account", { password: BOB.password })).toEqual({ state: "erased" });

  expect((await closed)[0]).toBe(CLOSE_CODES.accountDeleted);
  expect(await device.closed).toMatchObject({ code: CLOSE_CODES.accountDeleted });
  expect(device.received.at(-1)).toMatchObject({ refusal: { code: "account_deleted" } });
  expect(await tracesOf(db, bobId, sessionId)).toEqual([]);
  expect(others.readyState).toBe(others.OPEN);

  const again = await new RawDevice(product.url).open();
  again.hello(bob.token, sessionId);
  expect(await again.closed).toMatchObject({ code: CLOSE_CODES.unauthorized });
  expect(
    (await bob.request("POST", "/api/session", { email: BOB.email, password: BOB.password })).status,
  ).toBe(401);
  others.close();
}, 90_000);

it("finishes after a crash what it began, and lets an operator delete", async () => {
  const url = await newDatabase();
  const db = await database(url);
  const args = ["--nats-url", "memory:", "--database-url", url];
  const first = await startProduct({ args });
  const { bob, bobId } = await twoPeople(first.url);
  // Holds the deletion up where most is gone and the note of it is not.
  await db.query("BEGIN");
  await db.query("LOCK TABLE event IN ROW EXCLUSIVE MODE");
  const answer = bob.request("DELETE", "/api/account", { password: BOB.password }).catch(() => undefined);
  const isHeldUp = async () =>
    (await db.query("SELECT FROM pg_locks WHERE relation = 'event'::regclass AND NOT granted")).rows.length >
    0;
  await expect.poll(isHeldUp, { timeout: 20_000 }).toBe(true);
  await first.kill();
  await answer;
  await db.query("ROLLBACK");
  expect(await tracesOf(db, bobId)).toContain("public.erasure");

  await using second = await startProduct({ args, dataDir: first.dataDir });
  await expect.poll(() => tracesOf(db, bobId), { timeout: 20_000 }).toEqual([]);

  const back = new Client(second.url);
  await back.must("POST", "/api/session", { email: "ada@example.org", password: "correct horse battery" });
  const eve = { ...BOB, email: "eve@example.org" };
  const { user } = await back.must<{ user: { id: string } }>("POST", "/api/users", eve);
  const cli = (...words: string[]) => trajectory("delete-user", ...words, "--data", second.dataDir);
  expect(await cli(eve.email)).toMatchObject({ code: 2, output: expect.stringContaining("--yes") as string });
  expect(await cli("ada@example.org", "--yes")).toMatchObject({
    code: 2,
    output: expect.stringContaining("owner_needed") as string,
  });
  expect(await cli(eve.email, "--yes")).toMatchObject({ code: 0 });
  expect(await tracesOf(db, user.id)).toEqual([]);
}, 120_000);
