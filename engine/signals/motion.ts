/**
 * Intensity of movement. `r` holds the magnitude of the total acceleration (gravity included) in g.
 * Sources: ENMO van Hees et al. 2013; MAD Vähä-Ypyä et al. 2015.
 */

/** Mean over the samples of max(|a| − 1, 0), g. 0 for no samples. */
export function enmo(r: ArrayLike<number>, count = r.length): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const excess = (r[i] ?? 0) - 1;
    if (excess > 0) sum += excess;
  }
  return count === 0 ? 0 : sum / count;
}

/** ln(1 + ENMO in mg): the feature `move`. */
export function moveOf(enmoG: number): number {
  return Math.log1p(enmoG * 1000);
}

export function mean(x: ArrayLike<number>, count = x.length): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += x[i] ?? 0;
  return count === 0 ? 0 : sum / count;
}

/** Mean absolute deviation from the mean, g. */
export function meanAmplitudeDeviation(r: ArrayLike<number>, count = r.length): number {
  const centre = mean(r, count);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += Math.abs((r[i] ?? 0) - centre);
  return count === 0 ? 0 : sum / count;
}

/** Root mean square of the deviation from the mean, g: what moves, without gravity. */
export function dynamicRms(r: ArrayLike<number>, count = r.length): number {
  const centre = mean(r, count);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const d = (r[i] ?? 0) - centre;
    sum += d * d;
  }
  return count === 0 ? 0 : Math.sqrt(sum / count);
}

/**
 * Root mean square of the forward difference over the real time between samples, g/s.
 * @param axes one array per axis
 * @param tS stamps in s; pairs of samples at the same time are left out
 */
export function jerkRms(
  axes: readonly ArrayLike<number>[],
  tS: ArrayLike<number>,
  count = tS.length,
): number {
  let sum = 0;
  let pairs = 0;
  for (let i = 1; i < count; i++) {
    const dt = (tS[i] ?? 0) - (tS[i - 1] ?? 0);
    if (dt <= 0) continue;
    for (const axis of axes) {
      const slope = ((axis[i] ?? 0) - (axis[i - 1] ?? 0)) / dt;
      sum += slope * slope;
    }
    pairs++;
  }
  return pairs === 0 ? 0 : Math.sqrt(sum / pairs);
}

/**
 * Gravity in g from the attitude quaternion, as iOS signs it: a phone at rest, screen up, reads z = −1.
 * Android and phyphox have the opposite signs.
 */
export function gravityFromAttitude(x: number, y: number, z: number, w: number): [number, number, number] {
  return [-2 * (x * z - w * y), -2 * (y * z + w * x), -(1 - 2 * (x * x + y * y))];
}

/**
 * Share of [0, lengthS) that samples stand for: a sample stands for one period, up to 1.5 where the sensor is slow,
 * and what lies beyond that is a gap. `tS` never falls.
 */
export function timeCoverage(
  tS: ArrayLike<number>,
  lengthS: number,
  nominalHz: number,
  count = tS.length,
): number {
  if (count === 0 || !(nominalHz > 0)) return 0;
  const period = 1 / nominalHz;
  const longest = 1.5 * period;
  const lead = tS[0] ?? 0;
  let covered = lead <= longest ? lead : 0;
  for (let i = 1; i < count; i++) {
    const dt = (tS[i] ?? 0) - (tS[i - 1] ?? 0);
    covered += dt <= longest ? dt : period;
  }
  const tail = lengthS - (tS[count - 1] ?? 0);
  covered += tail <= longest ? tail : period;
  return Math.max(0, Math.min(1, covered / lengthS));
}
