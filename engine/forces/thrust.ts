import type { ModelConstants } from "../constants.ts";
import { initPace, PACE_SIZE } from "./pace.ts";
import type { ForcesWorkspace } from "./workspace.ts";

/** e = 1 + 0.15·tanh(Ê/2) (docs/model.md 3.1). */
export function energyFactor(energy: number, k: Readonly<ModelConstants>): number {
  return 1 + k.energyEffect * Math.tanh(energy / 2);
}

/** δ_body = 0.10·tanh(max(0, Ā−1)/2) (3.3). */
export function bodyDrag(arousal: number, k: Readonly<ModelConstants>): number {
  return k.bodyDrag * Math.tanh(Math.max(0, arousal - 1) / 2);
}

/** Energy, drag, τ, thrust T_p and attainable pace û_p (3.1, 3.3). Needs readiness and effort. */
export function updateThrust(ws: ForcesWorkspace): void {
  const { k, thrust, attainable } = ws;
  ws.energyFactor = energyFactor(ws.energy, k);
  ws.dragBody = bodyDrag(ws.arousal, k);
  ws.drag = ws.dragSwitch + ws.dragOverload + ws.dragBody;
  ws.timeConstant = (ws.mass * k.baseTimeConstantWeeks) / (1 + ws.drag);
  for (let p = 0; p < ws.projectCount; p++) {
    thrust[p] = ws.hours[p]! * ws.efficiency[p]! * ws.energyFactor;
    attainable[p] = thrust[p]! / (1 + ws.drag);
    if (ws.hasPace[p] === 0) {
      initPace(ws.pace, p * PACE_SIZE, attainable[p]!, k);
      ws.hasPace[p] = 1;
    }
  }
}
