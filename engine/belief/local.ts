/**
 * The joint posterior of many skills without a dense matrix (docs/model.md 2.4). A skill deviates from its prior
 * mean by a_i·x_i + b·u_d: x has the sparse precision J = J0 + diag(a²τ), a = σ√(1−ψ)·s; u is one latent per
 * domain. The x block is solved by residual push, u through its Schur complement; B_i = a_i·b·τ_i couples them.
 * u is stored once per domain and added on reading, so shifting a whole domain costs O(1).
 *
 * No residual exceeds the tolerance ε after an update (ε/100 after a fresh start), so y and each Y below are within
 * ε of exact. A variance takes one unit solve for the skill asked, never all of them; (J⁻¹)_ii then has an error of
 * second order in its tolerance.
 */
import type { ModelConstants } from "../constants.ts";
import { ColumnCache } from "./column-cache.ts";
import { DomainLatents } from "./domain-latents.ts";
import type { SparsePrecision } from "./graph.ts";
import { drawPerturbation } from "./perturbation.ts";
import {
  pairwiseVariance,
  type Posterior,
  type Potentials,
  type Product,
  type Sampler,
} from "./posterior.ts";
import { PushSolver, type PushVector, SECOND_ORDER_SLACK } from "./push.ts";
import type { Standardisation } from "./standardisation.ts";

const REBUILD_TIGHTENING = 0.01;
/** A covariance is σ² times an entry of a column. */
const COLUMN_TIGHTENING = 0.25;
/** Half of what the cache of columns holds. */
const FEW_SKILLS = 16;

export class LocalPosterior implements Posterior {
  private readonly precision: SparsePrecision;
  private readonly domain: Int32Array;
  private readonly domains: number;
  private readonly standardisation: Standardisation;
  private readonly tolerance: number;
  /** σ√(1−ψ) */
  private readonly graphSd: number;
  private readonly solver: PushSolver;
  private readonly columns: ColumnCache;
  private readonly variances: ColumnCache;
  private readonly latents: DomainLatents;
  private readonly tau: Float64Array;
  private readonly h: Float64Array;
  /** y = J⁻¹·(a∘h); x = y − Σ_d u_d·Y_d. */
  private readonly own: PushVector;
  /** The skill updated last and its (J⁻¹)_ii, which came with the update; −1 when it did not. */
  private updated = -1;
  private updatedSelf = 0;

  constructor(
    precision: SparsePrecision,
    domain: Int32Array,
    domains: number,
    standardisation: Standardisation,
    tolerance: number,
    constants: ModelConstants,
  ) {
    const { sigmaRef, domainShare } = constants;
    this.precision = precision;
    this.domain = domain;
    this.domains = domains;
    this.standardisation = standardisation;
    this.tolerance = tolerance;
    this.graphSd = sigmaRef * Math.sqrt(1 - domainShare);
    this.solver = new PushSolver(precision, domain, domains);
    this.columns = new ColumnCache(this.solver, tolerance * COLUMN_TIGHTENING, precision.n);
    this.variances = new ColumnCache(this.solver, tolerance * SECOND_ORDER_SLACK, precision.n);
    this.latents = new DomainLatents(this.solver, domains, sigmaRef * Math.sqrt(domainShare));
    this.tau = new Float64Array(precision.n);
    this.h = new Float64Array(precision.n);
    this.own = this.solver.vector();
  }

  rebuild({ tau, h }: Potentials): void {
    const { n, diagonal } = this.precision;
    this.solver.diagonal.set(diagonal);
    this.solver.weight.fill(0);
    this.tau.fill(0);
    this.h.fill(0);
    this.own.x.fill(0);
    this.own.r.fill(0);
    this.own.sums.fill(0);
    this.updated = -1;
    this.latents.reset();
    this.columns.clear();
    this.variances.clear();
    for (let i = 0; i < n; i++) if (tau[i]! > 0 || h[i] !== 0) this.place(i, tau[i]!, h[i]!);
    const tolerance = this.tolerance * REBUILD_TIGHTENING;
    this.solver.relaxAll(this.own, tolerance);
    for (const d of this.latents.active) this.solver.relaxAll(this.latents.vector(d), tolerance);
  }

