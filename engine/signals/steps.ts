/** Steps of a recording: cadence over the time in which the person moves. */
import { cadenceOf } from "./cadence.ts";

const WINDOW_S = 10;
const HOP_S = 5;
/** Whether someone walks is looked at in spans of a second, twice a second. */
const SPAN_S = 1;
const SLICE_S = 0.5;
/** Dynamic RMS of a span in g from which on it counts as walking. */
const WALKING_G = 0.05;

/**
 * @param tS stamps in s from the start, never falling
 * @param r magnitude of the total acceleration, g
 * @returns steps, not rounded
 */
export function countSteps(tS: ArrayLike<number>, r: ArrayLike<number>): number {
  const end = tS[tS.length - 1] ?? 0;
  const margin = (WINDOW_S - HOP_S) / 2;
  let steps = 0;
  for (let start = 0; start + HOP_S <= end || start === 0; start += HOP_S) {
    const from = indexAt(tS, start);
    const to = indexAt(tS, start + WINDOW_S);
    const times = Float64Array.from({ length: to - from }, (_, i) => (tS[from + i] ?? 0) - start);
    const values = Float64Array.from({ length: to - from }, (_, i) => r[from + i] ?? 0);
    const gait = cadenceOf(times, values, Math.min(WINDOW_S, end - start));
    if (gait === undefined) continue;
    // A window stands for its middle, the first and the last one for the ends too.
    const isLast = start + HOP_S + HOP_S > end;
    const first = start === 0 ? 0 : start + margin;
    const last = isLast ? end : start + WINDOW_S - margin;
    steps += (gait.cadence / 60) * walkingTime(tS, r, first, last);
  }
  return steps;
}

function walkingTime(tS: ArrayLike<number>, r: ArrayLike<number>, fromS: number, toS: number): number {
  let time = 0;
  for (let at = fromS; at < toS; at += SLICE_S) {
    const slice = Math.min(SLICE_S, toS - at);
    const middle = at + slice / 2;
    const first = indexAt(tS, middle - SPAN_S / 2);
    const last = indexAt(tS, middle + SPAN_S / 2);
    if (rmsBetween(r, first, last) > WALKING_G) time += slice;
  }
  return time;
}

function rmsBetween(r: ArrayLike<number>, first: number, last: number): number {
  let sum = 0;
  for (let i = first; i < last; i++) sum += r[i] ?? 0;
  const mean = sum / (last - first);
  let squares = 0;
  for (let i = first; i < last; i++) squares += ((r[i] ?? 0) - mean) ** 2;
  return last > first ? Math.sqrt(squares / (last - first)) : 0;
}

/** Index of the first sample at or after a time. */
function indexAt(tS: ArrayLike<number>, s: number): number {
  let low = 0;
  let high = tS.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tS[middle] ?? 0) < s) low = middle + 1;
    else high = middle;
  }
  return low;
}
