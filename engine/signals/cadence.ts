/**
 * Cadence and regularity of walking from the magnitude of acceleration, over samples that carry their own stamps.
 *
 * Cadence is the dominant frequency in 0.5–4 Hz × 60 (docs/model.md 1). "Dominant" by the Hann spectrum, weighted by
 * how usual a step frequency is, so that the stride (half) and the third harmonic of a phone in a pocket do not win;
 * then refined by a sine fit. Regularity is the normalised autocorrelation at that lag (Moe-Nilssen 2004).
 */
import { clampUnit } from "./feature.ts";
import { hann, powerSpectrum } from "./fourier.ts";
import { fitSineFrequency } from "./sine-fit.ts";

export const LOWEST_HZ = 0.5;
export const HIGHEST_HZ = 4;
/** Usual step frequency, and the spread of its logarithm: weighs, never forbids. */
const USUAL_HZ = 1.9;
const USUAL_SPREAD = 0.6;
/** Samples are averaged over bins of this length: fast enough for 4 Hz, cheap enough for every window. */
const BIN_S = 0.04;
const MOST_BINS = 512;
/** Below this dynamic RMS (g) a phone lies still; from the second one on it surely moves. */
const STILL_G = 0.01;
const MOVING_G = 0.03;

export interface Cadence {
  /** Steps per minute. */
  cadence: number;
  /** [0, 1] */
  regularity: number;
  /** [0, 1]: 0 where the movement is no more than the sensor's noise. */
  moving: number;
}

const binTime = new Float64Array(MOST_BINS);
const binValue = new Float64Array(MOST_BINS);
const binCount = new Uint32Array(MOST_BINS);
const windowed = new Float64Array(MOST_BINS);
const power = new Float64Array(MOST_BINS + 1);

/**
 * @param tS stamps from the start of the window in s, never falling
 * @param r magnitude of acceleration, any unit with a constant part (g)
 * @param lengthS at most 20 s
 * @param refine by the sine fit; without it the peak of the spectrum stands: cheaper, and up to 2 steps off where it is slow
 * @returns undefined where less than half of the window was measured or nothing moves at all
 */
export function cadenceOf(
  tS: ArrayLike<number>,
  r: ArrayLike<number>,
  lengthS: number,
  count = tS.length,
  refine = true,
): Cadence | undefined {
  const bins = Math.min(MOST_BINS, Math.round(lengthS / BIN_S));
  if (bins < 2 / LOWEST_HZ / BIN_S / 2 || !fillBins(tS, r, count, bins)) return undefined;
  const energy = removeMean(bins);
  if (energy === 0) return undefined;
  const length = bins <= 128 ? 256 : bins <= 256 ? 512 : 1024;
  const taper = hann(bins);
  for (let i = 0; i < bins; i++) windowed[i] = (binValue[i] ?? 0) * (taper[i] ?? 0);
  powerSpectrum(windowed, bins, length, power);
  const hz = dominantHz(length);
  const resolution = 1 / (length * BIN_S);
  const refined = refine ? fitSineFrequency(binTime, binValue, bins, BIN_S, hz, 2 * resolution) : hz;
  const cadenceHz = Math.max(LOWEST_HZ, Math.min(HIGHEST_HZ, refined ?? hz));
  const rms = Math.sqrt(energy / bins);
  return {
    cadence: cadenceHz * 60,
    regularity: clampUnit(autocorrelation(bins, 1 / (cadenceHz * BIN_S))),
    moving: clampUnit((rms - STILL_G) / (MOVING_G - STILL_G)),
  };
}

/** Mean value and mean stamp per bin; empty bins by the line between their neighbours. False: half are empty. */
function fillBins(tS: ArrayLike<number>, r: ArrayLike<number>, count: number, bins: number): boolean {
  binTime.fill(0, 0, bins);
  binValue.fill(0, 0, bins);
  binCount.fill(0, 0, bins);
  for (let i = 0; i < count; i++) {
    const t = tS[i] ?? 0;
    const bin = Math.floor(t / BIN_S + 1e-9);
    if (bin < 0 || bin >= bins) continue;
    binTime[bin] = (binTime[bin] ?? 0) + t;
    binValue[bin] = (binValue[bin] ?? 0) + (r[i] ?? 0);
    binCount[bin] = (binCount[bin] ?? 0) + 1;
  }
  let filled = 0;
  let last = -1;
  for (let bin = 0; bin < bins; bin++) {
    const samples = binCount[bin] ?? 0;
    if (samples === 0) continue;
    binTime[bin] = (binTime[bin] ?? 0) / samples;
    binValue[bin] = (binValue[bin] ?? 0) / samples;
    if (last < bin - 1) bridge(last, bin, bin);
    last = bin;
    filled++;
  }
  if (filled * 2 <= bins) return false;
  if (last < bins - 1) bridge(last, bins, last);
  return true;
}

/** Fills the bins between two; at the start of the window `from` is −1, at its end `right` is `from`. */
function bridge(from: number, to: number, right: number): void {
  const start = binValue[from >= 0 ? from : right] ?? 0;
  const end = binValue[right] ?? 0;
  for (let bin = from + 1; bin < to; bin++) {
    const share = from < 0 ? 0 : (bin - from) / (to - from);
    binTime[bin] = (bin + 0.5) * BIN_S;
    binValue[bin] = start + (end - start) * share;
  }
}

function removeMean(bins: number): number {
  let sum = 0;
  for (let i = 0; i < bins; i++) sum += binValue[i] ?? 0;
  const centre = sum / bins;
  let energy = 0;
  for (let i = 0; i < bins; i++) {
    const d = (binValue[i] ?? 0) - centre;
    binValue[i] = d;
    energy += d * d;
  }
  return energy;
}

/** Peak of the weighted spectrum, between the bins of the transform by a parabola through its logarithm. */
function dominantHz(length: number): number {
  const resolution = 1 / (length * BIN_S);
  const first = Math.ceil(LOWEST_HZ / resolution);
  const last = Math.floor(HIGHEST_HZ / resolution);
  let best = first;
  let most = -1;
  for (let k = first; k <= last; k++) {
    const distance = Math.log((k * resolution) / USUAL_HZ) / USUAL_SPREAD;
    const weighted = (power[k] ?? 0) * Math.exp((-distance * distance) / 2);
    if (weighted > most) {
      most = weighted;
      best = k;
    }
  }
  const a = Math.log((power[best - 1] ?? 0) + Number.MIN_VALUE);
  const b = Math.log((power[best] ?? 0) + Number.MIN_VALUE);
  const c = Math.log((power[best + 1] ?? 0) + Number.MIN_VALUE);
  const curve = a - 2 * b + c;
  const shift = curve < 0 ? Math.max(-0.5, Math.min(0.5, (a - c) / (2 * curve))) : 0;
  return (best + shift) * resolution;
}

/** Correlation of the binned signal with itself at a lag in bins, between bins by a line. */
function autocorrelation(bins: number, lag: number): number {
  const whole = Math.floor(lag);
  const share = lag - whole;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i + whole + 1 < bins; i++) {
    const x = binValue[i] ?? 0;
    const y = (binValue[i + whole] ?? 0) * (1 - share) + (binValue[i + whole + 1] ?? 0) * share;
    xy += x * y;
    xx += x * x;
    yy += y * y;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}
