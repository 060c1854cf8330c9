/** The markers of a session in its files: a table of their own, or a channel that other programs list. */
import { randomUUID } from "node:crypto";
import { zstdDecompressSync } from "node:zlib";
import { McapIndexedReader } from "@mcap/core";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

const START_MS = NOW - 3_600_000;
/** The device's clock is behind by this, ms. */
const BEHIND = 1_500;
const MARKERS = [
  { id: "formula", t: START_MS + 1_000, name: "=SUM(A1)", note: 'a "quoted", note' },
  { id: "words", t: START_MS + 2_250, name: "Höhe · 頂", note: "" },
  { id: "same-moment", t: START_MS + 2_250, name: "twice", note: "two\nlines" },
];
const ORDER = ["formula", "same-moment", "words"];

let gateway: TestGateway;
let ann: Person;
let bob: Person;
const sessionId = randomUUID();
const unmarked = randomUUID();

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newPerson();
  bob = await gateway.newPerson();
  const { signals } = gateway.store;
  for (const [i, id] of [sessionId, unmarked].entries()) {
    const startUs = (START_MS - i * 600_000) * 1_000;
    const streams = [{ id: 1, kind: 2, channels: ["bpm"], nominalHz: 1 }];
    await signals.openSession({
      sessionId: id,
      userId: ann.id,
      deviceModel: "test",
      appVersion: "1",
      streams,
      openedUs: startUs,
    });
    const block = { stream: 1, firstSeq: 0, t0Us: startUs, dtUs: [0, 900_000], samples: [60, 61] };
    await signals.appendBlock({
      userId: ann.id,
      sessionId: id,
      block,
      channels: 1,
      receivedUs: NOW * 1_000,
    });
    const t1Us = startUs + BEHIND * 1_000;
    await signals.appendClockExchange(id, { t0Us: startUs, t1Us, t2Us: t1Us, t3Us: startUs });
  }
  for (const { id, ...body } of MARKERS) {
    const url = `/api/signals/${ann.id}/sessions/${sessionId}/markers/${id}`;
    const put = await gateway.app.inject({
      method: "PUT",
      url,
      headers: { cookie: ann.cookie },
      payload: body,
    });
    expect(put.statusCode).toBe(200);
  }
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function get(url: string, { cookie } = ann) {
  const { statusCode, headers, rawPayload } = await gateway.app.inject({ url, headers: { cookie } });
  return { status: statusCode, name: String(headers["content-disposition"]), bytes: rawPayload };
}

function exported(query: string, id = sessionId, person = ann) {
  return get(`/api/sessions/${id}/export?${query}`, person);
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array) {
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}

