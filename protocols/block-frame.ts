/**
 * The one message that counts: a block, read into and written from one piece of memory, without an object or an array
 * per number. It knows the form that encoders give it (packed fields, each once); whatever else is valid protobuf is
 * left to the generated code.
 */
import "./number-fields.ts";
import { trajectory } from "./generated/trajectory.js";
import type { SampleBlock, Stream } from "./messages.ts";

/** One second at 1 kHz, 16 channels. Larger blocks are left to the generated code, too. */
const MOST_SAMPLES = 1_000;
const MOST_VALUES = 16 * MOST_SAMPLES;
const FLOAT = 4;
const SLAB_BYTES = 256 * 1024;
const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

const UPLINK_BLOCK = (2 << 3) | 2;
const STREAM = 1 << 3;
const FIRST_SEQ = 2 << 3;
const T0_US = 3 << 3;
const DT_US = (4 << 3) | 2;
const SAMPLES = (5 << 3) | 2;

const distances = new Uint32Array(MOST_SAMPLES);
let at = 0;
let slab = new ArrayBuffer(SLAB_BYTES);
let slabUsed = 0;

/**
 * An UplinkUp that holds a block. The stamps' distances lie right before the samples, in one memory of their own.
 * @returns undefined where the generated code has to look
 */
export function readBlockFrame(bytes: Uint8Array): SampleBlock | undefined {
  if (!LITTLE_ENDIAN || bytes[0] !== UPLINK_BLOCK) return undefined;
  at = 1;
  const length = readVarint(bytes, bytes.length);
  if (at + length !== bytes.length) return undefined;
  const end = bytes.length;
  let stream = 0;
  let firstSeq = 0;
  let t0Us = 0;
  let count = 0;
  let samplesAt = 0;
  let samplesBytes = 0;
  let seen = 0;
  while (at < end) {
    const tag = bytes[at++] ?? 0;
    const bit = 1 << (tag >> 3);
    if ((seen & bit) !== 0) return undefined;
    seen |= bit;
    if (tag === STREAM) stream = readVarint(bytes, end);
    else if (tag === FIRST_SEQ) firstSeq = readVarint(bytes, end);
    else if (tag === T0_US) t0Us = readVarint(bytes, end);
    else if (tag === DT_US) {
      const stop = readVarint(bytes, end) + at;
      if (!(stop <= end)) return undefined;
      for (count = 0; at < stop && count < MOST_SAMPLES; count++) distances[count] = readVarint(bytes, stop);
      if (at !== stop) return undefined;
    } else if (tag === SAMPLES) {
      samplesBytes = readVarint(bytes, end);
      samplesAt = at;
      at += samplesBytes;
      if (!(at <= end) || samplesBytes % FLOAT !== 0 || samplesBytes > MOST_VALUES * FLOAT) return undefined;
    } else return undefined;
  }
  if (at !== end || stream > 0xffff_ffff) return undefined;
  const offset = reserve(count * FLOAT + samplesBytes);
  const dtUs = new Uint32Array(slab, offset, count);
  for (let i = 0; i < count; i++) dtUs[i] = distances[i] ?? 0;
  const samples = new Float32Array(slab, offset + count * FLOAT, samplesBytes / FLOAT);
  new Uint8Array(slab, samples.byteOffset, samplesBytes).set(
    bytes.subarray(samplesAt, samplesAt + samplesBytes),
  );
  return { stream, firstSeq, t0Us, dtUs, samples };
}

/** A piece of the slab, aligned for floats; a full slab goes when the last block in it has gone. */
function reserve(bytes: number): number {
  if (slabUsed + bytes > SLAB_BYTES) {
    slab = new ArrayBuffer(SLAB_BYTES);
    slabUsed = 0;
  }
  const offset = slabUsed;
  slabUsed += bytes;
  return offset;
}

/** NaN where it is cut off or above 2^53, and so is `at` then: no comparison with them holds. */
function readVarint(bytes: Uint8Array, end: number): number {
  let value = 0;
  let scale = 1;
  for (let i = 0; i < 8 && at < end; i++) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80 && value <= Number.MAX_SAFE_INTEGER) return value;
    if (byte < 0x80) break;
    scale *= 128;
  }
  at = Number.NaN;
  return Number.NaN;
}

