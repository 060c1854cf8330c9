/**
 * Ridge regression onto ±1 per class, in its dual form: n × n for n examples, whatever the number of features. The
 * answer is the class with the highest score.
 */
import { choleskyFactor, choleskySolve } from "../../numerics/cholesky.ts";

export interface RidgeOptions {
  classes: number;
  /** Penalty, in units of the mean of the centred kernel's diagonal. */
  penalty: number;
}

/** Inner products of all pairs of rows, row-major. */
export function gramOf(rows: readonly Float32Array[]): Float64Array {
  const n = rows.length;
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const a = rows[i] ?? new Float32Array(0);
    for (let j = 0; j <= i; j++) {
      const b = rows[j] ?? a;
      let even = 0;
      let odd = 0;
      let k = 0;
      for (; k + 1 < a.length; k += 2) {
        even += (a[k] ?? 0) * (b[k] ?? 0);
        odd += (a[k + 1] ?? 0) * (b[k + 1] ?? 0);
      }
      if (k < a.length) even += (a[k] ?? 0) * (b[k] ?? 0);
      gram[i * n + j] = gram[j * n + i] = even + odd;
    }
  }
  return gram;
}

/**
 * Scores of the test examples, row per example.
 * @param gram inner products of all examples, n × n
 * @param train indexes of the training examples, `test` of those to score
 */
export function ridgeScores(
  gram: Float64Array,
  n: number,
  train: readonly number[],
  labels: ArrayLike<number>,
  test: readonly number[],
  { classes, penalty }: RidgeOptions,
): Float64Array[] {
  const size = train.length;
  const rowMean = Float64Array.from(
    { length: n },
    (_, i) => train.reduce((sum, j) => sum + (gram[i * n + j] ?? 0), 0) / size,
  );
  const mean = train.reduce((sum, i) => sum + (rowMean[i] ?? 0), 0) / size;
  const centred = (i: number, j: number) =>
    (gram[i * n + j] ?? 0) - (rowMean[i] ?? 0) - (rowMean[j] ?? 0) + mean;
  const kernel = new Float64Array(size * size);
  let diagonal = 0;
  for (const [a, i] of train.entries()) {
    for (const [b, j] of train.entries()) kernel[a * size + b] = centred(i, j);
    diagonal += kernel[a * size + a] ?? 0;
  }
  for (let a = 0; a < size; a++) {
    kernel[a * size + a] = (kernel[a * size + a] ?? 0) + (penalty * diagonal) / size;
  }
  choleskyFactor(kernel, size, kernel);
  const duals = Array.from({ length: classes }, (_, k) => {
    const target = Float64Array.from(train, (i) => (labels[i] === k ? 1 : -1));
    const offset = target.reduce((sum, value) => sum + value, 0) / size;
    return {
      offset,
      weights: choleskySolve(
        kernel,
        size,
        target.map((value) => value - offset),
      ),
    };
  });
  return test.map((i) => {
    const near = Float64Array.from(train, (j) => centred(i, j));
    return Float64Array.from(duals, ({ offset, weights }) =>
      weights.reduce((sum, weight, a) => sum + weight * (near[a] ?? 0), offset),
    );
  });
}
