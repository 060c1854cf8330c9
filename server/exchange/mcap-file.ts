/** A session as an MCAP file: a channel per stream, features, log and η beside, and every schema inside. */
import { zstdCompressSync } from "node:zlib";
import { McapWriter } from "@mcap/core";
import {
  type ClockExchange,
  streamKindName,
  type Stream,
  WINDOW_KIND_NUMBER,
  type Window,
} from "@trajectory/protocols/messages.ts";
import type { Marker } from "../gateway/session-notes.ts";
import { VERSION } from "../version.ts";
import { describeSession, type Exported, unitOfChannel } from "./exported.ts";
import { encodeSample, sampleSchema } from "./sample-message.ts";

export const SESSION_METADATA = "trajectory.session";
const CHUNK_BYTES = 1 << 20;
const UINT32 = 2 ** 32;

const FEATURES_SCHEMA = {
  title: "trajectory.Features",
  description: "Features of a window, each with its value, quality, coverage, share of artefacts and method",
  type: "object",
  properties: {
    t0_us: { type: "integer" },
    t1_us: { type: "integer" },
    revision: { type: "integer" },
    clock_error_ms: { type: ["number", "null"] },
    sample_rate_hz: { type: ["number", "null"] },
    sample_rate_error_hz: { type: ["number", "null"] },
    features: { type: "object", additionalProperties: { type: "object" } },
  },
};
const EVENT_SCHEMA = {
  title: "trajectory.Event",
  type: "object",
  properties: {
    seq: { type: "integer" },
    actor: { type: "string" },
    type: { type: "string" },
    payload: { type: "object" },
  },
};
const ETA_SCHEMA = {
  title: "trajectory.EscapeIndex",
  type: "object",
  properties: { eta: { type: ["number", "null"] }, probability: { type: ["number", "null"] } },
};
/** As Lichtblick and Foxglove know it: their panel Log lists the markers. */
const MARKER_SCHEMA = {
  title: "foxglove.Log",
  description: "A named moment of the session, by the sensor's clock",
  type: "object",
  properties: {
    timestamp: {
      type: "object",
      title: "time",
      properties: { sec: { type: "integer" }, nsec: { type: "integer" } },
    },
    level: { type: "integer" },
    message: { type: "string" },
    name: { type: "string" },
    file: { type: "string" },
    line: { type: "integer" },
    id: { type: "string" },
    note: { type: "string" },
    time_us: { type: "integer" },
    server_time_us: { type: "integer" },
  },
};
const LEVEL_INFO = 2;
const CLOCK_SCHEMA = {
  title: "trajectory.ClockExchange",
  description: "Device sends (t0), server receives (t1) and answers (t2), device receives (t3)",
  type: "object",
  properties: Object.fromEntries(
    ["t0_us", "t1_us", "t2_us", "t3_us", "offset_us", "round_trip_us"].map((name) => [
      name,
      { type: "number" },
    ]),
  ),
};

export async function* mcapFile(exported: Exported): AsyncGenerator<Uint8Array> {
  const { session, rows, windows, events, exchanges, etas, markers } = exported;
  const out = new Collected();
  const writer = new McapWriter({
    writable: out,
    chunkSize: CHUNK_BYTES,
    compressChunk: (data) => ({ compression: "zstd", compressedData: zstdCompressSync(data) }),
  });
  await writer.start({ profile: "", library: `TrajectoryOS ${VERSION}` });
  await writer.addMetadata({
    name: SESSION_METADATA,
    metadata: new Map([["session", JSON.stringify(describeSession(session))]]),
  });
  const ids = new Map<number, number>();
  for (const stream of session.streams) ids.set(stream.id, await addStream(writer, stream));

  for await (const batch of rows) {
    for (const { stream, seq, us, missing, values } of batch) {
      await writer.addMessage({
        channelId: ids.get(stream.id) ?? 0,
        // Per channel, as the format has it: in 32 bits; the whole number is in the message.
        sequence: seq % UINT32,
        logTime: BigInt(us) * 1_000n,
        publishTime: BigInt(us) * 1_000n,
        data: encodeSample(seq, us, missing, values),
      });
    }
    yield* out.take();
  }
  const json = new JsonChannels(writer);
  for await (const window of windows) {
    const topic = `/features/${kindOf(window)}`;
    await json.add(topic, FEATURES_SCHEMA, window.t1Us, featuresOf(window));
    yield* out.take();
  }
  for await (const { seq, actor, type, at, payload } of events) {
    await json.add("/life/events", EVENT_SCHEMA, at * 1_000, { seq, actor, type, payload });
    yield* out.take();
  }
  for await (const { at, eta, probability } of etas) {
    await json.add("/life/eta", ETA_SCHEMA, at * 1_000, { eta, probability });
    yield* out.take();
  }
  for await (const exchange of exchanges) {
    await json.add("/clock/exchanges", CLOCK_SCHEMA, exchange.t3Us, clockOf(exchange));
    yield* out.take();
  }
  for await (const marker of markers) {
    await json.add("/markers", MARKER_SCHEMA, marker.t * 1_000, markerOf(marker));
    yield* out.take();
  }
  await writer.end();
  yield* out.take();
}