/** Names of the files of an archive, from its central directory. */
function namesIn(zip: Buffer): string[] {
  const names: string[] = [];
  let at = zip.readUInt32LE(zip.length - 6);
  for (let left = zip.readUInt16LE(zip.length - 12); left > 0; left--) {
    const length = zip.readUInt16LE(at + 28);
    names.push(zip.toString("utf8", at + 46, at + 46 + length));
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return names;
}

describe("markers in exports", () => {
  it("are a CSV table in order of time, on both clocks, safe for spreadsheets", async () => {
    const { status, name, bytes } = await exported("format=csv&table=markers");
    expect(status).toBe(200);
    expect(name).toContain(`session-${sessionId}-markers.csv`);
    const us = (START_MS + 1_000) * 1_000;
    const time = new Date(START_MS + 1_000).toISOString().replace("Z", "000Z");
    const [head, first, ...rest] = bytes.toString("utf8").trimEnd().split("\n");
    expect(head).toBe("time,time_us,server_time_us,id,name,note");
    expect(first).toBe(`${time},${us},${us + BEHIND * 1_000},formula,"'=SUM(A1)","a ""quoted"", note"`);
    expect(rest.map((line) => line.split(",").slice(3).join(","))).toEqual([
      "same-moment,twice,two lines",
      "words,Höhe · 頂,",
    ]);
  });

  it("are a Parquet table with times and texts", async () => {
    const { bytes } = await exported("format=parquet&table=markers");
    const rows = await parquetReadObjects({ file: asBuffer(bytes) });
    expect(rows.map(({ id }) => id)).toEqual(ORDER);
    expect(rows[1]).toEqual({
      time: new Date(START_MS + 2_250),
      server_time: new Date(START_MS + 2_250 + BEHIND),
      id: "same-moment",
      name: "twice",
      note: "two\nlines",
    });
  });

  it("are a channel of MCAP with a schema that Lichtblick lists", async () => {
    const { bytes } = await exported("format=mcap");
    const reader = await McapIndexedReader.Initialize({
      readable: {
        size: async () => BigInt(bytes.length),
        read: async (offset, size) => bytes.subarray(Number(offset), Number(offset + size)),
      },
      decompressHandlers: { zstd: (data) => zstdDecompressSync(data) },
    });
    const channel = [...reader.channelsById.values()].find(({ topic }) => topic === "/markers");
    const schema = reader.schemasById.get(channel?.schemaId ?? 0);
    expect(schema).toMatchObject({ name: "foxglove.Log", encoding: "jsonschema" });
    const described = JSON.parse(new TextDecoder().decode(schema?.data)) as { properties: object };
    const messages: { logTime: bigint; message: Record<string, unknown> }[] = [];
    for await (const { logTime, data } of reader.readMessages({ topics: ["/markers"] })) {
      messages.push({ logTime, message: JSON.parse(new TextDecoder().decode(data)) });
    }
    expect(messages.map(({ message }) => message["id"])).toEqual(ORDER);
    for (const { logTime, message } of messages) {
      expect(Object.keys(message).toSorted()).toEqual(Object.keys(described.properties).toSorted());
      const { sec, nsec } = message["timestamp"] as { sec: number; nsec: number };
      expect(BigInt(sec) * 1_000_000_000n + BigInt(nsec)).toBe(logTime);
      expect(logTime).toBe(BigInt(message["time_us"] as number) * 1_000n);
    }
    expect(messages[0]?.message).toMatchObject({
      level: 2,
      name: "=SUM(A1)",
      message: '=SUM(A1): a "quoted", note',
      server_time_us: (START_MS + 1_000 + BEHIND) * 1_000,
    });
    expect((await exported("format=mcap&table=markers")).status).toBe(400);
  });

  it("are cut to the span, and a table without rows where there are none", async () => {
    const span = `from=${START_MS + 2_000}&to=${START_MS + 3_000}`;
    const { bytes } = await exported(`format=csv&table=markers&${span}`);
    expect(bytes.toString("utf8").trimEnd().split("\n")).toHaveLength(3);
    const none = await exported("format=csv&table=markers", unmarked);
    expect(none.bytes.toString("utf8")).toBe("time,time_us,server_time_us,id,name,note\n");
    const empty = await exported("format=parquet&table=markers", unmarked);
    expect(await parquetReadObjects({ file: asBuffer(empty.bytes) })).toEqual([]);
  });

  it("lie beside the samples in the archive of a time, where there are some", async () => {
    await gateway.store.rollups.feed.flush();
    const span = `from=${START_MS - 3_600_000}&to=${NOW}`;
    const { bytes } = await get(`/api/signals/${ann.id}/export?format=csv&${span}`);
    const [day, before] = [START_MS, START_MS - 600_000].map((ms) => new Date(ms).toISOString().slice(0, 10));
    expect(namesIn(bytes)).toEqual([
      `${before}-${unmarked}.csv`,
      `${day}-${sessionId}.csv`,
      `${day}-${sessionId}-markers.csv`,
    ]);
    const mcap = await get(`/api/signals/${ann.id}/export?format=mcap&${span}`);
    expect(namesIn(mcap.bytes)).toHaveLength(2);
  });

  it("are for nobody else", async () => {
    expect((await exported("format=csv&table=markers", sessionId, bob)).status).toBe(404);
    expect((await exported("format=csv&table=words")).status).toBe(400);
    expect(gateway.errors).toEqual([]);
  });
});
