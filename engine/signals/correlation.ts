/** Pearson's correlation of two series, with Fisher's interval for neighbours that are alike. */

export interface Correlation {
  n: number;
  /** Undefined where one of the two does not vary, or there are fewer than 2 pairs. */
  r: number | undefined;
  /**
   * How many independent pairs these are worth: n (1 − ab) / (1 + ab) with the autocorrelations a and b at lag 1
   * (Bartlett 1935), never more than n.
   */
  effectiveN: number;
  /** 95 %; undefined where they are worth no more than 3 pairs. */
  interval: { low: number; high: number } | undefined;
}

const Z_95 = 1.959963984540054;

/** Pairs in order of time; those with a value that is not finite are left out. */
export function correlate(pairs: readonly (readonly [number, number])[]): Correlation {
  const usable = pairs.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const n = usable.length;
  const meanX = usable.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = usable.reduce((sum, [, y]) => sum + y, 0) / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const [x, y] of usable) {
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  if (n < 2 || xx === 0 || yy === 0) return { n, r: undefined, effectiveN: n, interval: undefined };
  const r = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
  let lagX = 0;
  let lagY = 0;
  for (let i = 1; i < n; i++) {
    lagX += ((usable[i]?.[0] ?? 0) - meanX) * ((usable[i - 1]?.[0] ?? 0) - meanX);
    lagY += ((usable[i]?.[1] ?? 0) - meanY) * ((usable[i - 1]?.[1] ?? 0) - meanY);
  }
  const alike = Math.max(0, (lagX / xx) * (lagY / yy));
  const effectiveN = (n * (1 - alike)) / (1 + alike);
  if (effectiveN <= 3) return { n, r, effectiveN, interval: undefined };
  const half = Z_95 / Math.sqrt(effectiveN - 3);
  return {
    n,
    r,
    effectiveN,
    interval: { low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half) },
  };
}