const STORED_SESSION = (1 << 3) | 2;
const STORED_STREAM = (2 << 3) | 2;
const STORED_BLOCK = (3 << 3) | 2;
const STORED_RECEIVED = 4 << 3;

/** A stream is announced once and published with each of its blocks. */
const encodedStreams = new WeakMap<Stream, Uint8Array>();
const encoder = new TextEncoder();

/** A StoredBlock, byte for byte as the generated code writes it. */
export function writeStoredBlock(stored: {
  sessionId: string;
  stream: Stream;
  block: SampleBlock;
  receivedUs: number;
}): Uint8Array {
  const { block, receivedUs } = stored;
  const session = encoder.encode(stored.sessionId);
  const stream = encodedStream(stored.stream);
  const distancesBytes = sizeOfAll(block.dtUs);
  const samplesBytes = block.samples.length * FLOAT;
  const blockBytes =
    sizeOfField(block.stream) +
    sizeOfField(block.firstSeq) +
    sizeOfField(block.t0Us) +
    sizeOfPart(distancesBytes) +
    sizeOfPart(samplesBytes);
  const total =
    sizeOfPart(session.length) +
    1 +
    sizeOf(stream.length) +
    stream.length +
    1 +
    sizeOf(blockBytes) +
    blockBytes +
    sizeOfField(receivedUs);
  const bytes = new Uint8Array(total);
  let to = putPart(bytes, 0, STORED_SESSION, session);
  to = putHead(bytes, to, STORED_STREAM, stream.length);
  bytes.set(stream, to);
  to = putHead(bytes, to + stream.length, STORED_BLOCK, blockBytes);
  to = putField(bytes, to, STREAM, block.stream);
  to = putField(bytes, to, FIRST_SEQ, block.firstSeq);
  to = putField(bytes, to, T0_US, block.t0Us);
  if (distancesBytes > 0) {
    to = putHead(bytes, to, DT_US, distancesBytes);
    for (let i = 0; i < block.dtUs.length; i++) to = putVarint(bytes, to, block.dtUs[i] ?? 0);
  }
  if (samplesBytes > 0) to = putPart(bytes, to, SAMPLES, floatBytes(block.samples));
  putField(bytes, to, STORED_RECEIVED, receivedUs);
  return bytes;
}

function encodedStream(stream: Stream): Uint8Array {
  const known = encodedStreams.get(stream);
  if (known !== undefined) return known;
  const encoded = trajectory.v1.Stream.encode(stream).finish();
  encodedStreams.set(stream, encoded);
  return encoded;
}

/** Little-endian, as protobuf has them. */
function floatBytes(samples: ArrayLike<number>): Uint8Array {
  if (LITTLE_ENDIAN && samples instanceof Float32Array) {
    return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  }
  const view = new DataView(new ArrayBuffer(samples.length * FLOAT));
  for (let i = 0; i < samples.length; i++) view.setFloat32(i * FLOAT, samples[i] ?? 0, true);
  return new Uint8Array(view.buffer);
}

function sizeOf(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** With its tag; protobuf leaves 0 out. */
function sizeOfField(value: number): number {
  return value === 0 ? 0 : 1 + sizeOf(value);
}

function sizeOfPart(length: number): number {
  return length === 0 ? 0 : 1 + sizeOf(length) + length;
}

function sizeOfAll(values: ArrayLike<number>): number {
  let size = 0;
  for (let i = 0; i < values.length; i++) size += sizeOf(values[i] ?? 0);
  return size;
}

function putVarint(bytes: Uint8Array, to: number, value: number): number {
  let rest = value;
  let place = to;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes[place++] = (rest % 128) | 128;
  bytes[place++] = rest;
  return place;
}

function putField(bytes: Uint8Array, to: number, tag: number, value: number): number {
  if (value === 0) return to;
  bytes[to] = tag;
  return putVarint(bytes, to + 1, value);
}

function putHead(bytes: Uint8Array, to: number, tag: number, length: number): number {
  bytes[to] = tag;
  return putVarint(bytes, to + 1, length);
}

function putPart(bytes: Uint8Array, to: number, tag: number, part: Uint8Array): number {
  if (part.length === 0) return to;
  const from = putHead(bytes, to, tag, part.length);
  bytes.set(part, from);
  return from + part.length;
}
