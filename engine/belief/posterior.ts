/** What the dense and the local solver both offer. Indices are skill indices; values are in logit. */

/** What the filters send to the graph, by skill index: precision τ (logit⁻²) and potential h (logit⁻¹). */
export interface Potentials {
  tau: Float64Array;
  h: Float64Array;
}

/** Writes one exact joint draw for the targets, as deviations from the prior means, to `out`. */
export type Sampler = (seed: number, path: number, out: Float64Array) => void;

/** The vector C·g, read one entry at a time. */
export interface Product {
  at(i: number): number;
  /** An upper bound on |at(i)|, which the local path knows without working out the scale of skill i. */
  boundAt(i: number): number;
}

export interface Posterior {
  /** Starts again from the prior with these potentials. */
  rebuild(potentials: Potentials): void;
  /** Replaces the potential of one skill. */
  update(i: number, tau: number, h: number): void;
  /** Posterior mean as a deviation from the prior mean. */
  mean(i: number): number;
  variance(i: number): number;
  covariance(i: number, j: number): number;
  /** gᵀ·C·g for a sparse g. */
  varianceAlong(g: ReadonlyMap<number, number>): number;
  /** C·g for a sparse g, to be read before the next change. */
  product(g: ReadonlyMap<number, number>): Product;
  sampler(targets: readonly number[]): Sampler;
}

/** gᵀ·C·g entry by entry. */
export function pairwiseVariance(
  posterior: Pick<Posterior, "variance" | "covariance">,
  g: ReadonlyMap<number, number>,
): number {
  const entries = [...g].filter(([, weight]) => weight !== 0);
  let sum = 0;
  for (let a = 0; a < entries.length; a++) {
    const [i, weight] = entries[a]!;
    let row = 0.5 * weight * posterior.variance(i);
    for (let b = a + 1; b < entries.length; b++)
      row += entries[b]![1] * posterior.covariance(i, entries[b]![0]);
    sum += 2 * weight * row;
  }
  return sum;
}
