import { randomUUID } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { McapIndexedReader } from "@mcap/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../passwords.ts";
import { newToken } from "../auth.ts";
import { Person } from "../testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

const PASSWORD = "a long sentence";
const STREAM = { id: 1, kind: 1, channels: ["x"], nominalHz: 100 };

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** Somebody with a password, a portfolio and a session of 200 samples. */
async function somebody(): Promise<{ person: Person; email: string; sessionId: string }> {
  const { accounts, signals } = gateway.store;
  const name = `p${randomUUID().slice(0, 8)}`;
  const email = `${name}@example.org`;
  const { id } = await accounts.createUser({ name, email, passwordHash: await hashPassword(PASSWORD) });
  const token = newToken();
  await accounts.createSession(id, token, new Date(Date.now() + 3_600_000));
  const person = new Person(gateway.app, id, token);
  await person.must("POST", "/api/demo");
  const sessionId = randomUUID();
  const opening = { sessionId, userId: id, deviceModel: "phone", appVersion: "1", streams: [STREAM] };
  await signals.openSession({ ...opening, openedUs: NOW * 1_000 });
  for (const firstSeq of [0, 100]) {
    const times = { t0Us: NOW * 1_000 + firstSeq * 10_000, dtUs: Array.from({ length: 100 }, () => 10_000) };
    const block = { stream: 1, firstSeq, ...times, samples: times.dtUs.map((_, i) => i) };
    await signals.appendBlock({ userId: id, sessionId, channels: 1, receivedUs: NOW * 1_000, block });
  }
  return { person, email, sessionId };
}

/** By the central directory. */
function filesOf(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from("504b0506", "hex"));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < zip.readUInt16LE(end + 10); i++) {
    const [packed, offset] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const nameLength = zip.readUInt16LE(at + 28);
    const data = offset + 30 + nameLength;
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    files.set(name, inflateRawSync(zip.subarray(data, data + packed)));
    at += 46 + nameLength + zip.readUInt16LE(at + 30);
  }
  return files;
}

const linesOf = (file: Buffer | undefined) =>
  (file?.toString() ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

async function exported(person: Person): Promise<Map<string, Buffer>> {
  const { statusCode, headers, rawPayload } = await gateway.app.inject({
    url: "/api/account/export",
    headers: { cookie: person.cookie },
  });
  expect([statusCode, headers["content-type"]]).toEqual([200, "application/zip"]);
  return filesOf(rawPayload);
}

describe("the archive of an account", () => {
  it("has the log, the state, the samples and every other row of the person, and nobody else's", async () => {
    const [ann, bob] = [await somebody(), await somebody()];
    await ann.person.must("POST", "/api/goals", { name: 'A "quoted" \\ name, ü', importance: 0.1 });
    const files = await exported(ann.person);

    const events = linesOf(files.get("events/000001.ndjson"));
    const { seq } = await gateway.actors.query(ann.person.id, "life", "hash");
    expect(events.map((event) => event["seq"])).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
    expect(JSON.stringify(events)).toContain(JSON.stringify('A "quoted" \\ name, ü').slice(1, -1));
    const skills = JSON.parse(files.get("state/skills.json")?.toString() ?? "") as { skills: unknown[] };
    expect(skills.skills.length).toBeGreaterThan(3);
    for (const name of ["physics", "portfolio", "model", "session", "interview"]) {
      expect(JSON.parse(files.get(`state/${name}.json`)?.toString() ?? ""), name).toMatchObject({ ok: true });
    }

    const mcap = [...files].find(([name]) => name.includes(ann.sessionId))?.[1] ?? Buffer.alloc(0);
    const reader = await McapIndexedReader.Initialize({
      readable: {
        size: async () => BigInt(mcap.length),
        read: async (offset, size) => mcap.subarray(Number(offset), Number(offset + size)),
      },
    });
    expect(reader.statistics?.messageCount).toBeGreaterThanOrEqual(200n);

    expect(linesOf(files.get("tables/session.ndjson"))).toMatchObject([
      { session_id: ann.sessionId, device_model: "phone" },
    ]);
    expect(linesOf(files.get("tables/sign_in.ndjson"))[0]).not.toHaveProperty("token_hash");
    const all = [...files.values()].map((file) => file.toString()).join("\n");
    expect(all).toContain(ann.email);
    for (const foreign of [bob.person.id, bob.sessionId, bob.email]) expect(all).not.toContain(foreign);
    expect(all).not.toContain("argon2id");
  });

  it("is given to nobody without an account", async () => {
    expect((await gateway.app.inject("/api/account/export")).statusCode).toBe(401);
  });
});

describe("deleting an account", () => {
  it("asks for the password, ends the sign-in, and leaves nothing in the database", async () => {
    const [ann, bob] = [await somebody(), await somebody()];
    const refused = await ann.person.refusal("DELETE", "/api/account", { password: "not this one" });
    expect(refused).toMatchObject({ code: "wrong_credentials", field: "password" });
    expect((await ann.person.call("GET", "/api/me")).status).toBe(200);

    expect(await ann.person.must("DELETE", "/api/account", { password: PASSWORD })).toEqual({
      state: "erased",
    });
    expect((await ann.person.refusal("GET", "/api/me")).code).toBe("not_signed_in");
    expect(await gateway.store.accounts.findByEmail(ann.email)).toBeUndefined();
    expect(await tracesOf(ann.person.id)).toEqual([]);
    expect(await bob.person.must("GET", "/api/skills")).toMatchObject({
      skills: expect.anything() as unknown,
    });
  });

  it("leaves nobody who could write for the person", async () => {
    const ann = await somebody();
    await ann.person.must("DELETE", "/api/account", { password: PASSWORD });
    const goal = { goal: { id: "g9", name: "Come back", importance: 1 } };
    const command = gateway.actors.command(ann.person.id, "life", "set_goal", randomUUID(), goal);
    await expect(command).rejects.toMatchObject({ name: "ProtocolError" });
    await gateway.runtime.evict(ann.person.id);
    expect(await tracesOf(ann.person.id)).toEqual([]);
  });

  it("takes queued jobs along", async () => {
    const ann = await somebody();
    await sql("INSERT INTO jobs.job (name, data) VALUES ('dead_letters', $1::jsonb)", [
      JSON.stringify({ userId: ann.person.id }),
    ]);
    expect(await tracesOf(ann.person.id)).toContain("jobs.job");
    await ann.person.must("DELETE", "/api/account", { password: PASSWORD });
    expect(await tracesOf(ann.person.id)).toEqual([]);
  });
});

async function sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  const { rows } = await gateway.store.jobs.executor.executeSql(text, values);
  return rows as Row[];
}

/** Tables of any schema that name the person. */
async function tracesOf(userId: string): Promise<string[]> {
  const tables = await sql<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const traced = [];
  for (const { name } of tables) {
    const found = await sql(`SELECT 1 AS found FROM ${name} AS t WHERE t::text LIKE $1 LIMIT 1`, [
      `%${userId}%`,
    ]);
    if (found.length > 0) traced.push(name);
  }
  return traced;
}
