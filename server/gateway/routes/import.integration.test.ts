import { randomBytes, randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { zstdCompressSync } from "node:zlib";
import { McapWriter } from "@mcap/core";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createUplink } from "@trajectory/ingest/uplink/uplink.ts";
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import { createDeviceAccess } from "../../device-access.ts";
import type { Imported } from "../../exchange/import.ts";
import type { Store } from "../../store/store.ts";
import { openTestStore, TEST_DATABASES } from "../../store/testing/postgres.ts";
import { type App, createApp } from "../app.ts";
import { newToken } from "../auth.ts";
import { Person } from "../testing/person.ts";
import { exportRoute } from "./export.ts";
import { importRoute } from "./import.ts";

const START = 1_790_000_000_000;
let store: Store;
let app: App;
let ann: Person;
let bob: Person;
let stack: AsyncDisposableStack;

beforeAll(async () => {
  stack = new AsyncDisposableStack();
  const [database] = TEST_DATABASES;
  const server = await database!.start();
  stack.defer(() => server.stop());
  store = await openTestStore(await server.newDatabase());
  stack.defer(() => store.close());
  const log = pino({ level: "silent" });
  const { authenticate } = createDeviceAccess(store.accounts);
  const uplink = createUplink({
    store: store.signals,
    authenticate,
    tellSession: async () => {},
    publish: { isWatched: () => false, block: () => {}, window: () => {} },
    log,
  });
  stack.defer(() => uplink.stop());
  app = await createApp(log, "test");
  stack.defer(() => app.close());
  importRoute(app, { uplink, signals: store.signals, authenticate });
  const { signalHistory: signals, signals: samples, history } = store;
  const letGoUntil = (sessionId: string) => store.retention.letGoUntil(sessionId);
  exportRoute(app, {
    authenticate,
    sources: { signals, samples, letGoUntil, history, notes: store.sessionNotes },
    now: Date.now,
  });
  await app.ready();
  ann = await newPerson();
  bob = await newPerson();
});
afterAll(() => stack.disposeAsync());

async function newPerson(): Promise<Person> {
  const name = randomBytes(6).toString("hex");
  const { id } = await store.accounts.createUser({
    name,
    email: `${name}@example.org`,
    passwordHash: "none",
  });
  const token = newToken();
  await store.accounts.createSession(id, token, new Date(Date.now() + 3_600_000));
  return new Person(app, id, token);
}

async function send(file: string | Uint8Array, { query = "", who = ann, type = "text/csv" } = {}) {
  const response = await app.inject({
    method: "POST",
    url: `/api/sessions/import${query}`,
    headers: { cookie: who.cookie, "content-type": type },
    payload: Buffer.from(file),
  });
  return { status: response.statusCode, body: response.json<Imported & { error: ErrorBody }>() };
}

async function take(sessionId: string, format: string, who = ann): Promise<Buffer> {
  const url = `/api/sessions/${sessionId}/export?format=${format}`;
  const response = await app.inject({ url, headers: { cookie: who.cookie } });
  expect(response.statusCode).toBe(200);
  return response.rawPayload;
}

async function idsOf(who: Person): Promise<string[]> {
  const sessions = await store.signalHistory.sessions(who.id, 4_102_444_800_000, 100);
  return sessions.map(({ sessionId }) => sessionId);
}

/** Two streams, of which the first lost 50 samples. */
async function record(who: Person): Promise<string> {
  const sessionId = randomUUID();
  const streams = [
    { id: 1, kind: 1, channels: ["userAcceleration.x", "+quoted, name", "gravity.z"], nominalHz: 100 },
    { id: 3, kind: 3, channels: ["interval"], nominalHz: 0 },
  ];
  const opening = { sessionId, userId: who.id, deviceModel: "phone", appVersion: "1", streams };
  await store.signals.openSession({ ...opening, openedUs: START * 1_000 });
  const put = (stream: number, firstSeq: number, t0Us: number, dtUs: number[], samples: number[]) =>
    store.signals.appendBlock({
      userId: who.id,
      sessionId,
      channels: samples.length / dtUs.length,
      receivedUs: START * 1_000,
      block: { stream, firstSeq, t0Us, dtUs, samples },
    });
  const puts = [];
  for (let b = 0; b < 60; b++) {
    if (b === 20) continue;
    const dtUs = Array.from({ length: 50 }, (_, i) => (i === 0 ? 0 : 10_003 - (i % 5)));
    const samples = dtUs.flatMap((_, i) => [Math.sin(b * 50 + i), i % 7 === 0 ? -0 : 1e-41, 1 / (i + b + 1)]);
    puts.push(put(1, b * 50, START * 1_000 + b * 500_000, dtUs, samples.map(Math.fround)));
    puts.push(put(3, b, START * 1_000 + b * 500_000 + 77, [0], [Math.fround(800.1 + b)]));
  }
  await Promise.all(puts);
  return sessionId;
}

