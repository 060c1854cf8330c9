import { logistic } from "../numerics/logistic.ts";
import type { ForcesWorkspace } from "./workspace.ts";

/** κ: how much uncertainty of variance V (logit²) flattens an expected success (docs/model.md 2.5). */
export function successScale(variance: number): number {
  return Math.sqrt(1 + (Math.PI * variance) / 8);
}

/** p_j, readiness q_p = Π p_j^ι_j and efficiency ε_p of every project from θ and its variance (3.1). */
export function updateReadiness(ws: ForcesWorkspace): void {
  const { kappa, variance, theta, success, requiredSkill, requiredLevel, requirementWeight } = ws;
  for (let s = 0; s < ws.skillCount; s++) kappa[s] = successScale(variance[s]!);
  for (let p = 0; p < ws.projectCount; p++) {
    let logReadiness = 0;
    for (let r = ws.firstRequirement[p]!; r < ws.firstRequirement[p + 1]!; r++) {
      const s = requiredSkill[r]!;
      const expected = logistic((theta[s]! - requiredLevel[r]!) / kappa[s]!);
      success[r] = expected;
      logReadiness += requirementWeight[r]! * Math.log(expected);
    }
    const q = Math.exp(logReadiness);
    ws.readiness[p] = q;
    ws.efficiency[p] = ws.k.minEfficiency + (1 - ws.k.minEfficiency) * q;
  }
}

/** Relevance c_p = clamp(Σ a_pk·ω_k/max ω + f_p, −1, 1); 0 when no goal matters (3.1). */
export function updateRelevance(ws: ForcesWorkspace): void {
  const { goalCount, goalImportance, goalWeight } = ws;
  let greatest = 0;
  for (let g = 0; g < goalCount; g++) greatest = Math.max(greatest, goalImportance[g]!);
  if (greatest === 0) {
    ws.relevance.fill(0);
    return;
  }
  for (let p = 0; p < ws.projectCount; p++) {
    let sum = ws.felt[p]!;
    for (let g = 0; g < goalCount; g++) {
      sum += (goalWeight[p * goalCount + g]! * goalImportance[g]!) / greatest;
    }
    ws.relevance[p] = Math.max(-1, Math.min(1, sum));
  }
}