  update(i: number, tau: number, h: number): void {
    this.columns.invalidate(i);
    this.variances.invalidate(i);
    this.place(i, tau, h);
    this.relaxFrom(i);
  }

  mean(i: number): number {
    const u = this.latents.mean(this.own.sums);
    const x = this.own.x[i]! - this.latents.combine(i, u);
    return this.fromParts(i, x, u);
  }

  variance(i: number): number {
    const self = i === this.updated ? this.updatedSelf : this.variances.column(i).self;
    return this.withLatents(i, i, self);
  }

  covariance(i: number, j: number): number {
    if (i === j) return this.variance(i);
    const first = Math.min(i, j);
    const second = Math.max(i, j);
    const { nodes, values } = this.columns.column(first);
    return this.withLatents(first, second, values[nodes.indexOf(second)] ?? 0);
  }

  /** Of a few skills by their columns, which stay known; of many by one solve. */
  varianceAlong(g: ReadonlyMap<number, number>): number {
    if (g.size <= FEW_SKILLS) return pairwiseVariance(this, g);
    const product = this.product(g);
    let sum = 0;
    for (const [i, weight] of g) sum += weight * product.at(i);
    return sum;
  }

  product(g: ReadonlyMap<number, number>): Product {
    const v = this.solver.vector();
    const u = new Float64Array(this.domains);
    for (const [i, weight] of g) {
      v.r[i] = this.scale(i) * weight;
      u[this.domain[i]!] = u[this.domain[i]!]! + this.latents.sd * weight;
      this.solver.enqueue(i);
    }
    this.solver.relax(v, this.tolerance * REBUILD_TIGHTENING);
    this.solveLatents(v, u);
    return { at: (i) => this.entry(i, v, u), boundAt: (i) => this.entryBound(i, v, u) };
  }

  /** Perturb and MAP (2.6): the solution of J·x = h̃ with Cov(h̃) = J has covariance J⁻¹, so each draw is exact. */
  sampler(targets: readonly number[]): Sampler {
    const v = this.solver.vector();
    const u = new Float64Array(this.domains);
    const weights = { tau: this.tau, scale: (i: number) => this.scale(i), domainSd: this.latents.sd };
    return (seed, path, out) => {
      v.x.fill(0);
      v.sums.fill(0);
      drawPerturbation(this.precision, this.domain, weights, seed, path, v.r, u);
      this.solver.relaxAll(v, this.tolerance * REBUILD_TIGHTENING);
      this.solveLatents(v, u);
      for (let k = 0; k < targets.length; k++) {
        out[k] = this.mean(targets[k]!) + this.entry(targets[k]!, v, u);
      }
    };
  }

  /** Covariance of skills i and j from (J⁻¹)_ij. */
  private withLatents(i: number, j: number, entry: number): number {
    const a = this.scale(i);
    const u = new Float64Array(this.domains);
    for (const d of this.latents.active) u[d] = -a * this.latents.vector(d).x[i]!;
    u[this.domain[i]!] = u[this.domain[i]!]! + this.latents.sd;
    this.latents.solve(u);
    return this.fromParts(j, a * entry - this.latents.combine(j, u), u);
  }

  private scale(i: number): number {
    return this.graphSd * this.standardisation.scale(i);
  }

  /** The entry of skill i in the solution v of the x block and u of the domains. */
  private entry(i: number, v: PushVector, u: Float64Array): number {
    return this.fromParts(i, v.x[i]! - this.latents.combine(i, u), u);
  }

