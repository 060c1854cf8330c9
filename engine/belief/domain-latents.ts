/**
 * The domain block of the local path: one latent u_d ~ N(0, 1) per domain, solved through the Schur complement
 * M = 1 + b²Στ − Bᵀ·J⁻¹·B over the domains that have evidence (docs/model.md 2.4). Others keep their prior.
 */
import { choleskyFactor, choleskySolve } from "../numerics/cholesky.ts";
import type { PushSolver, PushVector } from "./push.ts";

export class DomainLatents {
  /** b = σ√ψ, the prior standard deviation that skills of a domain share, logit. */
  readonly sd: number;
  /** Domains with evidence, in the order it came. */
  readonly active: number[] = [];
  private readonly solver: PushSolver;
  /** By domain: Y = J⁻¹·B, allocated at its first evidence. */
  private readonly spread: (PushVector | undefined)[];
  private readonly isActive: Uint8Array;
  private readonly sumTau: Float64Array;
  private readonly sumH: Float64Array;
  private factor: Float64Array | null = null;
  private compact = new Float64Array(0);
  private readonly means: Float64Array;
  private meansKnown = false;

  constructor(solver: PushSolver, domains: number, sd: number) {
    this.solver = solver;
    this.sd = sd;
    this.spread = Array.from({ length: domains });
    this.isActive = new Uint8Array(domains);
    this.sumTau = new Float64Array(domains);
    this.sumH = new Float64Array(domains);
    this.means = new Float64Array(domains);
  }

  reset(): void {
    for (const d of this.active) clearVector(this.spread[d]!);
    this.active.length = 0;
    this.isActive.fill(0);
    this.sumTau.fill(0);
    this.sumH.fill(0);
    this.changed();
  }

  /** Counts a change of potential in a domain; the caller updates the vectors. */
  add(d: number, deltaTau: number, deltaH: number): void {
    if (this.isActive[d] === 0) {
      this.isActive[d] = 1;
      this.active.push(d);
      this.spread[d] ??= this.solver.vector();
      this.compact = new Float64Array(this.active.length);
    }
    this.sumTau[d] = this.sumTau[d]! + deltaTau;
    this.sumH[d] = this.sumH[d]! + deltaH;
    this.changed();
  }

  /** Y of an active domain. */
  vector(d: number): PushVector {
    return this.spread[d]!;
  }

  /** Posterior means u given Bᵀ·J⁻¹·(a∘h) by domain. */
  mean(ownSums: Float64Array): Float64Array {
    if (!this.meansKnown) {
      for (let d = 0; d < this.means.length; d++) this.means[d] = this.sd * this.sumH[d]! - ownSums[d]!;
      this.solve(this.means);
      this.meansKnown = true;
    }
    return this.means;
  }

  /** Replaces v by M⁻¹·v; domains without evidence have M = 1. */
  solve(v: Float64Array): void {
    const { active, compact } = this;
    if (active.length === 0) return;
    this.factor ??= this.factorise();
    for (let k = 0; k < active.length; k++) compact[k] = v[active[k]!]!;
    choleskySolve(this.factor, active.length, compact, compact);
    for (let k = 0; k < active.length; k++) v[active[k]!] = compact[k]!;
  }

  /** Σ_d Y_d[i]·v_d over the active domains. */
  combine(i: number, v: Float64Array): number {
    let sum = 0;
    for (const d of this.active) sum += this.spread[d]!.x[i]! * v[d]!;
    return sum;
  }

  private factorise(): Float64Array {
    const n = this.active.length;
    const m = new Float64Array(n * n);
    for (let p = 0; p < n; p++) {
      const row = this.active[p]!;
      for (let q = 0; q <= p; q++) m[p * n + q] = -this.vector(this.active[q]!).sums[row]!;
      m[p * n + p] = m[p * n + p]! + 1 + this.sd * this.sd * this.sumTau[row]!;
    }
    return choleskyFactor(m, n, m);
  }

  private changed(): void {
    this.factor = null;
    this.meansKnown = false;
  }
}

function clearVector(v: PushVector): void {
  v.x.fill(0);
  v.r.fill(0);
  v.sums.fill(0);
}
