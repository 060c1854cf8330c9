/** The noise of perturb-and-MAP sampling (docs/model.md 2.6): a vector whose covariance is the posterior precision. */
import { drawInto } from "../numerics/philox.ts";
import type { SparsePrecision } from "./graph.ts";

/** Steps of the counter generator, one per source of noise; step 0 is the dense path's. */
const PRIOR_STEP = 1;
const EDGE_STEP = 2;
const EVIDENCE_STEP = 3;
const DOMAIN_STEP = 4;

interface EvidenceWeights {
  /** logit⁻² by skill */
  tau: Float64Array;
  /** a_i */
  scale: (i: number) => number;
  /** b */
  domainSd: number;
}

/**
 * Writes the skill part to `r` and the domain part to `u`:
 * r = Σ z_i·e_i + Σ_edges √λ·z·(e_i − e_j) + Σ √τ_i·a_i·z′_i·e_i, u = z_d + Σ √τ_i·b·z′_i with the same z′.
 */
export function drawPerturbation(
  precision: SparsePrecision,
  domain: Int32Array,
  { tau, scale, domainSd }: EvidenceWeights,
  seed: number,
  path: number,
  r: Float64Array,
  u: Float64Array,
): void {
  const { n, rowStart, column, lambda } = precision;
  const pair = new Float64Array(2);
  const normal = (step: number, channel: number): number => {
    drawInto(pair, seed, path, step, channel);
    return pair[0]!;
  };
  for (let d = 0; d < u.length; d++) u[d] = normal(DOMAIN_STEP, d);
  for (let i = 0; i < n; i++) r[i] = normal(PRIOR_STEP, i);
  for (let i = 0; i < n; i++) {
    for (let k = rowStart[i]!; k < rowStart[i + 1]!; k++) {
      const j = column[k]!;
      if (j < i) continue;
      const z = Math.sqrt(lambda[k]!) * normal(EDGE_STEP, k);
      r[i] = r[i]! + z;
      r[j] = r[j]! - z;
    }
    if (!(tau[i]! > 0)) continue;
    const z = Math.sqrt(tau[i]!) * normal(EVIDENCE_STEP, i);
    r[i] = r[i]! + scale(i) * z;
    u[domain[i]!] = u[domain[i]!]! + domainSd * z;
  }
}
