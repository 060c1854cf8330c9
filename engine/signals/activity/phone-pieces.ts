/**
 * What a window of motion says, in pieces of 2 s and whichever way the phone lies in the pocket: only magnitudes, and the
 * rotation about the vertical, are looked at. Works on samples with their own stamps, at any rate.
 */
import type { MotionSamples } from "../motion-features.ts";

export interface RotationSamples {
  /** Stamps from the start of the span, s, never falling. */
  tS: ArrayLike<number>;
  /** Magnitude of the rotation rate, rad/s. */
  speed: ArrayLike<number>;
  count: number;
  /** As above, of the rotation rate about the vertical, rad/s; the sign does not matter. */
  turnTS: ArrayLike<number>;
  turn: ArrayLike<number>;
  turnCount: number;
}

const PIECE_S = 2;
const MOST_PIECES = 10;
/** Of a piece itself. */
export const OWN = 12;
/** The first so many of these are also given of the pieces before and after it. */
export const SHARED = 8;
export const PHONE_FEATURES = OWN + 2 * SHARED;
/** Below this a piece says nothing. */
const FEWEST_SAMPLES = 20;
const FEWEST_TURNS = 6;
const SMALL = 1e-3;
const TURN_SMALL = 0.02;
/** Of a piece: 25 a second. */
const BINS = 50;
/** Steps between 0.32 s and 1.2 s, in bins. */
const SHORTEST_STEP = 8;
const LONGEST_STEP = 30;

const own = Array.from({ length: MOST_PIECES }, () => new Float64Array(OWN));
const features = new Float32Array(PHONE_FEATURES);

/**
 * @param visit gets the pieces that were measured, in order of time; the array is used again
 * @returns how many pieces the span has
 */
export function phonePieces(
  motion: MotionSamples,
  rotation: RotationSamples,
  visit: (piece: number, features: Float32Array) => void,
): number {
  const pieces = Math.min(MOST_PIECES, Math.floor(motion.lengthS / PIECE_S + 1e-9));
  const known: boolean[] = [];
  let at = 0;
  let atSpeed = 0;
  let atTurn = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const end = (piece + 1) * PIECE_S;
    const to = indexFrom(motion.tS, at, motion.count, end);
    const toSpeed = indexFrom(rotation.tS, atSpeed, rotation.count, end);
    const toTurn = indexFrom(rotation.turnTS, atTurn, rotation.turnCount, end);
    const row = own[piece] ?? new Float64Array(OWN);
    const isKnown = to - at >= FEWEST_SAMPLES && toSpeed - atSpeed >= FEWEST_TURNS;
    known.push(isKnown);
    if (isKnown) {
      ofAcceleration(motion.tS, motion.r, at, to, row);
      ofRotation(rotation.speed, atSpeed, toSpeed, row);
      ofTurn(rotation.turn, atTurn, toTurn, row);
    }
    [at, atSpeed, atTurn] = [to, toSpeed, toTurn];
  }
  for (let piece = 0; piece < pieces; piece++) {
    const row = own[piece];
    if (row === undefined || known[piece] !== true) continue;
    const before = known[piece - 1] === true ? (own[piece - 1] ?? row) : row;
    const after = known[piece + 1] === true ? (own[piece + 1] ?? row) : row;
    features.set(row);
    for (let k = 0; k < SHARED; k++) {
      features[OWN + k] = before[k] ?? 0;
      features[OWN + SHARED + k] = after[k] ?? 0;
    }
    visit(piece, features);
  }
  return pieces;
}

function indexFrom(tS: ArrayLike<number>, from: number, count: number, end: number): number {
  let at = from;
  while (at < count && (tS[at] ?? 0) < end) at++;
  return at;
}

const bins = new Float64Array(BINS);
const binCounts = new Uint16Array(BINS);

/** Over even bins, so that the rate of the sensor does not show; an empty bin is as the one before it. */
function ofAcceleration(
  tS: ArrayLike<number>,
  r: ArrayLike<number>,
  from: number,
  to: number,
  row: Float64Array,
): void {
  bins.fill(0);
  binCounts.fill(0);
  const start = Math.floor((tS[from] ?? 0) / PIECE_S) * PIECE_S;
  for (let i = from; i < to; i++) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((((tS[i] ?? 0) - start) * BINS) / PIECE_S)));
    bins[bin] = (bins[bin] ?? 0) + (r[i] ?? 0);
    binCounts[bin] = (binCounts[bin] ?? 0) + 1;
  }
  let sum = 0;
  let before = r[from] ?? 0;
  for (let bin = 0; bin < BINS; bin++) {
    const samples = binCounts[bin] ?? 0;
    if (samples > 0) before = (bins[bin] ?? 0) / samples;
    bins[bin] = before;
    sum += before;
  }
  const centre = sum / BINS;
  let squares = 0;
  let cubes = 0;
  let widest = 0;
  let changes = 0;
  let crossings = 0;
  before = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const d = (bins[bin] ?? 0) - centre;
    bins[bin] = d;
    squares += d * d;
    cubes += d * d * d;
    widest = Math.max(widest, Math.abs(d));
    if (bin > 0) changes += (d - before) * (d - before);
    crossings += d * before < 0 ? 1 : 0;
    before = d;
  }
  const spread = Math.sqrt(squares / BINS) + SMALL;
  row[0] = Math.log(spread);
  row[1] = Math.log(SMALL + widest / spread);
  row[2] = Math.log(SMALL + Math.sqrt(changes / (BINS - 1)) / spread);
  row[3] = repetition(squares);
  row[8] = crossings / BINS;
  row[9] = cubes / BINS / (spread * spread * spread);
}

/** Largest correlation of the bins with themselves after one step of somebody who walks. */
function repetition(squares: number): number {
  let best = 0;
  for (let lag = SHORTEST_STEP; lag <= LONGEST_STEP; lag++) {
    let products = 0;
    for (let bin = lag; bin < BINS; bin++) products += (bins[bin] ?? 0) * (bins[bin - lag] ?? 0);
    best = Math.max(best, (products / (squares + SMALL)) * (BINS / (BINS - lag)));
  }
  return Math.min(1, best);
}

/** How fast the phone rotates, and how evenly. */
function ofRotation(speed: ArrayLike<number>, from: number, to: number, row: Float64Array): void {
  let sum = 0;
  let squares = 0;
  let fastest = 0;
  for (let i = from; i < to; i++) {
    const w = speed[i] ?? 0;
    sum += w;
    squares += w * w;
    fastest = Math.max(fastest, w);
  }
  const centre = sum / (to - from) + TURN_SMALL;
  row[4] = Math.log(centre);
  row[5] = Math.log(SMALL + fastest / centre);
  row[10] = Math.log(TURN_SMALL + Math.sqrt(Math.max(0, squares / (to - from) - centre * centre)) / centre);
}

/** How far the body turns, rad, and how that differs between the halves. */
function ofTurn(turn: ArrayLike<number>, from: number, to: number, row: Float64Array): void {
  const middle = (from + to) >> 1;
  let first = 0;
  let second = 0;
  for (let i = from; i < to; i++) {
    const w = turn[i] ?? 0;
    if (i < middle) first += w;
    else second += w;
  }
  const share = PIECE_S / Math.max(1, to - from);
  row[6] = Math.log(TURN_SMALL + Math.abs(first + second) * share);
  row[7] = Math.abs(first + second) * share;
  row[11] = Math.log(TURN_SMALL + Math.abs(first - second) * share);
}
