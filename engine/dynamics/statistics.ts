/** Small statistics of simulated paths. */

/** A mean difference over the same luck, and how well it is known. */
export interface PairedDifference {
  mean: number;
  standardError: number;
  /** What the standard error would be with luck of its own for each side. */
  independentError: number;
}

/** The value at rank ⌊q·n⌋ of sorted values. */
export function quantileOf(sorted: Float64Array, q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
}

/** `after` minus `before`, path by path; the errors are 0 for a single path. */
export function pairedDifference(before: Float64Array, after: Float64Array): PairedDifference {
  const differences = after.map((value, i) => value - before[i]!);
  return {
    mean: meanOf(differences),
    standardError: Math.sqrt(varianceOfMean(differences)),
    independentError: Math.sqrt(varianceOfMean(before) + varianceOfMean(after)),
  };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOfMean(values: Float64Array): number {
  const n = values.length;
  if (n < 2) return 0;
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) / n;
}
