import { PACE_SIZE } from "./pace.ts";
import type { ForcesWorkspace } from "./workspace.ts";

/** Closed-form derivatives of η and η∞ (docs/model.md 3.7). Needs everything else. */
export function updateSensitivities(ws: ForcesWorkspace): void {
  const vEsc = ws.escapeVelocity;
  // At the floor, and with nothing required, v_esc does not move with its parts.
  const demandSlope = vEsc > ws.k.minEscapeVelocity ? -ws.eta / vEsc : 0;
  ws.dEtaDGravity = demandSlope;
  ws.dEtaDCriticalTime = (-demandSlope * ws.required) / ws.criticalTime;
  ws.dEtaInfDEnergy = (ws.etaInf * ws.k.energyEffect) / (2 * Math.cosh(ws.energy / 2) ** 2 * ws.energyFactor);
  for (let p = 0; p < ws.projectCount; p++) {
    ws.dEtaDPace[p] = ws.relevance[p]! / vEsc;
    ws.dEtaDRemaining[p] = ws.requiredPart[p]! > 0 ? (demandSlope * ws.relevance[p]!) / ws.criticalTime : 0;
    ws.dEtaInfDHours[p] = hoursSensitivity(ws, p);
  }
  updateSkillSensitivities(ws);
}

/** ∂η∞/∂h_p = [c_p(1+β_p)ε_p·e − v∞·δ'_p]/((1+δ)v_esc); 0 for a finished project, which takes no hours. */
function hoursSensitivity(ws: ForcesWorkspace, p: number): number {
  if (ws.progress[p]! >= 1) return 0;
  const { totalHours: S, sumSquaredHours: Q, k } = ws;
  const gain = ws.relevance[p]! * (1 + ws.pace[p * PACE_SIZE + 1]!) * ws.efficiency[p]! * ws.energyFactor;
  let dragSlope = 0;
  if (S > 0) {
    const slopeOfEffectiveProjects = (2 * S) / Q - (2 * S * S * ws.hours[p]!) / (Q * Q);
    dragSlope = k.switchHours * (slopeOfEffectiveProjects / S - (ws.effectiveProjects - 1) / (S * S));
    if (S > ws.capacity) dragSlope += 1 / ws.capacity;
  }
  return (gain - ws.vInf * dragSlope) / ((1 + ws.drag) * ws.escapeVelocity);
}

/** ∂η∞/∂θ_j = Σ_p c_p(1+β_p)h_p·e(1−q_min)q_p·ι_pj(1−p_pj)/κ_j /((1+δ)v_esc) */
function updateSkillSensitivities(ws: ForcesWorkspace): void {
  const { dEtaInfDTheta, k } = ws;
  const scale = (ws.energyFactor * (1 - k.minEfficiency)) / ((1 + ws.drag) * ws.escapeVelocity);
  dEtaInfDTheta.fill(0);
  for (let p = 0; p < ws.projectCount; p++) {
    const ofProject =
      ws.relevance[p]! * (1 + ws.pace[p * PACE_SIZE + 1]!) * ws.hours[p]! * ws.readiness[p]! * scale;
    for (let r = ws.firstRequirement[p]!; r < ws.firstRequirement[p + 1]!; r++) {
      const s = ws.requiredSkill[r]!;
      dEtaInfDTheta[s] =
        dEtaInfDTheta[s]! + (ofProject * ws.requirementWeight[r]! * (1 - ws.success[r]!)) / ws.kappa[s]!;
    }
  }
}
