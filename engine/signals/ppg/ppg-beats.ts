/**
 * Heartbeats from a photoplethysmogram, such as the mean colour of a finger on a camera: where the pulse rises steepest.
 *
 * The samples are laid on an even grid by a spline over their real stamps, cleared of drift, and smoothed. A beat is the
 * largest slope within reach of the period that the signal itself repeats with. Each beat is compared with the mean beat:
 * how alike they are is its quality, and one that is not alike, or lies beside a gap, is an artefact.
 */
import { evenly } from "../interpolate.ts";

export const PPG_METHOD = "ppg-upstroke/1";

export interface PpgBeat {
  /** s, on the clock of the samples. */
  t: number;
  /** ms since the beat before; NaN for the first one. */
  rr: number;
  /** [0, 1]: correlation with the mean beat, and strength against the usual one. */
  quality: number;
  /** True where the interval should not be used. */
  artefact: boolean;
}

const GRID_HZ = 100;
const STEP_S = 1 / GRID_HZ;
/** Shorter than the slowest pulse rate, so that drift goes and the pulse stays. */
const DRIFT_S = 1.2;
/** Noise of a camera goes, the rise of a pulse (0.15 s) stays. */
const SMOOTH_S = 0.1;
const SHORTEST_PERIOD_S = 0.33;
const LONGEST_PERIOD_S = 1.7;
/** The period is looked for in spans of this length. */
const SPAN_S = 12;
/** A beat is the steepest point within this share of a period. */
const REACH = 0.55;
/** A slope below this share of the usual one is no beat. */
const LEAST_SLOPE = 0.3;
/** No samples for this long: what happened there is not known, s. */
const LONGEST_GAP_S = 0.3;
/** Of the mean beat, before and after its steepest point, s. */
const TEMPLATE_S = [0.2, 0.35] as const;
const LEAST_LIKENESS = 0.8;
const FEWEST_SAMPLES = 50;

/**
 * @param tS stamps, s, never falling
 * @param x brightness; it falls when the blood comes
 * @returns beats in order of time; none for less than some seconds, or for a signal without a pulse
 */
export function ppgBeats(tS: ArrayLike<number>, x: ArrayLike<number>, count = tS.length): PpgBeat[] {
  const { t, y } = rising(tS, x, count);
  if (t.length < FEWEST_SAMPLES || (t.at(-1) ?? 0) < 3) return [];
  // What the arithmetic itself makes of a steady light is no pulse.
  if (y.every((value) => value === y[0])) return [];
  const slope = slopeOf(evenly(t, y, STEP_S, "cubic"));
  const places = steepest(slope);
  if (places.length < 3) return [];
  const likeness = likenessOf(slope, places);
  const usual = medianOf(places.map((at) => slope[Math.round(at)] ?? 0));
  const gaps = gapsOf(t);
  const start = tS[0] ?? 0;
  return places.map((at, i) => {
    const before = places[i - 1];
    const quality = (likeness[i] ?? 0) * strengthOf((slope[Math.round(at)] ?? 0) / usual);
    const gap = before !== undefined && gaps.some((g) => g > before * STEP_S - 0.2 && g < at * STEP_S + 0.2);
    const isGood = (k: number) => (likeness[k] ?? 0) >= LEAST_LIKENESS;
    return {
      t: start + at * STEP_S,
      rr: before === undefined ? Number.NaN : (at - before) * STEP_S * 1000,
      quality,
      artefact: before === undefined || gap || !isGood(i) || !isGood(i - 1),
    };
  });
}

/** Samples at rising times from 0; of equal times the first. */
function rising(tS: ArrayLike<number>, x: ArrayLike<number>, count: number): { t: number[]; y: number[] } {
  const t: number[] = [];
  const y: number[] = [];
  const start = tS[0] ?? 0;
  for (let i = 0; i < count; i++) {
    const at = (tS[i] ?? 0) - start;
    if (i > 0 && at <= (t.at(-1) ?? 0)) continue;
    t.push(at);
    y.push(-(x[i] ?? 0));
  }
  return { t, y };
}

/** In the middle of each gap, s. */
function gapsOf(t: readonly number[]): number[] {
  const gaps: number[] = [];
  for (let i = 1; i < t.length; i++) {
    if ((t[i] ?? 0) - (t[i - 1] ?? 0) > LONGEST_GAP_S) gaps.push(((t[i] ?? 0) + (t[i - 1] ?? 0)) / 2);
  }
  return gaps;
}

function slopeOf(grid: Float64Array): Float64Array {
  const drift = movingMean(grid, Math.round((DRIFT_S * GRID_HZ) / 2));
  const level = grid.map((value, i) => value - (drift[i] ?? 0));
  const half = Math.round((SMOOTH_S * GRID_HZ) / 2);
  const smooth = movingMean(movingMean(level, half), half);
  return smooth.map(
    (_, i) => ((smooth[i + 1] ?? smooth[i] ?? 0) - (smooth[i - 1] ?? smooth[i] ?? 0)) * (GRID_HZ / 2),
  );
}

