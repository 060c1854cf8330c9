/** Round numbers to label an axis with. */

/** Multiples of 1, 2 or 5 times a power of ten from 0 to `top`, at most `most` steps. */
export function ticksUpTo(top: number, most = 5): number[] {
  if (!(top > 0)) return [0];
  const least = top / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
  // Multiplied, not summed: 3 × 0.1 has the rounding error of one operation.
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, i) => i * step);
}
