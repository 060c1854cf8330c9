/**
 * Frames of a phone, made and masked once: sending one is a copy of the samples and a few bytes of numbers, so that
 * the load generator leaves the machine to what it measures.
 */
import { SyntheticPhone } from "@trajectory/ingest/sources/synthetic.ts";
import { uplinkUpCodec } from "@trajectory/protocols/codec.ts";

export const BLOCK_SAMPLES = 50;
export const BLOCK_US = 500_000;

const MASK = Uint8Array.of(0x5a, 0xc3, 0x17, 0xe8);
const BINARY = 0x82;
const MASKED = 0x80;
const LENGTH_16 = 126;
const CYCLE = 10;
const BLOCK_TAG = (2 << 3) | 2;
const FIRST_SEQ_TAG = 2 << 3;
const T0_TAG = 3 << 3;
/** WebSocket header, mask, then the tag of the block and its length of two bytes. */
const HEAD = 4 + 4;

/** A block without its number and stamp: the middle of a frame. */
const bodies = Array.from({ length: CYCLE }, (_, i) => applyMask(bodyOf(i), 3));

const numbers = new Uint8Array(24);

/** The WebSocket frame of the block `index`, masked as a client's must be. */
export function blockFrame(index: number, t0Us: number): Buffer {
  const body = bodies[index % CYCLE] ?? new Uint8Array();
  const stampAt = putVarint(putByte(0, FIRST_SEQ_TAG), index * BLOCK_SAMPLES);
  const length = putVarint(putByte(stampAt, T0_TAG), t0Us);
  const blockLength = body.length + length;
  const payload = 3 + blockLength;
  const frame = Buffer.allocUnsafe(HEAD + payload);
  frame[0] = BINARY;
  frame[1] = MASKED | LENGTH_16;
  frame.writeUInt16BE(payload, 2);
  frame.set(MASK, 4);
  frame[HEAD] = BLOCK_TAG ^ (MASK[0] ?? 0);
  frame[HEAD + 1] = ((blockLength & 0x7f) | 0x80) ^ (MASK[1] ?? 0);
  frame[HEAD + 2] = (blockLength >> 7) ^ (MASK[2] ?? 0);
  frame.set(body, HEAD + 3);
  for (let i = 0; i < length; i++) {
    frame[HEAD + 3 + body.length + i] = (numbers[i] ?? 0) ^ (MASK[(3 + body.length + i) % 4] ?? 0);
  }
  return frame;
}

/** Any message as a client's frame. */
export function clientFrame(payload: Uint8Array, opcode = BINARY): Buffer {
  const short = payload.length < LENGTH_16;
  const head = Buffer.alloc(short ? 6 : HEAD);
  head[0] = opcode;
  head[1] = MASKED | (short ? payload.length : LENGTH_16);
  if (!short) head.writeUInt16BE(payload.length, 2);
  head.set(MASK, short ? 2 : 4);
  return Buffer.concat([head, applyMask(payload.slice(), 0)]);
}

/** Everything of a block but its number and its stamp, which protobuf leaves out where they are 0. */
function bodyOf(index: number): Uint8Array {
  const block = { ...new SyntheticPhone(1, 0).block(index), firstSeq: 0, t0Us: 0 };
  return uplinkUpCodec.encode({ block }).slice(3);
}

function applyMask(bytes: Uint8Array, from: number): Uint8Array {
  for (let i = 0; i < bytes.length; i++) bytes[i] = (bytes[i] ?? 0) ^ (MASK[(from + i) % 4] ?? 0);
  return bytes;
}

function putByte(at: number, byte: number): number {
  numbers[at] = byte;
  return at + 1;
}

function putVarint(at: number, value: number): number {
  let rest = value;
  let place = at;
  for (; rest >= 128; rest = Math.floor(rest / 128)) numbers[place++] = (rest % 128) + 128;
  numbers[place++] = rest;
  return place;
}
