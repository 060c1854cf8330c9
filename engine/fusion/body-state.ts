/**
 * The latent body state (energy, arousal, coherence) as a Kalman filter (docs/model.md 5.2) with its slow averages
 * (5.3). State is fourteen numbers in a Float64Array: m[3], P[9] row by row, Ê, Ā. Unit: personal sd.
 */
import type { ModelConstants } from "../constants.ts";
import { LOADINGS } from "./features.ts";

export const BODY_SIZE = 14;
const COVARIANCE = 3;
const AVERAGE_ENERGY = 12;
const AVERAGE_AROUSAL = 13;
const MIN_UNIQUE_VARIANCE = 0.1;

/** Nothing known: mean 0, unit variance, averages at the personal mean. */
export function initBody(state: Float64Array): void {
  state.fill(0);
  state[COVARIANCE] = 1;
  state[COVARIANCE + 4] = 1;
  state[COVARIANCE + 8] = 1;
}

/** Exact OU step toward mean 0 and variance 1; the averages follow the decaying mean exactly. Steps compose. */
export function predictBody(state: Float64Array, hours: number, k: Readonly<ModelConstants>): void {
  if (hours <= 0) return;
  const { energy, arousal, coherence } = k.bodyTimeConstantHours;
  state[AVERAGE_ENERGY] = averageAfter(state[AVERAGE_ENERGY]!, state[0]!, energy, hours, k);
  state[AVERAGE_AROUSAL] = averageAfter(state[AVERAGE_AROUSAL]!, state[1]!, arousal, hours, k);
  const e = Math.exp(-hours / energy);
  const a = Math.exp(-hours / arousal);
  const c = Math.exp(-hours / coherence);
  decayRow(state, 0, e, e, a, c);
  decayRow(state, 1, a, e, a, c);
  decayRow(state, 2, c, e, a, c);
}

function decayRow(state: Float64Array, i: number, own: number, e: number, a: number, c: number): void {
  const row = COVARIANCE + 3 * i;
  state[i] = state[i]! * own;
  state[row] = state[row]! * own * e;
  state[row + 1] = state[row + 1]! * own * a;
  state[row + 2] = state[row + 2]! * own * c;
  state[row + i] = state[row + i]! + 1 - own * own;
}

/** A 24 h-half-life average of a mean that decays from `mean` with its time constant, after `hours`. */
function averageAfter(
  average: number,
  mean: number,
  timeConstant: number,
  hours: number,
  k: Readonly<ModelConstants>,
): number {
  const rate = Math.LN2 / k.bodyHalfLifeHours;
  const decayRate = 1 / timeConstant;
  const kept = Math.exp(-rate * hours);
  if (mean === 0) return average * kept;
  const difference = rate - decayRate;
  const inflow =
    Math.abs(difference) < 1e-9
      ? rate * hours * kept
      : (rate * (Math.exp(-decayRate * hours) - kept)) / difference;
  return average * kept + mean * inflow;
}

/** Ê after `hours` without signals, without moving the state. */
export function energyAverage(state: Float64Array, hours: number, k: Readonly<ModelConstants>): number {
  return averageAfter(state[AVERAGE_ENERGY]!, state[0]!, k.bodyTimeConstantHours.energy, hours, k);
}

/** Ā after `hours` without signals, without moving the state. */
export function arousalAverage(state: Float64Array, hours: number, k: Readonly<ModelConstants>): number {
  return averageAfter(state[AVERAGE_AROUSAL]!, state[1]!, k.bodyTimeConstantHours.arousal, hours, k);
}

export function setAverages(state: Float64Array, energy: number, arousal: number): void {
  state[AVERAGE_ENERGY] = energy;
  state[AVERAGE_AROUSAL] = arousal;
}

/**
 * Scalar update with z of one feature (position in BODY_FEATURES) of quality in (0, 1]; `overlap` = window over hop.
 * Returns the standardised innovation.
 */
export function observeBody(
  state: Float64Array,
  feature: number,
  z: number,
  quality: number,
  overlap: number,
): number {
  const [l0, l1, l2] = LOADINGS[feature]!;
  const unique = Math.max(MIN_UNIQUE_VARIANCE, 1 - (l0 * l0 + l1 * l1 + l2 * l2));
  const r = (unique / quality) * overlap;
  const p0 = state[3]! * l0 + state[4]! * l1 + state[5]! * l2;
  const p1 = state[6]! * l0 + state[7]! * l1 + state[8]! * l2;
  const p2 = state[9]! * l0 + state[10]! * l1 + state[11]! * l2;
  const s = l0 * p0 + l1 * p1 + l2 * p2 + r;
  const innovation = z - (l0 * state[0]! + l1 * state[1]! + l2 * state[2]!);
  const gain = innovation / s;
  state[0] = state[0]! + p0 * gain;
  state[1] = state[1]! + p1 * gain;
  state[2] = state[2]! + p2 * gain;
  state[3] = state[3]! - (p0 * p0) / s;
  state[7] = state[7]! - (p1 * p1) / s;
  state[11] = state[11]! - (p2 * p2) / s;
  state[4] = state[6] = state[4]! - (p0 * p1) / s;
  state[5] = state[9] = state[5]! - (p0 * p2) / s;
  state[8] = state[10] = state[8]! - (p1 * p2) / s;
  return innovation / Math.sqrt(s);
}
