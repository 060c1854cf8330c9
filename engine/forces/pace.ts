/**
 * The pace filter (docs/model.md 3.5). Per project the state is five numbers in one Float64Array:
 * [w (eh/wk), β, P_ww, P_wβ, P_ββ], so that predicting and observing allocate nothing.
 */
import type { ModelConstants } from "../constants.ts";
import type { PaceState } from "./forces-input.ts";

export const PACE_SIZE = 5;

/** A project nobody has reported on: it holds its attainable pace û, as far as the bias prior lets us say. */
export function initPace(pace: Float64Array, at: number, attainable: number, k: ModelConstants): void {
  const biasVariance = k.biasSd ** 2;
  pace[at] = attainable;
  pace[at + 1] = 0;
  pace[at + 2] = (k.paceCv * attainable) ** 2 + attainable * attainable * biasVariance;
  pace[at + 3] = attainable * biasVariance;
  pace[at + 4] = biasVariance;
}

/** Exact step over a time with `decay` = e^(−Δ/τ) toward û(1+β); two half steps equal one. */
export function predictPace(
  pace: Float64Array,
  at: number,
  attainable: number,
  decay: number,
  k: ModelConstants,
): void {
  const a = decay;
  const q = (1 - a) * attainable;
  const ww = pace[at + 2]!;
  const wb = pace[at + 3]!;
  const bb = pace[at + 4]!;
  pace[at] = a * pace[at]! + q * (1 + pace[at + 1]!);
  pace[at + 2] = a * a * ww + 2 * a * q * wb + q * q * bb + (k.paceCv * attainable) ** 2 * (1 - a * a);
  pace[at + 3] = a * wb + q * bb;
}

/** Progress Δx over a time, as the pace filter sees it. */
export interface ProgressObservation {
  deltaProgress: number;
  weeks: number;
  /** φ·size, eh. */
  work: number;
  /** The part of gravity that falls on this project, g·h_p/Σh. */
  gravityShare: number;
  /** û, eh/wk. */
  attainable: number;
}

/** Gross pace y and its variance R: reading error of both reports and the scatter of single weeks. */
export function observedPace(o: ProgressObservation, k: ModelConstants): { y: number; R: number } {
  const y = (o.work * o.deltaProgress) / o.weeks + o.gravityShare;
  const R = 2 * ((k.progressError * o.work) / o.weeks) ** 2 + (k.weekCv * o.attainable) ** 2 / o.weeks;
  return { y, R };
}

/** Two-state Kalman update with the gross pace y of variance R. Returns the gains of w and β. */
export function observePace(pace: Float64Array, at: number, y: number, R: number): [number, number] {
  const ww = pace[at + 2]!;
  const wb = pace[at + 3]!;
  const gainPace = ww / (ww + R);
  const gainBias = wb / (ww + R);
  const innovation = y - pace[at]!;
  pace[at] = pace[at]! + gainPace * innovation;
  pace[at + 1] = pace[at + 1]! + gainBias * innovation;
  pace[at + 2] = (1 - gainPace) * ww;
  pace[at + 3] = (1 - gainPace) * wb;
  pace[at + 4] = pace[at + 4]! - gainBias * wb;
  return [gainPace, gainBias];
}

export function readPace(pace: Float64Array, at: number): PaceState {
  return { w: pace[at]!, beta: pace[at + 1]!, P: [pace[at + 2]!, pace[at + 3]!, pace[at + 4]!] };
}

export function writePace(pace: Float64Array, at: number, state: PaceState): void {
  pace[at] = state.w;
  pace[at + 1] = state.beta;
  pace.set(state.P, at + 2);
}
