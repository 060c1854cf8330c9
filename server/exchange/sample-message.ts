/**
 * A sample as a protobuf message with a field per channel, and the schema of it: whoever opens the file finds
 * `userAcceleration_x` to plot. All fields have a fixed length, so that a message is written and read in one go.
 */

/** Fields 1 to 3. */
const HEAD_BYTES = 1 + 8 + (1 + 8) + (1 + 4);
const FIRST_CHANNEL_FIELD = 4;
const FIXED64 = 1;
const FIXED32 = 5;

export interface SampleMessage {
  seq: number;
  us: number;
  missing: number;
  values: number[];
}

export function encodeSample(
  seq: number,
  us: number,
  missing: number,
  values: readonly number[],
): Uint8Array {
  const bytes = new Uint8Array(lengthOf(values.length));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, (1 << 3) | FIXED64);
  view.setBigUint64(1, BigInt(seq), true);
  view.setUint8(9, (2 << 3) | FIXED64);
  view.setBigUint64(10, BigInt(us), true);
  view.setUint8(18, (3 << 3) | FIXED32);
  view.setUint32(19, Math.min(missing, 0xffff_ffff), true);
  let at = HEAD_BYTES;
  for (const [i, value] of values.entries()) {
    const tag = tagOf(i);
    bytes.set(tag, at);
    view.setFloat32(at + tag.length, value, true);
    at += tag.length + 4;
  }
  return bytes;
}

/** Undefined where it is no such message of so many channels. */
export function decodeSample(bytes: Uint8Array, channels: number): SampleMessage | undefined {
  if (bytes.length !== lengthOf(channels)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isHead = view.getUint8(0) === 0x09 && view.getUint8(9) === 0x11 && view.getUint8(18) === 0x1d;
  if (!isHead) return undefined;
  const values: number[] = [];
  let at = HEAD_BYTES;
  for (let i = 0; i < channels; i++) {
    const tag = tagOf(i);
    if (tag.some((byte, k) => bytes[at + k] !== byte)) return undefined;
    values.push(view.getFloat32(at + tag.length, true));
    at += tag.length + 4;
  }
  return {
    seq: Number(view.getBigUint64(1, true)),
    us: Number(view.getBigUint64(10, true)),
    missing: view.getUint32(19, true),
    values,
  };
}

function lengthOf(channels: number): number {
  let length = HEAD_BYTES;
  for (let i = 0; i < channels; i++) length += tagOf(i).length + 4;
  return length;
}

function tagOf(channel: number): number[] {
  const tag = ((FIRST_CHANNEL_FIELD + channel) << 3) | FIXED32;
  return tag < 128 ? [tag] : [(tag & 127) | 128, tag >> 7];
}

const TYPE = { fixed64: 6, fixed32: 7, float: 2 } as const;

/** A google.protobuf.FileDescriptorSet with the one message `trajectory.<name>`. */
export function sampleSchema(name: string, channels: readonly string[]): Uint8Array {
  const fields = [
    field("seq", 1, TYPE.fixed64),
    field("time_us", 2, TYPE.fixed64),
    field("missing", 3, TYPE.fixed32),
    ...fieldNames(channels).map((one, i) => field(one, FIRST_CHANNEL_FIELD + i, TYPE.float)),
  ];
  const message = [...text(1, name), ...fields.flatMap((one) => part(2, one))];
  const file = [
    ...text(1, `${name}.proto`),
    ...text(2, "trajectory"),
    ...part(4, message),
    ...text(12, "proto3"),
  ];
  return Uint8Array.from(part(1, file));
}

/** What protobuf takes as names, each once. */
function fieldNames(channels: readonly string[]): string[] {
  const taken = new Set(["seq", "time_us", "missing"]);
  return channels.map((channel, i) => {
    const plain = channel.replaceAll(/[^A-Za-z0-9_]/g, "_").replace(/^(?![A-Za-z_])/, "_");
    const name = taken.has(plain) ? `${plain}_${i}` : plain;
    taken.add(name);
    return name;
  });
}

function field(name: string, number: number, type: number): number[] {
  const OPTIONAL = 1;
  return [...text(1, name), 3 << 3, number, 4 << 3, OPTIONAL, 5 << 3, type];
}

function text(number: number, value: string): number[] {
  return part(number, [...new TextEncoder().encode(value)]);
}

function part(number: number, bytes: readonly number[]): number[] {
  const length: number[] = [];
  let rest = bytes.length;
  for (; rest >= 128; rest >>= 7) length.push((rest & 127) | 128);
  return [(number << 3) | 2, ...length, rest, ...bytes];
}
