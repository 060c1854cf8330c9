import type { ForcesWorkspace } from "./workspace.ts";

/**
 * How the hours are spread: n_eff, the parts of mass and the drag of switching and overload (docs/model.md 3.3),
 * and the share of hours that are planned rather than measured (3.4). Needs readiness. No hours: mass 1, no drag.
 */
export function updateEffort(ws: ForcesWorkspace): void {
  const { hours, readiness, planned, k } = ws;
  let total = 0;
  let squares = 0;
  let plannedHours = 0;
  for (let p = 0; p < ws.projectCount; p++) {
    const h = hours[p]!;
    total += h;
    squares += h * h;
    if (planned[p] === 1) plannedHours += h;
  }
  let gap = 0;
  for (let p = 0; p < ws.projectCount; p++) {
    if (hours[p]! > 0) gap += (hours[p]! / total) * (1 - readiness[p]!);
  }

  ws.totalHours = total;
  ws.sumSquaredHours = squares;
  ws.effectiveProjects = total > 0 ? (total * total) / squares : 0;
  ws.plannedShare = total > 0 ? plannedHours / total : 1;
  ws.massWip = k.massPerProject * Math.max(0, ws.effectiveProjects - 1);
  ws.massGap = k.massOfSkillGap * gap;
  ws.mass = 1 + ws.massWip + ws.massGap;
  ws.dragSwitch = total > 0 ? (k.switchHours * (ws.effectiveProjects - 1)) / total : 0;
  ws.dragOverload = Math.max(0, total / ws.capacity - 1);
}
