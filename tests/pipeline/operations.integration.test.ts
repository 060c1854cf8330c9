/** What an operator can do to the running product, over HTTP and from the terminal. */
import { randomUUID } from "node:crypto";
import { Client as Database } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Inspected } from "@trajectory/server/operations/operator.ts";
import type { CheckReport } from "@trajectory/server/operations/replay-check.ts";
import type { ReplayedUser } from "@trajectory/server/operations/replay-user.ts";
import type { Transition } from "@trajectory/server/operations/transitions.ts";
import { readLocalAccess } from "@trajectory/server/local-access.ts";
import { TEST_DATABASES, type TestServer } from "@trajectory/server/store/testing/postgres.ts";
import { trajectory } from "../cli.ts";
import { Client } from "../client.ts";
import { type Product, startProduct } from "../product.ts";

const EMAIL = "ada@example.org";
const MEMBER = { name: "Bob", email: "bob@example.org", password: "a long password" };

let server: TestServer;
let database: Database;
let product: Product;
let owner: Client;
let member: Client;
let ownerId: string;
let memberId: string;

beforeAll(async () => {
  server = await TEST_DATABASES[0]!.start();
  const url = await server.newDatabase();
  product = await startProduct({ env: { DATABASE_URL: url } });
  database = new Database({ connectionString: url });
  await database.connect();
  owner = new Client(product.url);
  ownerId = (await owner.createOwner()).id;
  await owner.must("POST", "/api/demo");
  const { user } = await owner.must<{ user: { id: string } }>("POST", "/api/users", MEMBER);
  memberId = user.id;
  member = new Client(product.url);
  await member.must("POST", "/api/session", { email: MEMBER.email, password: MEMBER.password });
  await member.must("POST", "/api/demo");
});

afterAll(async () => {
  await database?.end();
  await product?.[Symbol.asyncDispose]();
  await server?.stop();
});

function cli(...args: string[]) {
  return trajectory(...args, "--data", product.dataDir);
}

