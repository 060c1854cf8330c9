/** Uneven samples on an even grid. */

export type Interpolation = "linear" | "cubic";

/**
 * y at the times 0, step, 2·step … below the last of t.
 * @param t s, from 0, strictly rising
 * @param kind lines, or a cubic spline whose third derivative is continuous at the second and the last but one point
 *   (not-a-knot, as SciPy's `interp1d` has it); fewer than four points take lines
 */
export function evenly(
  t: readonly number[],
  y: readonly number[],
  step: number,
  kind: Interpolation,
): Float64Array {
  const end = t.at(-1) ?? 0;
  const grid = new Float64Array(Math.ceil(end / step));
  const second = kind === "cubic" && t.length >= 4 ? splineSecondDerivatives(t, y) : undefined;
  let i = 0;
  for (let k = 0; k < grid.length; k++) {
    const at = k * step;
    while (i < t.length - 2 && (t[i + 1] ?? 0) <= at) i++;
    const t0 = t[i] ?? 0;
    const h = (t[i + 1] ?? 0) - t0;
    const b = (at - t0) / h;
    const a = 1 - b;
    let value = a * (y[i] ?? 0) + b * (y[i + 1] ?? 0);
    if (second !== undefined) {
      value += (((a ** 3 - a) * (second[i] ?? 0) + (b ** 3 - b) * (second[i + 1] ?? 0)) * h * h) / 6;
    }
    grid[k] = value;
  }
  return grid;
}

/** Second derivatives of the not-a-knot spline, by elimination on the three diagonals. */
function splineSecondDerivatives(t: readonly number[], y: readonly number[]): Float64Array {
  const n = t.length;
  const h = Float64Array.from({ length: n - 1 }, (_, i) => (t[i + 1] ?? 0) - (t[i] ?? 0));
  const slope = Float64Array.from({ length: n - 1 }, (_, i) => ((y[i + 1] ?? 0) - (y[i] ?? 0)) / (h[i] ?? 1));
  const at = (list: Float64Array, i: number) => list[i] ?? 0;
  const low = new Float64Array(n);
  const middle = new Float64Array(n);
  const high = new Float64Array(n);
  const right = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) {
    low[i] = at(h, i - 1);
    middle[i] = 2 * (at(h, i - 1) + at(h, i));
    high[i] = at(h, i);
    right[i] = 6 * (at(slope, i) - at(slope, i - 1));
  }
  // Not-a-knot: the end's derivative lies on the line through its two neighbours'.
  const first = at(h, 0) / at(h, 1);
  const last = at(h, n - 2) / at(h, n - 3);
  middle[1] = at(middle, 1) + at(low, 1) * (1 + first);
  high[1] = at(high, 1) - at(low, 1) * first;
  middle[n - 2] = at(middle, n - 2) + at(high, n - 2) * (1 + last);
  low[n - 2] = at(low, n - 2) - at(high, n - 2) * last;
  const second = new Float64Array(n);
  for (let i = 2; i < n - 1; i++) {
    const factor = at(low, i) / at(middle, i - 1);
    middle[i] = at(middle, i) - factor * at(high, i - 1);
    right[i] = at(right, i) - factor * at(right, i - 1);
  }
  second[n - 2] = at(right, n - 2) / at(middle, n - 2);
  for (let i = n - 3; i >= 1; i--) {
    second[i] = (at(right, i) - at(high, i) * at(second, i + 1)) / at(middle, i);
  }
  second[0] = (1 + first) * at(second, 1) - first * at(second, 2);
  second[n - 1] = (1 + last) * at(second, n - 2) - last * at(second, n - 3);
  return second;
}