/** Over `half` points on each side, fewer at the ends. */
function movingMean(x: Float64Array, half: number): Float64Array {
  const out = new Float64Array(x.length);
  let sum = 0;
  let from = 0;
  let to = 0;
  for (let i = 0; i < x.length; i++) {
    while (to < x.length && to <= i + half) sum += x[to++] ?? 0;
    while (from < i - half) sum -= x[from++] ?? 0;
    out[i] = sum / (to - from);
  }
  return out;
}

/** Points of the grid, between its points by a parabola, that are steeper than all others within reach. */
function steepest(slope: Float64Array): number[] {
  const candidates: { at: number; value: number }[] = [];
  const span = Math.min(slope.length, SPAN_S * GRID_HZ);
  for (let from = 0; from < slope.length; from += span / 2) {
    const start = Math.max(0, Math.min(from - span / 4, slope.length - span));
    const part = slope.subarray(start, start + span);
    const reach = Math.max(1, Math.round(periodOf(part) * REACH));
    const end = Math.min(slope.length - 1, from + span / 2);
    for (let i = Math.max(1, Math.ceil(from)); i < end; i++) {
      if (isLargest(slope, i, reach)) candidates.push({ at: i, value: slope[i] ?? 0 });
    }
  }
  const usual = medianOf(candidates.map(({ value }) => value));
  return candidates
    .filter(({ value }) => value > LEAST_SLOPE * usual)
    .map(({ at }) => at + peakShift(slope, at));
}

function isLargest(slope: Float64Array, at: number, reach: number): boolean {
  const value = slope[at] ?? 0;
  if (value <= 0) return false;
  const end = Math.min(slope.length - 1, at + reach);
  for (let i = Math.max(0, at - reach); i <= end; i++) {
    if ((slope[i] ?? 0) > value || ((slope[i] ?? 0) === value && i < at)) return false;
  }
  return true;
}

/** Points after which a part repeats best; of two that repeat about alike, the shorter. */
function periodOf(part: Float64Array): number {
  const least = Math.round(SHORTEST_PERIOD_S * GRID_HZ);
  const most = Math.min(Math.round(LONGEST_PERIOD_S * GRID_HZ), part.length >> 1);
  const likeness = new Float64Array(most + 2);
  let best = least;
  for (let lag = least - 1; lag <= most + 1; lag++) {
    let [xy, xx, yy] = [0, 1e-12, 1e-12];
    for (let i = lag; i < part.length; i++) {
      const a = part[i] ?? 0;
      const b = part[i - lag] ?? 0;
      xy += a * b;
      xx += a * a;
      yy += b * b;
    }
    likeness[lag] = xy / Math.sqrt(xx * yy);
    if (lag >= least && lag <= most && (likeness[lag] ?? 0) > (likeness[best] ?? 0)) best = lag;
  }
  for (let lag = least; lag < best; lag++) {
    const value = likeness[lag] ?? 0;
    const isPeak = value >= (likeness[lag - 1] ?? 0) && value >= (likeness[lag + 1] ?? 0);
    if (isPeak && value > 0.85 * (likeness[best] ?? 0)) return lag;
  }
  return best;
}

function peakShift(x: Float64Array, at: number): number {
  const [left, middle, right] = [x[at - 1] ?? 0, x[at] ?? 0, x[at + 1] ?? 0];
  const bend = left - 2 * middle + right;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (left - right) / (2 * bend))) : 0;
}

/** Correlation of the slope around each beat with the mean of all, [0, 1]. */
function likenessOf(slope: Float64Array, places: readonly number[]): number[] {
  const from = -Math.round(TEMPLATE_S[0] * GRID_HZ);
  const length = Math.round(TEMPLATE_S[1] * GRID_HZ) - from;
  const beats = places.map((place) => {
    const beat = Float64Array.from({ length }, (_, k) => slope[Math.round(place) + from + k] ?? 0);
    const size = Math.sqrt(beat.reduce((sum, value) => sum + value * value, 1e-12));
    return beat.map((value) => value / size);
  });
  // The middle of all beats: a few strange ones do not bend it.
  const template = Float64Array.from({ length }, (_, k) => medianOf(beats.map((beat) => beat[k] ?? 0)));
  const size = Math.sqrt(template.reduce((sum, value) => sum + value * value, 1e-12));
  return beats.map((beat) =>
    Math.max(0, beat.reduce((sum, value, k) => sum + value * (template[k] ?? 0), 0) / size),
  );
}

/** 1 for a usual strength, less for half or for double of it. */
function strengthOf(ratio: number): number {
  return ratio > 0 ? Math.min(1, 2 * ratio, 2 / ratio) : 0;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