async function local<Body>(path: string): Promise<Body> {
  const { token } = (await readLocalAccess(product.dataDir))!;
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${product.url}/api/operations/${path}`, { headers });
  return (await response.json()) as Body;
}

function setGoal(client: Client, id: string) {
  const payload = { goal: { id, name: "A goal", importance: 0.1 } };
  return client.request<{ error?: { code: string } }>("POST", "/api/commands/life/set_goal", {
    id: `set-goal-${id}`,
    payload,
  });
}

describe("who may operate", () => {
  it("the owner and programs on this machine, nobody else", async () => {
    const path = "/api/operations/users";
    expect(await new Client(product.url).request("GET", path)).toMatchObject({ status: 401 });
    expect(await member.request("GET", path)).toMatchObject({
      status: 403,
      body: { error: { code: "forbidden" } },
    });
    const forged = await fetch(product.url + path, { headers: { authorization: "Bearer nobody" } });
    expect(forged.status).toBe(401);
    const { users } = await owner.must<{ users: (Inspected & { email: string })[] }>("GET", path);
    expect(users.map(({ email }) => email).sort()).toEqual([EMAIL, MEMBER.email]);
    expect(await local("users")).toMatchObject({ users: users.map(({ userId }) => ({ userId })) });
  });

  it("reads nobody's life but their own", async () => {
    expect(await owner.request("GET", `/api/operations/users/${memberId}/sessions`)).toMatchObject({
      status: 403,
    });
    expect(await local(`users/${memberId}/sessions`)).toEqual({ sessions: [] });
    expect(await cli("sessions", "nobody")).toMatchObject({
      code: 2,
      output: expect.stringContaining("not_found"),
    });
    const path = (id: string) => `/api/operations/users/${id}`;
    expect(await owner.must("GET", `${path(ownerId)}/replay`)).toHaveProperty("state.eta");
    const others = await owner.must<object>("GET", `${path(memberId)}/replay`);
    expect(others).toMatchObject({ equal: true });
    expect(others).not.toHaveProperty("state");
    expect(await owner.request("GET", `${path(memberId)}/events`)).toMatchObject({ status: 403 });
    expect(await owner.must("GET", `${path(ownerId)}/events?afterSeq=2&limit=1`)).toMatchObject({
      events: [{ seq: 3 }],
    });
    expect(await local(`users/${memberId}/replay`)).toHaveProperty("state.eta");
  });
});

describe("one person", () => {
  it("is looked at, paused, resumed and put to rest", async () => {
    const path = `/api/operations/users/${ownerId}`;
    expect(await owner.must("POST", `${path}/pause`)).toMatchObject({ status: "paused" });
    expect(await setGoal(owner, "g-paused")).toMatchObject({
      status: 503,
      body: { error: { code: "busy" } },
    });
    expect((await cli("inspect", EMAIL)).output).toMatch(/^Actors\s+paused, 0 waiting$/m);
    expect((await cli("resume", EMAIL)).output).toContain(`${ownerId}: active`);
    expect(await setGoal(owner, "g-paused")).toMatchObject({ status: 200 });
    expect((await cli("evict", EMAIL)).output).toContain(`${ownerId}: resting`);
    const inspected = await owner.must<Inspected & { head: number; snapshots: { seq: number }[] }>(
      "GET",
      path,
    );
    expect(inspected).toMatchObject({ status: "resting", head: 29, snapshots: [{ seq: 29 }] });
    expect((await cli("users")).output).toMatch(
      new RegExp(`^${memberId}\\s+bob@example.org\\s+member\\s+active`, "m"),
    );
  });

  it("has statecharts that say where they are and how they came there", async () => {
    const path = `/api/operations/users/${ownerId}/actors`;
    const life = await owner.must<{ transitions: Transition[] }>("GET", `${path}/life`);
    expect(life).toMatchObject({ current: "bound", definition: { initial: "empty" }, sinceSeq: 0 });
    expect(life.transitions).toMatchObject([
      { event: "goal_set", from: "empty", to: "bound", at: expect.any(Number) },
    ]);
    expect(await owner.request("GET", `${path}/soul`)).toMatchObject({ status: 400 });
    const nobody = await cli("inspect", randomUUID());
    expect(nobody).toMatchObject({ code: 2, output: expect.stringContaining("not_found") });
    expect((await cli("actor", EMAIL, "life")).output).toMatch(/^▶ bound .*escape_index_changed → escaped/m);
  });
});

describe("replay", () => {
  it("of a person equals what is live, now and then", async () => {
    const now = await cli("replay-user", EMAIL);
    expect(now).toMatchObject({ code: 0 });
    expect(now.output).toMatch(/^Equal to\s+live state of event 29: [0-9a-f]{16}$/m);
    const { events } = await local<{ events: { at: number }[] }>(`users/${ownerId}/events?limit=20`);
    const past = await cli("replay-user", EMAIL, "--at", String(events.at(-1)!.at), "--json");
    const { seq, stateHash } = JSON.parse(past.output) as ReplayedUser;
    expect(seq).toBeGreaterThanOrEqual(20);
    expect(await owner.must("GET", `/api/state/${ownerId}?at=${events.at(-1)!.at}`)).toMatchObject({
      seq,
      stateHash,
    });
    expect(await cli("replay-user", EMAIL, "--at", "yesterday")).toMatchObject({ code: 2 });
  });

  it("of a session finds the stored windows again, also after the blocks were stored by a real device", async () => {
    const played = await cli("replay", "walk-and-stand", "--speed", "100");
    const sessionId = /Session (\S+)/.exec(played.output)?.[1] ?? "";
    const listed = await cli("sessions", EMAIL);
    const account = /^(\S+) .* motion +(\d+) +(\d+) +(\d+) +(\d+)$/m.exec(listed.output) ?? [];
    const [captured, stored, dropped, outstanding] = account.slice(2).map(Number);
    expect(account[1]).toBe(sessionId);
    expect(stored).toBeGreaterThan(1_000);
    expect([captured, dropped, outstanding]).toEqual([stored, 0, 0]);
    const replayed = await cli("replay-session", sessionId);
    expect(replayed.output).toMatch(/^motion\s+(\d+)\s+\1\s+([0-9a-f]+)\s+\2$/m);
    expect(replayed.output).toMatch(/^Equal /m);
    expect(replayed.code).toBe(0);
    const { rowCount } = await database.query(
      "UPDATE signal_window SET feature_values[1] = feature_values[1] + 1 WHERE session_id = $1 AND kind = 2 AND t0 = " +
        "(SELECT max(t0) FROM signal_window WHERE session_id = $1 AND kind = 2)",
      [sessionId],
    );
    expect(rowCount).toBeGreaterThan(0);
    const spoilt = await cli("replay-session", sessionId);
    expect(spoilt.output).toMatch(
      /^DIFFERS\s+1 windows\n {2}motion .*: differs\n {4}\w+: \S+ stored, \S+ computed$/m,
    );
    expect(spoilt.code).toBe(1);
    expect(await cli("replay-session", ownerId)).toMatchObject({
      code: 2,
      output: expect.stringContaining("not_found"),
    });
  });

  it("tells of a state that the log does not say, until it is gone", async () => {
    const health = async () =>
      await owner.must<{ status: string; parts: { name: string; state: string }[] }>("GET", "/health");
    expect(await cli("check-replay")).toMatchObject({
      code: 0,
      output: expect.stringMatching(/2 equal, 0 differ, 0 failed/),
    });
    await cli("evict", MEMBER.email);
    await database.query("UPDATE snapshot SET state_hash = $2 WHERE user_id = $1", [
      memberId,
      "00000000000000ff",
    ]);
    const found = await cli("check-replay", "--sample", "10");
    expect(found).toMatchObject({ code: 1, output: expect.stringMatching(/1 equal, 1 differ, 0 failed/) });
    expect(found.output).toContain("00000000000000ff");
    expect(await health()).toMatchObject({
      status: "degraded",
      parts: expect.arrayContaining([expect.objectContaining({ name: "replay", state: "degraded" })]),
    });
    expect(product.output.join("\n")).toContain("a replay from the log is not what was live or stored");
    const { reports, faulty } = await owner.must<{ reports: CheckReport[]; faulty: { userId: string }[] }>(
      "GET",
      "/api/operations/checks",
    );
    expect(reports.map(({ differs }) => differs)).toEqual([1, 0]);
    expect(faulty.map(({ userId }) => userId)).toEqual([memberId]);

    await database.query("DELETE FROM snapshot WHERE user_id = $1", [memberId]);
    expect(await cli("check-replay")).toMatchObject({ code: 0 });
    expect((await health()).status).toBe("up");
  });

  it("names the event that cannot be replayed", async () => {
    const type = "UPDATE event SET type = $3 WHERE user_id = $1 AND seq = $2";
    await database.query(type, [memberId, 3, "skill_forgotten"]);
    const broken = await cli("replay-user", MEMBER.email);
    expect(broken.code).toBe(2);
    expect(broken.output).toMatch(/Event 3 \(skills\.skill_forgotten\) cannot be replayed: .*actor_failed/);
    expect(await cli("check-replay")).toMatchObject({ code: 1, output: expect.stringMatching(/1 failed/) });

    await cli("evict", MEMBER.email);
    await database.query("DELETE FROM snapshot WHERE user_id = $1", [memberId]);
    expect(await setGoal(member, "g-broken")).toMatchObject({
      status: 500,
      body: { error: { code: "actor_failed" } },
    });
    expect((await cli("inspect", MEMBER.email)).output).toMatch(
      /^Actors\s+failed[^]*^Failed .*skill_forgotten/m,
    );
    await database.query(type, [memberId, 3, "skill_set"]);
    expect((await cli("resume", MEMBER.email)).code).toBe(0);
    expect(await setGoal(member, "g-broken")).toMatchObject({ status: 200 });
    expect(await cli("check-replay")).toMatchObject({ code: 0 });
  });
});
