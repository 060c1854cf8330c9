import { randomUUID } from "node:crypto";
import { inflateRawSync, zstdDecompressSync } from "node:zlib";
import { McapIndexedReader } from "@mcap/core";
import { parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import protobuf from "protobufjs";
import "protobufjs/ext/descriptor.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cutTrack, walkTrack } from "@trajectory/ingest/testing/signals.ts";
import { SessionWindows } from "@trajectory/ingest/windows/session-windows.ts";
import { WINDOW_KIND_NUMBER, type Window } from "@trajectory/protocols/messages.ts";
import { SESSION_COOKIE } from "../auth.ts";
import type { Person } from "../testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

const START_US = (NOW - 3_600_000) * 1_000;
const STREAMS = [
  { id: 1, kind: 1, channels: ["userAcceleration.x", "=cmd,1"], nominalHz: 100 },
  { id: 2, kind: 3, channels: ["interval"], nominalHz: 0 },
];
const HZ = 100;
const BLOCKS = 120;
/** Samples of this block never came. */
const LOST = 60;
const ODD = [
  -0,
  1.401298464324817e-45,
  3.4028234663852886e38,
  Math.fround(0.1),
  -Math.fround(1 / 3),
  16_777_217,
];

let gateway: TestGateway;
let ann: Person;
let bob: Person;
let sessionId: string;
/** All samples, `stream seq` → stamp and values as bits. */
const expected = new Map<string, string>();

const bits = (values: readonly number[]) =>
  Array.from(new Uint32Array(Float32Array.from(values).buffer)).join(" ");

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newDemoPerson();
  bob = await gateway.newPerson();
  sessionId = randomUUID();
  const { signals } = gateway.store;
  await signals.openSession({
    sessionId,
    userId: ann.id,
    deviceModel: "test",
    appVersion: "1",
    streams: STREAMS,
    openedUs: START_US,
  });
  const keep = (stream: number, firstSeq: number, t0Us: number, dtUs: number[], samples: number[]) => {
    const channels = samples.length / dtUs.length;
    let us = t0Us;
    for (const [i, dt] of dtUs.entries()) {
      us += dt;
      expected.set(
        `${stream} ${firstSeq + i}`,
        `${us} ${bits(samples.slice(i * channels, (i + 1) * channels))}`,
      );
    }
    const block = { stream, firstSeq, t0Us, dtUs, samples };
    return signals.appendBlock({ userId: ann.id, sessionId, block, channels, receivedUs: NOW * 1_000 });
  };
  for (let b = 0; b < BLOCKS; b++) {
    if (b === LOST) continue;
    const t0Us = START_US + b * 1_000_000;
    const dtUs = Array.from({ length: HZ }, (_, i) => (i === 0 ? 0 : 10_001 - (i % 3)));
    const samples = dtUs.flatMap((_, i) => [
      Math.fround(Math.sin(b * HZ + i)),
      Math.fround(ODD[i % ODD.length]!),
    ]);
    await keep(1, b * HZ, t0Us, dtUs, samples);
    if (b % 2 === 0) await keep(2, b / 2, t0Us + 500_123, [0], [Math.fround(800 + b)]);
  }
  for (let i = 0; i < 12; i++) {
    const t0Us = START_US + i * 5_000_000;
    const exchange = { t0Us, t1Us: t0Us + 1_008_000, t2Us: t0Us + 1_008_100, t3Us: t0Us + 16_100 };
    await signals.appendClockExchange(sessionId, exchange);
  }
  await signals.appendWindows(
    ann.id,
    Array.from({ length: 1_203 }, (_, i) => ({
      sessionId,
      kind: 1 + (i % 3),
      t0Us: START_US + Math.floor(i / 3) * 100_000,
      t1Us: START_US + Math.floor(i / 3) * 100_000 + 1_000_000,
      revision: 0,
      clockErrorMs: -1,
      sampleRateHz: 0,
      sampleRateErrorHz: 0,
      features: [{ name: "move", value: i, quality: 1, coverage: 1, artefactShare: 0, method: "enmo/1" }],
    })),
  );
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function exported(query: string, person = ann, id = sessionId) {
  const url = `/api/sessions/${id}/export?${query}`;
  const response = await gateway.app.inject({ method: "GET", url, headers: { cookie: person.cookie } });
  return { status: response.statusCode, headers: response.headers, bytes: response.rawPayload };
}

/** Texts by name, found by the central directory of a ZIP archive. */
function filesIn(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const count = zip.readUInt16LE(zip.length - 12);
  let at = zip.readUInt32LE(zip.length - 6);
  for (let i = 0; i < count; i++) {
    const [packed, nameLength, local] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt32LE(at + 42),
    ];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    files.set(name, inflateRawSync(zip.subarray(data, data + packed)).toString("utf8"));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

function asBuffer(bytes: Uint8Array) {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

async function openMcap(bytes: Uint8Array) {
  return McapIndexedReader.Initialize({
    readable: {
      size: async () => BigInt(bytes.length),
      read: async (offset, size) => bytes.subarray(Number(offset), Number(offset + size)),
    },
    decompressHandlers: { zstd: (data) => zstdDecompressSync(data) },
  });
}

describe("a session as a file", () => {
  it("is a table with units, in which every sample stands to the bit and losses are told", async () => {
    const { headers, bytes } = await exported("format=csv");
    expect(headers["content-disposition"]).toContain(`session-${sessionId}.csv`);
    const [head, ...lines] = bytes.toString("utf8").trimEnd().split("\n");
    expect(head).toBe(
      'time,time_us,stream,kind,nominal_hz,seq,missing,motion.userAcceleration.x (g),"motion.=cmd,1 (1)",rr.interval (ms)',
    );
    expect(lines).toHaveLength(expected.size);
    const stamps = lines.map((line) => Number(line.split(",")[1]));
    expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
    for (const line of lines) {
      const [time = "", us, stream, , , seq, , ...values] = line.split(",");
      const present = values.filter((value) => value !== "").map(Number);
      expect(`${us} ${bits(present)}`).toBe(expected.get(`${stream} ${seq}`));
      expect(Date.parse(time)).toBe(Math.floor(Number(us) / 1_000));
    }
    const losses = lines.map((line) => line.split(",")).filter((fields) => fields[6] !== "0");
    expect(losses.map((fields) => [fields[2], fields[5], fields[6]])).toEqual([
      ["1", String((LOST + 1) * HZ), String(HZ)],
      ["2", "31", "1"],
    ]);
  });

  it("is a Parquet table with types and units", async () => {
    const file = asBuffer((await exported("format=parquet")).bytes);
    const { schema, key_value_metadata: notes = [], num_rows: count } = await parquetMetadataAsync(file);
    expect(Number(count)).toBe(expected.size);
    expect(schema.find(({ name }) => name === "rr.interval")?.type).toBe("FLOAT");
    const units = notes.find(({ key }) => key === "trajectory.units")?.value ?? "";
    expect(JSON.parse(units)).toMatchObject({ "motion.userAcceleration.x": "g", "rr.interval": "ms" });
    const rows = await parquetReadObjects({ file });
    for (const row of rows) {
      const values = [row["motion.userAcceleration.x"], row["motion.=cmd,1"], row["rr.interval"]];
      const present = values.filter((value) => typeof value === "number");
      const key = `${row["stream"]} ${row["seq"]}`;
      const [us = "", ...rest] = expected.get(key)?.split(" ") ?? [];
      expect(bits(present)).toBe(rest.join(" "));
      expect((row["time"] as Date).getTime()).toBe(Math.floor(Number(us) / 1_000));
    }
  });

  it("is an MCAP file whose schemas describe its messages, and whose counts are those of the ledger", async () => {
    const reader = await openMcap((await exported("format=mcap")).bytes);
    const channelOf = new Map([...reader.channelsById.values()].map((channel) => [channel.topic, channel]));
    expect([...channelOf.keys()]).toEqual([
      "/motion/1",
      "/rr/2",
      "/features/screen",
      "/features/motion",
      "/features/heart",
      "/life/events",
      "/life/eta",
      "/clock/exchanges",
    ]);
    const ledger = await gateway.store.signals.ledger(sessionId);
    const counts = reader.statistics?.channelMessageCounts;
    expect(ledger.map(({ stored }) => stored)).toEqual(
      ["/motion/1", "/rr/2"].map((topic) => Number(counts?.get(channelOf.get(topic)?.id ?? -1))),
    );
    const types = new Map<number, protobuf.Type>();
    for (const { id, schemaId } of reader.channelsById.values()) {
      const schema = reader.schemasById.get(schemaId);
      if (schema?.encoding !== "protobuf") continue;
      // The reader of descriptors is an extension without types.
      const roots = protobuf.Root as unknown as { fromDescriptor(bytes: Uint8Array): protobuf.Root };
      types.set(id, roots.fromDescriptor(schema.data).lookupType(schema.name));
    }
    let samples = 0;
    let features = 0;
    for await (const { channelId, data, sequence, logTime } of reader.readMessages()) {
      const type = types.get(channelId);
      if (type === undefined) {
        const topic = reader.channelsById.get(channelId)?.topic ?? "";
        if (topic === "/features/motion" || topic === "/features/heart") features++;
        continue;
      }
      samples++;
      const stream = Number(reader.channelsById.get(channelId)?.metadata.get("stream"));
      const {
        seq,
        time_us: us,
        ...message
      } = type.toObject(type.decode(data), { longs: Number, defaults: true });
      const values = Object.entries(message)
        .filter(([name]) => name !== "missing")
        .map(([, value]) => Number(value));
      expect(seq).toBe(sequence);
      expect(logTime).toBe(BigInt(us as number) * 1_000n);
      expect(`${us} ${bits(values)}`).toBe(expected.get(`${stream} ${seq}`));
    }
    expect(samples).toBe(expected.size);
    expect(features).toBe(802);
    for await (const { name, metadata } of reader.readMetadata({ name: "trajectory.session" })) {
      expect(name).toBe("trajectory.session");
      expect(JSON.parse(metadata.get("session") ?? "")).toMatchObject({
        sessionId,
        streams: [{ id: 1, ledger: { stored: 11_900, outstanding: 100 } }, { id: 2 }],
      });
    }
  });

  it("has the windows of the screen, which are not stored, as a watcher was shown them", async () => {
    const walk = walkTrack(90, START_US + 123_456);
    const streams = [walk.stream];
    const walker = await gateway.newPerson();
    const session = { sessionId: randomUUID(), userId: walker.id };
    const { signals } = gateway.store;
    await signals.openSession({
      ...session,
      deviceModel: "test",
      appVersion: "1",
      streams,
      openedUs: START_US,
    });
    const shown: Window[] = [];
    const watched = new SessionWindows({ ...session, streams, onWindow: (window) => shown.push(window) });
    for (const block of cutTrack(walk, [])) {
      await signals.appendBlock({ ...session, block, channels: 3, receivedUs: START_US });
      watched.push(block);
    }
    watched.flush();
    // One of a time in which they were stored.
    const isKept = ({ kind }: Window, i: number) => kind !== WINDOW_KIND_NUMBER.screen || i < 3;
    await signals.appendWindows(walker.id, shown.filter(isKept));
    const reader = await openMcap((await exported("format=mcap", walker, session.sessionId)).bytes);
    const counts = new Map<string, number>();
    const messages: unknown[] = [];
    for await (const { channelId, data } of reader.readMessages()) {
      const topic = reader.channelsById.get(channelId)?.topic ?? "";
      counts.set(topic, (counts.get(topic) ?? 0) + 1);
      if (topic !== "/features/screen") continue;
      const { t0_us, t1_us, features } = JSON.parse(new TextDecoder().decode(data)) as Record<
        string,
        unknown
      >;
      messages.push({ t0_us, t1_us, features });
    }
    const expectedMessages = shown
      .filter(({ kind }) => kind === WINDOW_KIND_NUMBER.screen)
      .map(({ t0Us, t1Us, features }) => ({
        t0_us: t0Us,
        t1_us: t1Us,
        features: Object.fromEntries(features.map(({ name, ...feature }) => [name, feature])),
      }));
    expect(expectedMessages.length).toBeGreaterThan(89);
    expect(messages).toEqual(expectedMessages);
    expect(counts.get("/features/motion")).toBe(
      shown.filter(({ kind }) => kind === WINDOW_KIND_NUMBER.motion).length,
    );
  });

  it("has η and the exchanges of time beside the samples in MCAP", async () => {
    await gateway.store.rollups.feed.flush();
    const from = START_US / 1_000;
    const reader = await openMcap((await exported(`format=mcap&from=${from}&to=${from + 60_000}`)).bytes);
    const messages = new Map<string, { t: number; json: Record<string, number> }[]>();
    for await (const { channelId, data, logTime } of reader.readMessages()) {
      const topic = reader.channelsById.get(channelId)?.topic ?? "";
      if (!topic.startsWith("/life") && !topic.startsWith("/clock")) continue;
      const json = JSON.parse(new TextDecoder().decode(data)) as Record<string, number>;
      messages.set(topic, [...(messages.get(topic) ?? []), { t: Number(logTime / 1_000_000n), json }]);
    }
    const exchanges = messages.get("/clock/exchanges") ?? [];
    expect(exchanges).toHaveLength(12);
    expect(exchanges[1]?.json).toMatchObject({
      t0_us: START_US + 5_000_000,
      offset_us: 1_000_000,
      round_trip_us: 16_000,
    });
    const etas = messages.get("/life/eta") ?? [];
    expect(etas.map(({ t }) => t)).toEqual(Array.from({ length: 13 }, (_, i) => from + i * 5_000));
    expect(etas.every(({ json }) => "eta" in json && "probability" in json)).toBe(true);
  });

  it("holds what lies in a span, and is empty where nothing does", async () => {
    const from = START_US / 1_000 + 10_000;
    const { bytes } = await exported(`format=csv&from=${from}&to=${from + 1_000}`);
    const lines = bytes.toString("utf8").trimEnd().split("\n").slice(1);
    expect(lines.filter((line) => line.split(",")[2] === "1")).toHaveLength(HZ);
    expect(lines.every((line) => line.split(",")[6] === "0")).toBe(true);
    for (const format of ["csv", "parquet", "mcap"]) {
      const empty = await exported(`format=${format}&from=1000&to=2000`);
      expect(empty.status).toBe(200);
      expect(empty.bytes.length).toBeGreaterThan(100);
    }
    const none = await exported("format=parquet&from=1000&to=2000");
    expect(await parquetReadObjects({ file: asBuffer(none.bytes) })).toEqual([]);
  });

  it("comes with the others of a time in one archive, cut to it", async () => {
    await gateway.store.rollups.feed.flush();
    const archive = async (query: string, person = ann, of = ann) => {
      const url = `/api/signals/${of.id}/export?${query}`;
      return gateway.app.inject({ method: "GET", url, headers: { cookie: person.cookie } });
    };
    // The device's clock is a second behind.
    const from = START_US / 1_000 + 1_000 + 10_000;
    const { statusCode, rawPayload } = await archive(`format=csv&from=${from}&to=${from + 1_000}`);
    expect(statusCode).toBe(200);
    const files = filesIn(rawPayload);
    expect([...files.keys()]).toEqual([expect.stringContaining(sessionId)]);
    const single = await exported(`format=csv&from=${from - 1_000}&to=${from}`);
    expect([...files.values()][0]).toBe(single.bytes.toString("utf8"));
    expect(filesIn((await archive("format=csv&from=1000&to=2000")).rawPayload).size).toBe(0);
    expect((await archive("format=csv&from=2000&to=1000")).statusCode).toBe(400);
    expect((await archive("format=csv&from=1000&to=2000", bob)).statusCode).toBe(403);
    expect((await archive("format=csv&from=1000&to=2000", bob, bob)).statusCode).toBe(200);
  });

  it("is for nobody else", async () => {
    expect((await exported("format=csv", bob)).status).toBe(404);
    expect((await exported("format=csv", ann, randomUUID())).status).toBe(404);
    expect((await exported("format=xlsx")).status).toBe(400);
    expect((await exported("format=csv&from=5&to=5")).status).toBe(400);
    const nobody = await gateway.app.inject({
      url: `/api/sessions/${sessionId}/export`,
      headers: { cookie: `${SESSION_COOKIE}=none` },
    });
    expect(nobody.statusCode).toBe(401);
    expect(gateway.errors).toEqual([]);
  });
});
