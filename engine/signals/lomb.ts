/**
 * Periodogram of uneven samples with a mean of its own at each frequency (Lomb 1976, Zechmeister & Kürster 2009), by
 * the fast approximation of Press & Rybicki 1989 with the settings of Astropy: the sums are spread over a grid and
 * transformed. Within 1 % of the least squares fit, and the same numbers as hrv-analysis.
 */
import { inverseTransform } from "./fourier.ts";

/** Grid points per frequency, and grid points that a sample is spread over. */
const OVERSAMPLING = 5;
const SPREAD = 4;
/** Frequencies per width of a peak. */
const PER_PEAK = 5;

export interface Periodogram {
  /** Half the reduction of the sum of squares, Astropy's "psd". */
  power: Float64Array;
  stepHz: number;
}

/** @param t s, from 0, rising */
export function lomb(t: readonly number[], y: readonly number[], fromHz: number, toHz: number): Periodogram {
  const n = t.length;
  const stepHz = 1 / ((t.at(-1) ?? 0) * PER_PEAK);
  const count = 1 + Math.round((toHz - fromHz) / stepHz);
  const mean = y.reduce((sum, v) => sum + v, 0) / n;
  const value = trigonometricSums(
    t,
    y.map((v) => (v - mean) / n),
    fromHz,
    stepHz,
    count,
  );
  const weights = y.map(() => 1 / n);
  const one = trigonometricSums(t, weights, fromHz, stepHz, count);
  const two = trigonometricSums(t, weights, 2 * fromHz, 2 * stepHz, count);
  const power = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const c = one.cos[k] ?? 0;
    const s = one.sin[k] ?? 0;
    // Turned so that sine and cosine are independent over these stamps.
    const tangent = ((two.sin[k] ?? 0) - 2 * s * c) / ((two.cos[k] ?? 0) - (c * c - s * s));
    const cos2 = 1 / Math.sqrt(1 + tangent * tangent);
    const sin2 = tangent * cos2;
    const cosT = Math.sqrt((1 + cos2) / 2);
    const sinT = Math.sign(sin2) * Math.sqrt((1 - cos2) / 2);
    const yc = (value.cos[k] ?? 0) * cosT + (value.sin[k] ?? 0) * sinT;
    const ys = (value.sin[k] ?? 0) * cosT - (value.cos[k] ?? 0) * sinT;
    const turned = (two.cos[k] ?? 0) * cos2 + (two.sin[k] ?? 0) * sin2;
    const cc = (1 + turned) / 2 - (c * cosT + s * sinT) ** 2;
    const ss = (1 - turned) / 2 - (s * cosT - c * sinT) ** 2;
    power[k] = ((yc * yc) / cc + (ys * ys) / ss) * 0.5 * n;
  }
  return { power, stepHz };
}

/** Σ h·cos(2πft) and Σ h·sin(2πft) at f = fromHz + k·stepHz. */
function trigonometricSums(
  t: readonly number[],
  h: readonly number[],
  fromHz: number,
  stepHz: number,
  count: number,
): { cos: Float64Array; sin: Float64Array } {
  const length = 2 ** Math.ceil(Math.log2(count * OVERSAMPLING));
  const re = new Float64Array(length);
  const im = new Float64Array(length);
  for (const [i, at] of t.entries()) {
    const phase = 2 * Math.PI * fromHz * at;
    const place = (at * length * stepHz) % length;
    spread(re, place, (h[i] ?? 0) * Math.cos(phase));
    spread(im, place, (h[i] ?? 0) * Math.sin(phase));
  }
  inverseTransform(re, im);
  return { cos: re.subarray(0, count), sin: im.subarray(0, count) };
}

/** Lays a value between grid points onto its neighbours, so that polynomials up to the third degree come out right. */
function spread(grid: Float64Array, place: number, value: number): void {
  if (Number.isInteger(place)) {
    grid[place] = (grid[place] ?? 0) + value;
    return;
  }
  const first = Math.max(0, Math.min(grid.length - SPREAD, Math.trunc(place - SPREAD / 2)));
  let numerator = value;
  for (let k = 0; k < SPREAD; k++) numerator *= place - first - k;
  let denominator = 6;
  for (let j = 0; j < SPREAD; j++) {
    if (j > 0) denominator *= j / (j - SPREAD);
    const at = first + SPREAD - 1 - j;
    grid[at] = (grid[at] ?? 0) + numerator / (denominator * (place - at));
  }
}
