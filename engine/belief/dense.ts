/**
 * The exact joint posterior of up to a few hundred skills (docs/model.md 2.3, 2.4): the covariance is kept and
 * changed by rank-1 updates, O(n²) each. All values are deviations from the prior means, logit.
 */
import { choleskyFactor, choleskyInverse } from "../numerics/cholesky.ts";
import { drawInto } from "../numerics/philox.ts";
import type { ModelConstants } from "../constants.ts";
import type { SparsePrecision } from "./graph.ts";
import {
  pairwiseVariance,
  type Posterior,
  type Potentials,
  type Product,
  type Sampler,
} from "./posterior.ts";

/** A change that would divide by less than this is folded in from the prior instead, for accuracy. */
const SMALLEST_DIVISOR = 0.01;

/**
 * Prior covariance C0 (logit²) as a packed upper triangle, row by row:
 * σ²[(1−ψ)·S·J0⁻¹·S + ψ·1{same domain}], S = diag(1/√(J0⁻¹)_ii). Every variance is σ².
 */
export function densePrior(
  precision: SparsePrecision,
  domain: Int32Array,
  constants: ModelConstants,
): Float64Array {
  const { n } = precision;
  const inverse = choleskyInverse(choleskyFactor(unpack(precision), n), n);
  const scale = new Float64Array(n);
  for (let i = 0; i < n; i++) scale[i] = 1 / Math.sqrt(inverse[i * n + i]!);
  const variance = constants.sigmaRef ** 2;
  const shared = constants.domainShare;
  const packed = new Float64Array((n * (n + 1)) / 2);
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const graphPart = (1 - shared) * inverse[i * n + j]! * scale[i]! * scale[j]!;
      packed[at++] = variance * (graphPart + (domain[i] === domain[j] ? shared : 0));
    }
  }
  return packed;
}

function unpack({ n, diagonal, rowStart, column, lambda }: SparsePrecision): Float64Array {
  const full = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    full[i * n + i] = diagonal[i]!;
    for (let k = rowStart[i]!; k < rowStart[i + 1]!; k++) full[i * n + column[k]!] = -lambda[k]!;
  }
  return full;
}

export class DensePosterior implements Posterior {
  private readonly n: number;
  private readonly prior: Float64Array;
  /** Packed upper triangle of C; (i, j ≥ i) is at rowBase[i] + j. */
  private readonly covariances: Float64Array;
  private readonly rowBase: Int32Array;
  private readonly x: Float64Array;
  private readonly tau: Float64Array;
  private readonly h: Float64Array;
  private readonly scratch: Float64Array;

  constructor(prior: Float64Array, n: number) {
    this.n = n;
    this.prior = prior;
    this.covariances = new Float64Array(prior.length);
    this.rowBase = Int32Array.from({ length: n }, (_, i) => i * n - (i * (i + 1)) / 2);
    this.x = new Float64Array(n);
    this.tau = new Float64Array(n);
    this.h = new Float64Array(n);
    this.scratch = new Float64Array(n);
  }

  rebuild({ tau, h }: Potentials): void {
    this.tau.set(tau.subarray(0, this.n));
    this.h.set(h.subarray(0, this.n));
    this.foldIn();
  }

  update(i: number, tau: number, h: number): void {
    const deltaTau = tau - this.tau[i]!;
    const deltaH = h - this.h[i]!;
    this.tau[i] = tau;
    this.h[i] = h;
    if (1 + deltaTau * this.variance(i) < SMALLEST_DIVISOR) this.foldIn();
    else this.rankOne(i, deltaTau, deltaH);
  }

  mean(i: number): number {
    return this.x[i]!;
  }

  variance(i: number): number {
    return this.covariances[this.rowBase[i]! + i]!;
  }

  covariance(i: number, j: number): number {
    return i <= j ? this.covariances[this.rowBase[i]! + j]! : this.covariances[this.rowBase[j]! + i]!;
  }

  varianceAlong(g: ReadonlyMap<number, number>): number {
    return pairwiseVariance(this, g);
  }

  product(g: ReadonlyMap<number, number>): Product {
    const all = new Float64Array(this.n);
    for (const [j, weight] of g) {
      this.gatherColumn(j);
      for (let i = 0; i < this.n; i++) all[i] = all[i]! + weight * this.scratch[i]!;
    }
    return { at: (i) => all[i]!, boundAt: (i) => Math.abs(all[i]!) };
  }

  /** x + chol(C)·z with z_i from channel i of step 0 (2.6). */
  sampler(targets: readonly number[]): Sampler {
    const { n } = this;
    const factor = this.factor();
    const z = new Float64Array(n);
    const pair = new Float64Array(2);
    return (seed, path, out) => {
      for (let i = 0; i < n; i++) {
        drawInto(pair, seed, path, 0, i);
        z[i] = pair[0]!;
      }
      for (let k = 0; k < targets.length; k++) {
        const i = targets[k]!;
        let value = this.x[i]!;
        for (let j = 0; j <= i; j++) value += factor[i * n + j]! * z[j]!;
        out[k] = value;
      }
    };
  }

  /** The lower Cholesky factor of C. Throws `not_positive_definite`. */
  private factor(): Float64Array {
    const { n } = this;
    const full = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) full[i * n + j] = this.covariance(j, i);
    return choleskyFactor(full, n, full);
  }

  /** From the prior, one rank-1 update per skill with evidence, in index order. */
  private foldIn(): void {
    this.covariances.set(this.prior);
    this.x.fill(0);
    for (let i = 0; i < this.n; i++) {
      const tau = this.tau[i]!;
      const h = this.h[i]!;
      if (tau > 0 || h !== 0) this.rankOne(i, tau, h);
    }
  }

  /** Sherman–Morrison: C −= (Δτ/(1+Δτ·C_ii))·c·cᵀ and x += c·(Δh − Δτ·x_i)/(1+Δτ·C_ii), c = C·e_i. */
  private rankOne(i: number, deltaTau: number, deltaH: number): void {
    const { n, covariances, rowBase, x, scratch } = this;
    this.gatherColumn(i);
    const divisor = 1 + deltaTau * scratch[i]!;
    const gain = (deltaH - deltaTau * x[i]!) / divisor;
    const factor = deltaTau / divisor;
    for (let a = 0; a < n; a++) {
      const c = scratch[a]!;
      if (c === 0) continue;
      x[a] = x[a]! + c * gain;
      const f = factor * c;
      const base = rowBase[a]!;
      for (let b = a; b < n; b++) covariances[base + b] = covariances[base + b]! - f * scratch[b]!;
    }
  }

  /** scratch = C·e_i */
  private gatherColumn(i: number): void {
    const { n, covariances, rowBase, scratch } = this;
    for (let a = 0; a < i; a++) scratch[a] = covariances[rowBase[a]! + i]!;
    const base = rowBase[i]!;
    for (let b = i; b < n; b++) scratch[b] = covariances[base + b]!;
  }
}
