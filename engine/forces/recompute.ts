/** Which stages each change needs (docs/model.md 3.10). The pace itself moves only with time and reports. */
import { updateDemand } from "./demand.ts";
import { updateEffort } from "./effort.ts";
import { updateEscape } from "./escape.ts";
import { updateReadiness, updateRelevance } from "./readiness.ts";
import { updateSensitivities } from "./sensitivities.ts";
import { updateThrust } from "./thrust.ts";
import type { ForcesWorkspace } from "./workspace.ts";

/** After a structural change: goals, projects, constraints, capacity. */
export function recomputeAll(ws: ForcesWorkspace): void {
  updateRelevance(ws);
  recomputeFromSkills(ws);
}

/** After θ or its variance changed. */
export function recomputeFromSkills(ws: ForcesWorkspace): void {
  updateReadiness(ws);
  updateEffort(ws);
  recomputeFromBody(ws);
}

/** After a window, or after time alone: Ê, Ā and t changed. */
export function recomputeFromBody(ws: ForcesWorkspace): void {
  updateThrust(ws);
  updateDemand(ws);
  recomputeFromPace(ws);
}

/** After the pace changed. */
export function recomputeFromPace(ws: ForcesWorkspace): void {
  updateEscape(ws);
  updateSensitivities(ws);
}
