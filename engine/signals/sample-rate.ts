/** The rate at which a sensor really samples, from its stamps: "100 Hz" is 99.3 to 100.7 Hz by model of phone. */

export interface SampleRate {
  hz: number;
  /** Standard deviation of the stamps from an even grid, ms. */
  jitterMs: number;
  /** Stretches without a break. */
  segments: number;
}

/** A break lasts this long, and this many periods (the rule of pyxdf). */
const BREAK_S = 1;
const BREAK_PERIODS = 500;

/**
 * Slope of the stamps over the sample's number by least squares, stretch by stretch.
 * @param tS stamps in s in order of number; breaks may be anywhere
 * @returns undefined for less than three samples in every stretch
 */
export function sampleRate(tS: ArrayLike<number>, nominalHz: number): SampleRate | undefined {
  const longest = Math.max(BREAK_S, nominalHz > 0 ? BREAK_PERIODS / nominalHz : BREAK_S);
  let squares = 0;
  let products = 0;
  let rest = 0;
  let samples = 0;
  let segments = 0;
  const parts: { first: number; last: number }[] = [];
  let first = 0;
  for (let i = 1; i <= tS.length; i++) {
    const gap = (tS[i] ?? 0) - (tS[i - 1] ?? 0);
    if (i < tS.length && gap >= 0 && gap < longest) continue;
    if (i - first >= 3) parts.push({ first, last: i });
    first = i;
  }
  for (const part of parts) {
    const { xx, xy } = momentsOf(tS, part);
    squares += xx;
    products += xy;
    segments++;
  }
  if (segments === 0 || products <= 0) return undefined;
  const period = products / squares;
  for (const part of parts) {
    const { xx, xy, yy } = momentsOf(tS, part);
    rest += yy - 2 * period * xy + period * period * xx;
    samples += part.last - part.first;
  }
  return { hz: 1 / period, jitterMs: Math.sqrt(Math.max(0, rest) / samples) * 1000, segments };
}

function momentsOf(
  tS: ArrayLike<number>,
  { first, last }: { first: number; last: number },
): { xx: number; xy: number; yy: number } {
  const count = last - first;
  const start = tS[first] ?? 0;
  let sum = 0;
  for (let i = first; i < last; i++) sum += (tS[i] ?? 0) - start;
  const meanT = sum / count;
  const meanX = (count - 1) / 2;
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = first; i < last; i++) {
    const x = i - first - meanX;
    const y = (tS[i] ?? 0) - start - meanT;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  return { xx, xy, yy };
}
