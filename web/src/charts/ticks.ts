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

const STEPS = Array.from({ length: 16 }, (_, i) => 10 ** (i - 8)).flatMap((power) =>
  [1, 2, 5].map((digit) => digit * power),
);

/**
 * Steps of an axis that are round once they are multiplied with `factor`, as uPlot takes them: which there are, and the
 * places of the chosen one.
 */
export function roundSteps(factor: number): {
  incrs: number[];
  splits: (plot: unknown, axis: number, low: number, high: number, step: number) => number[];
} {
  return {
    incrs: STEPS.map((step) => step / factor),
    splits: (_plot, _axis, low, high, step) => {
      const first = Math.ceil(low / step - 1e-9);
      const last = Math.floor(high / step + 1e-9);
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
    },
  };
}