describe("files of our own", () => {
  it.each([
    ["csv", "text/csv"],
    ["mcap", "application/x-mcap"],
  ])("come back from %s to the bit, once, with a ledger that balances", async (format, type) => {
    const original = await record(bob);
    const file = await take(original, format, bob);
    const { status, body } = await send(file, { type });
    expect(body).toMatchObject({
      format,
      repeated: false,
      streams: [
        { id: 1, nominalHz: 100 },
        { id: 3, nominalHz: 0 },
      ],
      ledgers: [
        { stream: 1, captured: 3_000, stored: 2_950, dropped: 50, outstanding: 0 },
        { stream: 3, captured: 60, stored: 59, dropped: 1, outstanding: 0 },
      ],
    });
    expect(status).toBe(200);
    expect((await take(body.sessionId, "csv")).equals(await take(original, "csv", bob))).toBe(true);

    const again = await send(file, { type });
    expect(again.body).toEqual({ ...body, repeated: true });
    const others = await send(file, { type, who: bob });
    expect(others.body.sessionId).not.toBe(body.sessionId);
    expect(others.body.ledgers).toEqual(body.ledgers);
  });
});

describe("files of other tools", () => {
  it("are read from Sensor Logger by the name of the file, in g", async () => {
    const lines = Array.from({ length: 200 }, (_, i) => {
      const ns = BigInt(START) * 1_000_000n + BigInt(i) * 10_000_123n;
      return `${ns},${i / 100},9.80665,-4.903325,0`;
    });
    const file = ["time,seconds_elapsed,z,y,x", ...lines].join("\n");
    const { body } = await send(file, { query: "?name=Gravity.csv" });
    expect(body.streams).toEqual([
      { id: 1, kind: 1, channels: ["gravity.x", "gravity.y", "gravity.z"], nominalHz: 100 },
    ]);
    expect(body.ledgers).toEqual([{ stream: 1, captured: 200, stored: 200, dropped: 0, outstanding: 0 }]);
    const rows = (await take(body.sessionId, "csv")).toString().split("\n");
    expect(rows[2]?.split(",").slice(1)).toEqual([
      String(START * 1_000 + 10_000),
      ..."1,motion,100,1,0,0,-0.5,1".split(","),
    ]);
    const form = [
      "--x",
      'Content-Disposition: form-data; name="file"; filename="Gravity.csv"',
      "",
      file,
      "--x--",
      "",
    ].join("\r\n");
    const sentAgain = await send(form, { type: "multipart/form-data; boundary=x" });
    expect(sentAgain.body).toEqual({ ...body, repeated: true });
    const nameless = await send(file, { query: "?name=x.csv" });
    expect(nameless.body.error).toMatchObject({ code: "file_invalid", field: "name" });
  });

  it("are read from phyphox by their heads, from the start that is told", async () => {
    const file = [
      '"Time (s)";"Linear Acceleration x (m/s^2)";"Linear Acceleration y (m/s^2)";"Linear Acceleration z (m/s^2)";"Absolute acceleration (m/s^2)"',
      ...Array.from({ length: 100 }, (_, i) => `${(i * 0.02).toExponential(9)};9.80665E0;0;-9.80665;1`),
    ].join("\r\n");
    expect((await send(file)).body.error).toMatchObject({ code: "file_invalid", field: "start" });
    const { body } = await send(file, { query: `?start=${START}` });
    expect(body.streams[0]).toMatchObject({
      channels: ["userAcceleration.x", "userAcceleration.y", "userAcceleration.z"],
      nominalHz: 50,
    });
    expect(body.ledgers[0]).toMatchObject({ stored: 100, outstanding: 0 });
  });
});

