/** What a device may say. Everything that passed the decoder is looked at here before anything uses it. */
import { SessionId } from "@trajectory/protocols/events/session.ts";
import { readBlockFrame } from "@trajectory/protocols/block-frame.ts";
import { MAX_FRAME_BYTES, uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import {
  type ClockExchange,
  type Drop,
  type End,
  type Hello,
  STREAM_KIND_NUMBER,
  type SampleBlock,
  type Stream,
  type UplinkUp,
} from "@trajectory/protocols/messages.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import { plainFrame } from "./plain-frame.ts";
import { MOST_SAMPLES, type StreamSequence } from "./stream-sequence.ts";

const MOST_STREAMS = 16;
const MOST_CHANNELS = 16;
const MOST_BLOCK_SAMPLES = 1000;
const LONGEST_BLOCK_US = 1_000_000;
const FASTEST_HZ = 1000;
/** 2000-01-01 and 2100-01-01 */
const EARLIEST_US = 946_684_800_000_000;
const LATEST_US = 4_102_444_800_000_000;
const DROP_REASONS = ["buffer_full", "sensor_restart", "user_paused", "thermal", "not_in_file"];
/** First byte of an UplinkUp that holds a block: field 2, length-delimited. */
const BLOCK_TAG = 0x12;

export type UplinkFrame = Exclude<UplinkUp, { block: unknown }> | { block: SampleBlock };

/** @throws ProtocolError `bad_frame`, or `block_too_large` for a block beyond what a frame may hold */
export function decodeFrame(bytes: Uint8Array): UplinkFrame {
  const block = readBlockFrame(bytes);
  if (block !== undefined) return { block };
  if (bytes.byteLength > MAX_FRAME_BYTES && bytes[0] === BLOCK_TAG) {
    throw new ProtocolError("block_too_large", `The block has ${bytes.byteLength} bytes.`);
  }
  return plainFrame(uplinkUpCodec.decode(bytes));
}

/** @throws ProtocolError `protocol_version_unsupported`, `invalid_input` or `stream_invalid` */
export function checkHello(hello: Hello): void {
  if (hello.protocolVersion !== PROTOCOL_VERSION) {
    throw new ProtocolError(
      "protocol_version_unsupported",
      `The device speaks version ${hello.protocolVersion}; here it is ${PROTOCOL_VERSION}.`,
    );
  }
  checkSessionId(hello.sessionId);
  for (const field of ["deviceModel", "appVersion"] as const) {
    if (hello[field].length > 120) {
      throw new ProtocolError("invalid_input", `${field} has more than 120 characters.`, { field });
    }
  }
  const ids = new Set(hello.streams.map(({ id }) => id));
  if (hello.streams.length === 0 || hello.streams.length > MOST_STREAMS) {
    throw new ProtocolError("stream_invalid", `${hello.streams.length} streams are announced.`);
  }
  if (ids.size !== hello.streams.length)
    throw new ProtocolError("stream_invalid", "Two streams have the same id.");
  hello.streams.forEach(checkStream);
}

function checkSessionId(sessionId: string): void {
  try {
    parse(SessionId, sessionId);
  } catch (cause) {
    throw new ProtocolError("invalid_input", "The session id is no lower-case UUID.", {
      field: "sessionId",
      cause,
    });
  }
}

function checkStream(stream: Stream): void {
  const { id, kind, channels, nominalHz } = stream;
  if (channels.length === 0 || channels.length > MOST_CHANNELS) {
    throw new ProtocolError("stream_invalid", `Stream ${id} has ${channels.length} channels.`);
  }
  if (channels.some((name) => name.length === 0 || name.length > 64)) {
    throw new ProtocolError("stream_invalid", `A channel of stream ${id} has no name of 1 to 64 characters.`);
  }
  const needsRate = kind === STREAM_KIND_NUMBER.motion;
  if (!(nominalHz >= 0 && nominalHz <= FASTEST_HZ) || (needsRate && nominalHz === 0)) {
    throw new ProtocolError("stream_invalid", `Stream ${id} has a nominal rate of ${nominalHz} Hz.`);
  }
}

/** Two openings of a session must mean the same by a stream. @throws ProtocolError `stream_invalid` */
export function checkSameStreams(known: readonly Stream[], announced: readonly Stream[]): void {
  for (const stream of announced) {
    const before = known.find(({ id }) => id === stream.id);
    if (before === undefined) continue;
    if (before.kind !== stream.kind || before.channels.join("\n") !== stream.channels.join("\n")) {
      throw new ProtocolError("stream_invalid", `Stream ${stream.id} was announced differently before.`);
    }
  }
}

/** @throws ProtocolError `block_too_large`, `block_malformed`, `block_not_finite`, `block_time_invalid`, `sequence_invalid` */
export function checkBlock(block: SampleBlock, channels: number): void {
  const { dtUs, samples } = block;
  const count = dtUs.length;
  if (count > MOST_BLOCK_SAMPLES || samples.length > MOST_BLOCK_SAMPLES * channels) {
    throw new ProtocolError(
      "block_too_large",
      `The block has ${Math.max(count, Math.ceil(samples.length / channels))} samples; ${MOST_BLOCK_SAMPLES} are taken.`,
    );
  }
  if (count === 0) throw new ProtocolError("block_malformed", "The block has no sample.");
  if (samples.length !== count * channels) {
    throw new ProtocolError(
      "block_malformed",
      `The block has ${count} stamps and ${samples.length} values for ${channels} channels.`,
    );
  }
  if (dtUs[0] !== 0) throw new ProtocolError("block_malformed", "The first stamp distance is not 0.");
  let span = 0;
  for (let i = 0; i < count; i++) span += dtUs[i] ?? 0;
  if (span > LONGEST_BLOCK_US) {
    throw new ProtocolError("block_too_large", `The block spans ${(span / 1e6).toFixed(1)} s.`);
  }
  // The sum of so many single-precision numbers is finite just when all of them are.
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i] ?? 0;
  if (!Number.isFinite(sum)) {
    const wrong = Array.from(samples).findIndex((sample) => !Number.isFinite(sample));
    throw new ProtocolError(
      "block_not_finite",
      `Sample ${Math.floor(wrong / channels)} has the value ${samples[wrong]}.`,
    );
  }
  if (!(block.t0Us >= EARLIEST_US && block.t0Us < LATEST_US)) {
    throw new ProtocolError("block_time_invalid", "The stamp is not between the years 2000 and 2100.");
  }
  checkNumbers(block.stream, block.firstSeq, count);
}