async function addStream(writer: McapWriter, stream: Stream): Promise<number> {
  const { id, kind, channels, nominalHz } = stream;
  const name = `${streamKindName(kind)}_${id}`;
  const schemaId = await writer.registerSchema({
    name: `trajectory.${name}`,
    encoding: "protobuf",
    data: sampleSchema(name, channels),
  });
  return writer.registerChannel({
    schemaId,
    topic: `/${streamKindName(kind)}/${id}`,
    messageEncoding: "protobuf",
    metadata: new Map([
      ["stream", String(id)],
      ["kind", String(kind)],
      ["nominal_hz", String(nominalHz)],
      ["channels", JSON.stringify(channels)],
      [
        "units",
        JSON.stringify(channels.map((channel) => unitOfChannel(`${streamKindName(kind)}.${channel}`))),
      ],
    ]),
  });
}

/** Channels of JSON messages, made when their first message comes. */
class JsonChannels {
  private readonly writer: McapWriter;
  private readonly channels = new Map<string, { id: number; next: number }>();

  constructor(writer: McapWriter) {
    this.writer = writer;
  }

  async add(topic: string, schema: { title: string }, us: number, message: unknown): Promise<void> {
    const channel = this.channels.get(topic) ?? (await this.register(topic, schema));
    const time = BigInt(Math.round(us)) * 1_000n;
    await this.writer.addMessage({
      channelId: channel.id,
      sequence: channel.next++,
      logTime: time,
      publishTime: time,
      data: bytesOf(message),
    });
  }

  private async register(topic: string, schema: { title: string }): Promise<{ id: number; next: number }> {
    const schemaId = await this.writer.registerSchema({
      name: schema.title,
      encoding: "jsonschema",
      data: bytesOf(schema),
    });
    const id = await this.writer.registerChannel({
      schemaId,
      topic,
      messageEncoding: "json",
      metadata: new Map(),
    });
    const channel = { id, next: 0 };
    this.channels.set(topic, channel);
    return channel;
  }
}

function bytesOf(message: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message));
}

function kindOf({ kind }: Window): string {
  return Object.entries(WINDOW_KIND_NUMBER).find(([, number]) => number === kind)?.[0] ?? `kind_${kind}`;
}

function featuresOf(window: Window) {
  const { t0Us, t1Us, revision, clockErrorMs, features } = window;
  const isRated = window.sampleRateHz > 0;
  return {
    t0_us: t0Us,
    t1_us: t1Us,
    revision,
    clock_error_ms: clockErrorMs < 0 ? null : clockErrorMs,
    sample_rate_hz: isRated ? window.sampleRateHz : null,
    sample_rate_error_hz: isRated ? window.sampleRateErrorHz : null,
    features: Object.fromEntries(features.map(({ name, ...feature }) => [name, feature])),
  };
}

function markerOf({ id, t, at, name, note }: Marker) {
  const us = Math.round(t * 1_000);
  const sec = Math.floor(us / 1e6);
  return {
    timestamp: { sec, nsec: (us - sec * 1e6) * 1_000 },
    level: LEVEL_INFO,
    message: note === "" ? name : `${name}: ${note}`,
    name,
    file: "",
    line: 0,
    id,
    note,
    time_us: us,
    server_time_us: Math.round(at * 1_000),
  };
}

/** The offset is to be added to the device's time (RFC 5905, section 8). */
function clockOf({ t0Us, t1Us, t2Us, t3Us }: ClockExchange) {
  return {
    t0_us: t0Us,
    t1_us: t1Us,
    t2_us: t2Us,
    t3_us: t3Us,
    offset_us: (t1Us - t0Us + (t2Us - t3Us)) / 2,
    round_trip_us: t3Us - t0Us - (t2Us - t1Us),
  };
}

/** What the writer wrote, until it is taken. */
class Collected {
  private pieces: Uint8Array[] = [];
  private written = 0n;

  async write(piece: Uint8Array): Promise<void> {
    // The writer uses its buffers again.
    this.pieces.push(piece.slice());
    this.written += BigInt(piece.length);
  }

  position(): bigint {
    return this.written;
  }

  take(): Uint8Array[] {
    const { pieces } = this;
    this.pieces = [];
    return pieces;
  }
}