  /** |a·x + b·u| for the worst a: 1/J_ii ≤ (J0⁻¹)_ii ≤ 1 keeps every scale between 1 and √J0_ii. */
  private entryBound(i: number, v: PushVector, u: Float64Array): number {
    const x = this.graphSd * (v.x[i]! - this.latents.combine(i, u));
    const shared = this.latents.sd * u[this.domain[i]!]!;
    return Math.max(Math.abs(x + shared), Math.abs(Math.sqrt(this.precision.diagonal[i]!) * x + shared));
  }

  /** a·x + b·u. Within the tolerance of zero the exact scale, between 1 and √2, does not matter. */
  private fromParts(i: number, x: number, u: Float64Array): number {
    const a = Math.abs(x) <= this.tolerance ? this.graphSd : this.scale(i);
    return a * x + this.latents.sd * u[this.domain[i]!]!;
  }

  /** u = M⁻¹·(rhs − Bᵀ·v) in place. */
  private solveLatents(v: PushVector, rhs: Float64Array): void {
    for (const d of this.latents.active) rhs[d] = rhs[d]! - v.sums[d]!;
    this.latents.solve(rhs);
  }

  /** Sets the potential of a skill and corrects the residuals at it, and the sums. */
  private place(i: number, tau: number, h: number): void {
    const { solver, latents } = this;
    const d = this.domain[i]!;
    const a = this.scale(i);
    const diagonal = this.precision.diagonal[i]! + a * a * tau;
    const weight = a * latents.sd * tau;
    const addedDiagonal = diagonal - solver.diagonal[i]!;
    const addedWeight = weight - solver.weight[i]!;
    latents.add(d, tau - this.tau[i]!, h - this.h[i]!);
    correct(this.own, i, d, a * (h - this.h[i]!), addedDiagonal, addedWeight);
    for (const e of latents.active) {
      correct(latents.vector(e), i, d, e === d ? addedWeight : 0, addedDiagonal, addedWeight);
    }
    solver.diagonal[i] = diagonal;
    solver.weight[i] = weight;
    this.tau[i] = tau;
    this.h[i] = h;
  }

  /** All vectors have their new residual at node i alone, so one unit solve serves them all. */
  private relaxFrom(i: number): void {
    const { solver, latents, tolerance } = this;
    let largest = Math.abs(this.own.r[i]!);
    for (const d of latents.active) largest = Math.max(largest, Math.abs(latents.vector(d).r[i]!));
    this.updated = -1;
    if (largest <= tolerance) return;
    const needed = Math.min((0.5 * tolerance) / largest, SECOND_ORDER_SLACK * tolerance);
    this.updatedSelf = solver.solveUnit(i, needed);
    this.updated = i;
    this.addUnit(this.own, i);
    for (const d of latents.active) this.addUnit(latents.vector(d), i);
  }

  /** Removes the residual at node i with the unit solution, then what that left elsewhere. */
  private addUnit(v: PushVector, i: number): void {
    const { solver, tolerance } = this;
    const factor = v.r[i]!;
    if (Math.abs(factor) <= tolerance) return;
    const { count, nodes, x, r, sums } = solver.unit;
    v.r[i] = 0;
    for (let k = 0; k < count; k++) {
      const node = nodes[k]!;
      v.x[node] = v.x[node]! + factor * x[k]!;
      const residual = v.r[node]! + factor * r[k]!;
      v.r[node] = residual;
      if (Math.abs(residual) > tolerance) solver.enqueue(node);
    }
    for (const d of this.latents.active) v.sums[d] = v.sums[d]! + factor * sums[d]!;
    solver.relax(v, tolerance);
  }
}

/** Residual and sum of v after diagonal and weight of node i, in group d, grew; `added` is the new right side. */
function correct(
  v: PushVector,
  i: number,
  d: number,
  added: number,
  addedDiagonal: number,
  addedWeight: number,
): void {
  const x = v.x[i]!;
  v.r[i] = v.r[i]! + added - addedDiagonal * x;
  v.sums[d] = v.sums[d]! + addedWeight * x;
}