/** @throws ProtocolError `invalid_input` or `sequence_invalid` */
export function checkDrop(drop: Drop): void {
  if (!DROP_REASONS.includes(drop.reason)) {
    throw new ProtocolError("invalid_input", `The reason of a Drop is one of ${DROP_REASONS.join(", ")}.`, {
      field: "drop.reason",
    });
  }
  if (!(drop.count >= 1)) throw new ProtocolError("sequence_invalid", "A Drop has no samples.");
  checkNumbers(drop.stream, drop.firstSeq, drop.count);
}

/** @throws ProtocolError `sequence_invalid` or `stream_unknown` */
export function checkEnd(end: End, sequences: ReadonlyMap<number, StreamSequence>): void {
  const streams = new Set<number>();
  for (const { stream, captured, dropped } of end.counts) {
    const sequence = sequences.get(stream);
    if (sequence === undefined)
      throw new ProtocolError("stream_unknown", `Stream ${stream} was not announced.`);
    if (streams.has(stream))
      throw new ProtocolError("sequence_invalid", `Stream ${stream} is counted twice.`);
    streams.add(stream);
    checkNumbers(stream, 0, captured);
    if (dropped > captured || captured < sequence.end) {
      throw new ProtocolError(
        "sequence_invalid",
        `Stream ${stream} ends with ${captured} captured and ${dropped} dropped, but sample ${sequence.end - 1} came.`,
      );
    }
  }
}

/** An exchange that cannot be: the round trip is negative or longer than a minute. */
export function isUsable(exchange: ClockExchange): boolean {
  const roundTrip = exchange.t3Us - exchange.t0Us - (exchange.t2Us - exchange.t1Us);
  return exchange.t2Us >= exchange.t1Us && roundTrip >= 0 && roundTrip < 60_000_000;
}

function checkNumbers(stream: number, firstSeq: number, count: number): void {
  if (firstSeq + count >= MOST_SAMPLES) {
    throw new ProtocolError(
      "sequence_invalid",
      `Stream ${stream} counts to ${firstSeq + count}; ${MOST_SAMPLES} is more than a session can hold.`,
    );
  }
}
