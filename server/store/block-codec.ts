/** The bytes of a block in the database, codec 1: stamp distances, then samples; see migrations/0003_signals.ts. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Block, SampleBlock } from "@trajectory/protocols/messages.ts";

export const CODEC = 1;
const BYTES = 4;
const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * Little-endian uint32 distances in µs, one per sample, then float32 samples, sample-major. A block that lies in memory
 * like this already is not copied.
 */
export function encodeBlock({ dtUs, samples }: SampleBlock): Uint8Array {
  if (LITTLE_ENDIAN && dtUs instanceof Uint32Array && samples instanceof Float32Array) {
    const { buffer, byteOffset, byteLength } = dtUs;
    if (samples.buffer === buffer && samples.byteOffset === byteOffset + byteLength) {
      return new Uint8Array(buffer, byteOffset, byteLength + samples.byteLength);
    }
  }
  const bytes = new Uint8Array((dtUs.length + samples.length) * BYTES);
  new Uint32Array(bytes.buffer, 0, dtUs.length).set(dtUs);
  new Float32Array(bytes.buffer, dtUs.length * BYTES).set(samples);
  return inLittleEndian(bytes);
}

export function decodeBlock(
  data: Uint8Array,
  codec: number,
  sampleCount: number,
): Pick<Block, "dtUs" | "samples"> {
  checkCodec(codec);
  // A copy: slices of a network buffer are not aligned.
  const bytes = inLittleEndian(Uint8Array.from(data));
  return {
    dtUs: Array.from(new Uint32Array(bytes.buffer, 0, sampleCount)),
    samples: Array.from(new Float32Array(bytes.buffer, sampleCount * BYTES)),
  };
}

/** One channel of a stored block, sample by sample, without taking the others out of the bytes. */
export function readChannel(
  block: { data: Buffer; codec: number; count: number; channels: number; channel: number },
  take: (index: number, sinceUs: number, value: number) => void,
): void {
  const { data, codec, count, channels, channel } = block;
  checkCodec(codec);
  let sinceUs = 0;
  for (let i = 0; i < count; i++) {
    sinceUs += data.readUInt32LE(i * BYTES);
    take(i, sinceUs, data.readFloatLE((count + i * channels + channel) * BYTES));
  }
}

function checkCodec(codec: number): void {
  if (codec === CODEC) return;
  throw new ProtocolError(
    "internal",
    `A stored block has the codec ${codec}, which this version does not know.`,
  );
}

function inLittleEndian(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (LITTLE_ENDIAN) return bytes;
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.byteLength; at += BYTES) view.setUint32(at, view.getUint32(at, true));
  return bytes;
}
