/**
 * Texts as UTF-8, one behind the other in larger pieces of memory: a buffer for each costs seven times as much as
 * writing it.
 */
const PIECE_BYTES = 64 * 1024;
/** Of a UTF-16 code unit. */
const MOST_BYTES = 3;
const encoder = new TextEncoder();

let piece = new Uint8Array(PIECE_BYTES);
let used = 0;

/** Not to be written to: others stand beside it. */
export function utf8(text: string): Uint8Array {
  const most = text.length * MOST_BYTES;
  if (most > PIECE_BYTES / 4) return encoder.encode(text);
  if (used + most > PIECE_BYTES) {
    piece = new Uint8Array(PIECE_BYTES);
    used = 0;
  }
  const start = used;
  used += encoder.encodeInto(text, piece.subarray(start, start + most)).written;
  return piece.subarray(start, used);
}
