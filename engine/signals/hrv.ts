/**
 * Variability of beat intervals in the time domain, over intervals as given; artefacts are the caller's matter.
 * Definitions and divisors as in hrv-analysis and pyHRV (Task Force 1996): SDNN by n − 1, RMSSD and pNN over the
 * n − 1 successive differences.
 */

/** Mean interval, ms. NaN for none. */
export function meanNn(nn: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < nn.length; i++) sum += nn[i] ?? 0;
  return sum / nn.length;
}

/** Sample standard deviation of the intervals, ms. NaN for less than two. */
export function sdnn(nn: ArrayLike<number>): number {
  const centre = meanNn(nn);
  let sum = 0;
  for (let i = 0; i < nn.length; i++) {
    const d = (nn[i] ?? 0) - centre;
    sum += d * d;
  }
  return Math.sqrt(sum / (nn.length - 1));
}

/** Root mean square of successive differences, ms. NaN for less than two. */
export function rmssd(nn: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 1; i < nn.length; i++) {
    const d = (nn[i] ?? 0) - (nn[i - 1] ?? 0);
    sum += d * d;
  }
  return Math.sqrt(sum / (nn.length - 1));
}

/** Share of successive differences beyond a threshold in ms, %. pNN50 with 50. NaN for less than two. */
export function pnn(nn: ArrayLike<number>, thresholdMs: number): number {
  let beyond = 0;
  for (let i = 1; i < nn.length; i++) {
    if (Math.abs((nn[i] ?? 0) - (nn[i - 1] ?? 0)) > thresholdMs) beyond++;
  }
  return (100 * beyond) / (nn.length - 1);
}

/** Sample standard deviation of the successive differences, ms. */
function sdsd(nn: ArrayLike<number>): number {
  const n = nn.length - 1;
  const centre = ((nn[n] ?? 0) - (nn[0] ?? 0)) / n;
  let sum = 0;
  for (let i = 1; i <= n; i++) {
    const d = (nn[i] ?? 0) - (nn[i - 1] ?? 0) - centre;
    sum += d * d;
  }
  return Math.sqrt(sum / (n - 1));
}

/**
 * Axes of the Poincaré ellipse, ms, as hrv-analysis computes them: SD1² = SDSD²/2, SD2² = 2·SDNN² − SD1².
 * Method "poincare-sdsd/1".
 */
export function poincare(nn: ArrayLike<number>): { sd1: number; sd2: number } {
  const across = sdsd(nn) ** 2 / 2;
  return { sd1: Math.sqrt(across), sd2: Math.sqrt(2 * sdnn(nn) ** 2 - across) };
}
