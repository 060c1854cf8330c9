/**
 * Heart coherence: how far the beat intervals swing with one slow rhythm (McCraty; docs/model.md 1).
 * ln(peak/(total − peak)): peak is the power within ±0.015 Hz of the largest peak in 0.04–0.26 Hz, total the power
 * in 0.0033–0.4 Hz. Method: intervals on a 4 Hz grid by lines between beats, line removed, Hann, zero-padded to 1,024.
 */
import { hann, powerSpectrum } from "./fourier.ts";

export const COHERENCE_METHOD = "coherence-hann/1";

const RATE_HZ = 4;
const LENGTH = 1024;
const BIN_HZ = RATE_HZ / LENGTH;
const PEAK_BAND = [0.04, 0.26] as const;
const TOTAL_BAND = [0.0033, 0.4] as const;
const HALF_WIDTH_HZ = 0.015;
/** Less than this is too little for a rhythm of 25 s. */
const SHORTEST_S = 50;

const grid = new Float64Array(LENGTH);
const power = new Float64Array(LENGTH / 2 + 1);

/**
 * @param beatS times of the beats in s, rising
 * @param rr the interval that ends at each beat, ms
 * @returns undefined for less than 50 s of beats, more than 256 s, or intervals without any swing
 */
export function coherenceOf(
  beatS: ArrayLike<number>,
  rr: ArrayLike<number>,
  count = rr.length,
): number | undefined {
  if (count < 3) return undefined;
  const start = beatS[0] ?? 0;
  const span = (beatS[count - 1] ?? 0) - start;
  const points = Math.floor(span * RATE_HZ) + 1;
  if (span < SHORTEST_S || points > LENGTH) return undefined;
  sampleIntervals(beatS, rr, count, points);
  if (removeLine(points) < 1e-9) return undefined;
  const taper = hann(points);
  for (let i = 0; i < points; i++) grid[i] = (grid[i] ?? 0) * (taper[i] ?? 0);
  powerSpectrum(grid, points, LENGTH, power);
  const centre = largest(Math.ceil(PEAK_BAND[0] / BIN_HZ), Math.floor(PEAK_BAND[1] / BIN_HZ));
  const reach = Math.floor(HALF_WIDTH_HZ / BIN_HZ);
  const peak = bandSum(centre - reach, centre + reach);
  const total = bandSum(Math.ceil(TOTAL_BAND[0] / BIN_HZ), Math.floor(TOTAL_BAND[1] / BIN_HZ));
  return total > peak ? Math.log(peak / (total - peak)) : undefined;
}

function sampleIntervals(
  beatS: ArrayLike<number>,
  rr: ArrayLike<number>,
  count: number,
  points: number,
): void {
  const start = beatS[0] ?? 0;
  let next = 1;
  for (let i = 0; i < points; i++) {
    const t = start + i / RATE_HZ;
    while (next < count - 1 && (beatS[next] ?? 0) < t) next++;
    const t0 = beatS[next - 1] ?? 0;
    const t1 = beatS[next] ?? 0;
    const share = t1 > t0 ? (t - t0) / (t1 - t0) : 0;
    const left = rr[next - 1] ?? 0;
    grid[i] = left + ((rr[next] ?? 0) - left) * share;
  }
}

/** Takes the least-squares line away and returns the energy that is left. */
function removeLine(points: number): number {
  const middle = (points - 1) / 2;
  let sum = 0;
  let slopeSum = 0;
  let square = 0;
  for (let i = 0; i < points; i++) {
    const u = i - middle;
    sum += grid[i] ?? 0;
    slopeSum += u * (grid[i] ?? 0);
    square += u * u;
  }
  const centre = sum / points;
  const slope = slopeSum / square;
  let energy = 0;
  for (let i = 0; i < points; i++) {
    const rest = (grid[i] ?? 0) - centre - slope * (i - middle);
    grid[i] = rest;
    energy += rest * rest;
  }
  return energy;
}

function largest(from: number, to: number): number {
  let best = from;
  for (let k = from; k <= to; k++) if ((power[k] ?? 0) > (power[best] ?? 0)) best = k;
  return best;
}

function bandSum(from: number, to: number): number {
  let sum = 0;
  for (let k = Math.max(0, from); k <= to; k++) sum += power[k] ?? 0;
  return sum;
}
