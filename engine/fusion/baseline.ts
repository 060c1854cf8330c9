import { normalCdf } from "../numerics/normal.ts";

/**
 * A personal baseline of one feature in one context (docs/model.md 5.1): three numbers [n, μ, v] in a
 * Float64Array. Huberised EWMA: far values move it only as much as near ones.
 */
export const BASELINE_SIZE = 3;

/** Windows that the population prior is worth. */
const PRIOR_WINDOWS = 30;
const MIN_GAIN = 1 / 5000;
const HUBER = 2.5;
/** E[min(r², 2.5²)] = 0.9776 of a standard normal r: keeps v the variance of Gaussian data. */
const HUBER_VARIANCE = huberVariance(HUBER);
const MAX_SCORE = 4;

export function initBaseline(state: Float64Array, at: number, mean: number, sd: number): void {
  state[at] = 0;
  state[at + 1] = mean;
  state[at + 2] = sd * sd;
}

/** z of x against the baseline, within ±4. Score before updating. */
export function scoreBaseline(state: Float64Array, at: number, x: number): number {
  const z = (x - state[at + 1]!) / Math.sqrt(state[at + 2]!);
  return Math.max(-MAX_SCORE, Math.min(MAX_SCORE, z));
}

/** `minVariance` keeps a stuck sensor from making every later value extreme. */
export function updateBaseline(state: Float64Array, at: number, x: number, minVariance = 0): void {
  const n = state[at]!;
  const variance = state[at + 2]!;
  const sd = Math.sqrt(variance);
  const gain = Math.max(MIN_GAIN, 1 / (n + PRIOR_WINDOWS));
  const r = (x - state[at + 1]!) / sd;
  const clipped = Math.max(-HUBER, Math.min(HUBER, r));
  state[at] = n + 1;
  state[at + 1] = state[at + 1]! + gain * sd * clipped;
  const grown = variance * (1 + gain * (Math.min(r * r, HUBER * HUBER) / HUBER_VARIANCE - 1));
  state[at + 2] = Math.max(minVariance, grown);
}

function huberVariance(cut: number): number {
  const tail = normalCdf(-cut);
  const density = Math.exp((-cut * cut) / 2) / Math.sqrt(2 * Math.PI);
  return 1 - 2 * tail - 2 * cut * density + 2 * cut * cut * tail;
}
