/**
 * Power of beat intervals by frequency band. Programs differ in this by a quarter (3.6 against 2.9 in LF/HF on the
 * same beats), so the method is part of the value: each function names its own.
 */
import { powerSpectrum } from "./fourier.ts";
import { lomb } from "./lomb.ts";
import { type Interpolation, evenly } from "./interpolate.ts";

/** ms² in each band, and LF/HF. Half open: VLF from the lowest frequency to 0.04, LF to 0.15, HF to 0.4 Hz. */
export interface BandPower {
  vlf: number;
  lf: number;
  hf: number;
  ratio: number;
  method: string;
}

const BANDS = { vlf: [0, 0.04], lf: [0.04, 0.15], hf: [0.15, 0.4] } as const;
/** Where a spectrum of a few minutes begins to mean anything, as hrv-analysis has it. */
const LOWEST_HZ = 0.003;

export interface WelchOptions {
  rateHz: number;
  interpolation: Interpolation;
  window: "hann" | "hamming";
  /** Samples per segment; half of them overlap. */
  segment: number;
  /** Length of the transform, a power of two. */
  length: number;
  /** Lower end of VLF, Hz. */
  fromHz: number;
}

/** As hrv-analysis: 4 Hz by lines, Hann, segments of 256 in transforms of 4,096. Method "welch-linear-hann/1". */
export const HRV_ANALYSIS_WELCH: WelchOptions = {
  rateHz: 4,
  interpolation: "linear",
  window: "hann",
  segment: 256,
  length: 4096,
  fromHz: LOWEST_HZ,
};

/** As the package hrv: 4 Hz by a cubic spline, Hann, segments of 256. Method "welch-cubic-hann/1". */
export const HRV_WELCH: WelchOptions = {
  ...HRV_ANALYSIS_WELCH,
  interpolation: "cubic",
  length: 256,
  fromHz: 0,
};

/** Interval k stands at the end of interval k, counted from the end of the first one, s; equal times once. */
function placed(nn: readonly number[]): { t: number[]; y: number[] } {
  const t: number[] = [];
  const y: number[] = [];
  let at = 0;
  for (const [i, rr] of nn.entries()) {
    if (i > 0) at += rr / 1000;
    if (i > 0 && at <= (t.at(-1) ?? 0)) continue;
    t.push(at);
    y.push(rr);
  }
  return { t, y };
}

/** Mean of periodograms over half overlapping segments, each without its mean (Welch 1967). */
export function welchBands(nn: readonly number[], options: WelchOptions): BandPower {
  const { rateHz, interpolation, window, fromHz } = options;
  const { t, y } = placed(nn);
  const x = evenly(t, y, 1 / rateHz, interpolation);
  const segment = Math.min(options.segment, x.length);
  const psd = welch(x, rateHz, segment, taperOf(window, segment), options.length);
  return bands(psd, rateHz / options.length, 0, fromHz, `welch-${interpolation}-${window}/1`);
}

function taperOf(window: "hann" | "hamming", length: number): Float64Array {
  const base = window === "hann" ? 0.5 : 0.54;
  return Float64Array.from({ length }, (_, i) => base - (1 - base) * Math.cos((2 * Math.PI * i) / length));
}

/** One-sided power density, units² per Hz. */
function welch(
  x: Float64Array,
  rateHz: number,
  segment: number,
  taper: Float64Array,
  length: number,
): Float64Array {
  const half = length / 2;
  const psd = new Float64Array(half + 1);
  const power = new Float64Array(half + 1);
  const part = new Float64Array(segment);
  const scale = 2 / (rateHz * taper.reduce((sum, w) => sum + w * w, 0));
  const step = segment - (segment >> 1);
  let segments = 0;
  for (let start = 0; start + segment <= x.length; start += step) {
    let mean = 0;
    for (let i = 0; i < segment; i++) mean += x[start + i] ?? 0;
    mean /= segment;
    for (let i = 0; i < segment; i++) part[i] = ((x[start + i] ?? 0) - mean) * (taper[i] ?? 0);
    powerSpectrum(part, segment, length, power);
    for (let k = 0; k <= half; k++) psd[k] = (psd[k] ?? 0) + (power[k] ?? 0);
    segments++;
  }
  // The ends have no mirror image.
  for (let k = 0; k <= half; k++) {
    psd[k] = ((psd[k] ?? 0) * scale * (k === 0 || k === half ? 0.5 : 1)) / segments;
  }
  return psd;
}

/** Periodogram of the beats where they are, without interpolation. Method "lomb-fast/1" (see lomb.ts). */
export function lombBands(nn: readonly number[]): BandPower {
  const { t, y } = placed(nn);
  const { power, stepHz } = lomb(t, y, LOWEST_HZ, BANDS.hf[1]);
  return bands(power, stepHz, LOWEST_HZ, LOWEST_HZ, "lomb-fast/1");
}

/** Trapezoids over the frequencies that lie in each band, as the packages integrate. */
function bands(psd: Float64Array, step: number, firstHz: number, fromHz: number, method: string): BandPower {
  const area = ([from, to]: readonly [number, number]) => {
    let sum = 0;
    let last: number | undefined;
    for (let k = 0; k < psd.length; k++) {
      const hz = firstHz + k * step;
      if (hz < Math.max(from, fromHz) || hz >= to) continue;
      const value = psd[k] ?? 0;
      if (last !== undefined) sum += ((last + value) / 2) * step;
      last = value;
    }
    return sum;
  };
  const [vlf, lf, hf] = [area(BANDS.vlf), area(BANDS.lf), area(BANDS.hf)];
  return { vlf, lf, hf, ratio: lf / hf, method };
}
