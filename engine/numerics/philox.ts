/**
 * Philox4x32-10, a counter-based random generator: J. K. Salmon et al., Parallel random numbers: as easy as
 * 1, 2, 3 (2011). A draw depends only on its four integers, so every scenario sees the same luck
 * (docs/model.md 4.1).
 */
import { probit } from "./normal.ts";

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const KEY_STEP_0 = 0x9e3779b9;
const KEY_STEP_1 = 0xbb67ae85;
const ROUNDS = 10;
/** Second half of the key: "TRJ". */
const DRAW_KEY = 0x54524a;

/** High 32 bits of the product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const carry = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}

/** Writes the four 32-bit words for key (k0, k1) and counter (c0, c1, c2, c3) to `out`. */
export function philox(
  out: Uint32Array,
  k0: number,
  k1: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
): void {
  let key0 = k0 | 0;
  let key1 = k1 | 0;
  let x0 = c0 | 0;
  let x1 = c1 | 0;
  let x2 = c2 | 0;
  let x3 = c3 | 0;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, x0);
    const low0 = Math.imul(MULTIPLIER_0, x0);
    const high1 = multiplyHigh(MULTIPLIER_1, x2);
    const low1 = Math.imul(MULTIPLIER_1, x2);
    x0 = high1 ^ x1 ^ key0;
    x1 = low1;
    x2 = high0 ^ x3 ^ key1;
    x3 = low0;
    key0 = (key0 + KEY_STEP_0) | 0;
    key1 = (key1 + KEY_STEP_1) | 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

/** A uniform number in (0, 1) from 53 bits of two words. */
function uniform(high: number, low: number): number {
  return ((high >>> 5) * 67108864 + (low >>> 6) + 0.5) / 9007199254740992;
}

const words = new Uint32Array(4);

/** Writes a standard normal draw to out[0] and an independent uniform (0, 1) draw to out[1]; allocates nothing. */
export function drawInto(out: Float64Array, seed: number, path: number, step: number, channel: number): void {
  philox(words, seed, DRAW_KEY, path, step, channel, 0);
  out[0] = probit(uniform(words[0]!, words[1]!));
  out[1] = uniform(words[2]!, words[3]!);
}

/** One draw: z ~ N(0, 1) and u ~ U(0, 1), a pure function of the four integers (each taken modulo 2³²). */
export function draw(seed: number, path: number, step: number, channel: number): { z: number; u: number } {
  const pair = new Float64Array(2);
  drawInto(pair, seed, path, step, channel);
  return { z: pair[0]!, u: pair[1]! };
}
