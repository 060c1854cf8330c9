/**
 * Unpacks LZ4 frames (LZ4 Frame Format 1.6, LZ4 Block Format), in which other programs pack the chunks of MCAP files.
 * Checksums are passed over: chunks have their own.
 */

const MAGIC = 0x184d2204;
const IS_PLAIN = 0x8000_0000;
const HAS_BLOCK_CHECKSUM = 0x10;
const HAS_SIZE = 0x08;
const HAS_CONTENT_CHECKSUM = 0x04;
const HAS_DICTIONARY = 0x01;
const LEAST_MATCH = 4;

/**
 * @param size of what comes out; the memory that is taken
 * @throws RangeError where it is no frame, or not of this size
 */
export function unpackLz4(data: Uint8Array, size: number): Uint8Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const flags = data[4] ?? 0;
  if (data.byteLength < 7 || view.getUint32(0, true) !== MAGIC || flags >> 6 !== 1) {
    throw new RangeError("this is no LZ4 frame");
  }
  if ((flags & HAS_DICTIONARY) !== 0) throw new RangeError("the LZ4 frame needs a dictionary");
  const out = new Uint8Array(size);
  let to = 0;
  for (let at = (flags & HAS_SIZE) === 0 ? 7 : 15; ;) {
    const head = view.getUint32(at, true);
    at += 4;
    if (head === 0) {
      if (to !== size) throw new RangeError(`the LZ4 frame holds ${to} bytes instead of ${size}`);
      if ((flags & HAS_CONTENT_CHECKSUM) !== 0) at += 4;
      if (at !== data.byteLength) throw new RangeError("something follows the LZ4 frame");
      return out;
    }
    const length = (head & ~IS_PLAIN) >>> 0;
    const block = data.subarray(at, at + length);
    if (block.length < length) throw new RangeError("a block of the LZ4 frame is cut");
    if ((head & IS_PLAIN) !== 0) {
      out.set(block, to);
      to += length;
    } else to = unpackBlock(block, out, to);
    at += length + ((flags & HAS_BLOCK_CHECKSUM) === 0 ? 0 : 4);
  }
}

/** Blocks may go back into those before them, so all of them unpack into one array. @returns where the next goes */
function unpackBlock(block: Uint8Array, out: Uint8Array, start: number): number {
  let [at, to] = [0, start];
  function longLength(short: number): number {
    if (short < 15) return short;
    let length = short;
    for (let more = 255; more === 255; length += more) {
      if (at >= block.length) throw new RangeError("a block of the LZ4 frame is cut");
      more = block[at++] ?? 0;
    }
    return length;
  }
  while (at < block.length) {
    const token = block[at++] ?? 0;
    const literals = longLength(token >> 4);
    if (at + literals > block.length) throw new RangeError("a block of the LZ4 frame is cut");
    out.set(block.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at === block.length) return to;
    const offset = (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8);
    at += 2;
    const length = LEAST_MATCH + longLength(token & 15);
    if (offset === 0 || offset > to || to + length > out.length) {
      throw new RangeError("a block of the LZ4 frame points outside of it");
    }
    // A match may run into what it writes itself.
    for (let i = 0; i < length; i++, to++) out[to] = out[to - offset] ?? 0;
  }
  throw new RangeError("a block of the LZ4 frame is cut");
}