async function mcapOf(fill: (writer: McapWriter) => Promise<void>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const writer = new McapWriter({
    writable: {
      write: async (piece) => pieces.push(piece.slice()),
      position: () => BigInt(pieces.reduce((sum, { length }) => sum + length, 0)),
    },
    compressChunk: (data) => ({ compression: "zstd", compressedData: zstdCompressSync(data) }),
  });
  await writer.start({ profile: "", library: "test" });
  await fill(writer);
  await writer.end();
  return Buffer.concat(pieces);
}

describe("what cannot be imported", () => {
  const head = "time_us,motion.acceleration.x (g)";
  const us = START * 1_000;
  it.each([
    ["nothing", "", undefined],
    ["no samples", `${head}\n`, undefined],
    ["no channel", "time_us,a,b\n1,2,3\n", "row 1"],
    ["no time", "motion.acceleration.x (g)\n1\n", "row 1"],
    ["a unit that is none", "time_us,motion.acceleration.x (furlong)\n1,2", "row 1, column 2"],
    ["text for a number", `${head}\n${us},1\n${us + 1},=1+1\n`, "row 3, column 2"],
    ["a number beyond all samples", `${head}\n${us},1e39\n`, "row 2, column 2"],
    ["a row of another length", `${head}\n${us},1,2\n`, "row 2"],
    ["a quote that is not closed", `${head}\n${us},"1\n`, "row 2"],
    ["a row that does not end", `${head}\n${us},1${"0".repeat(300_000)}`, "row 2"],
    ["a sample that comes twice", `seq,${head}\n4,${us},1\n4,${us},1\n`, "stream 1"],
    ["no UTF-8", Buffer.from([...Buffer.from(`${head}\n`), 0xff, 0xfe]), "row 1"],
    ["a packed file", Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), undefined],
  ])("%s is refused with its place, and leaves nothing behind", async (_, file, field) => {
    const { status, body } = await send(file);
    expect(body.error).toMatchObject({ code: "file_invalid" });
    expect(body.error.field).toBe(field);
    expect(status).toBe(400);
  });

  it("an MCAP file that is cut, foreign or a bomb", async () => {
    const whole = await take(await record(bob), "mcap", bob);
    const type = "application/x-mcap";
    const before = await idsOf(ann);
    for (const length of [5, 9, 500, whole.length >> 1, whole.length - 1]) {
      const { body } = await send(whole.subarray(0, length), { type });
      expect(body.error?.code, `${length} bytes`).toBe("file_invalid");
    }
    const meddled = Buffer.from(whole);
    meddled.fill(0x55, 2_000, 3_000);
    expect((await send(meddled, { type })).body.error.code).toBe("file_invalid");
    const foreign = await mcapOf(async (writer) => {
      await writer.registerChannel({
        schemaId: 0,
        topic: "/tf",
        messageEncoding: "json",
        metadata: new Map(),
      });
    });
    expect((await send(foreign, { type })).body.error.message).toContain("No channel");
    const bomb = await mcapOf(async (writer) => {
      const channelId = await writer.registerChannel({
        schemaId: 0,
        topic: "/x",
        messageEncoding: "json",
        metadata: new Map(),
      });
      const data = new Uint8Array(80 << 20);
      await writer.addMessage({ channelId, sequence: 0, logTime: 0n, publishTime: 0n, data });
    });
    expect(bomb.length).toBeLessThan(1 << 20);
    expect((await send(bomb, { type })).body.error.message).toContain("unpacks to");
    expect(await idsOf(ann)).toEqual(before);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("trajectory-import-"))).toEqual([]);
  });

  it("anything of nobody, and what is no file", async () => {
    const nobody = await app.inject({
      method: "POST",
      url: "/api/sessions/import",
      headers: { "content-type": "text/csv" },
      payload: head,
    });
    expect(nobody.statusCode).toBe(401);
    expect((await send("{}", { type: "application/json" })).body.error.code).toBe("invalid_input");
  });
});
