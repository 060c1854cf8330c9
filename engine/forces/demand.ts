import { MS_PER_WEEK } from "./forces-input.ts";
import type { ForcesWorkspace } from "./workspace.ts";

/** Gravity, remaining work, required pace and escape velocity at time t (docs/model.md 3.4). Needs effort and relevance. */
export function updateDemand(ws: ForcesWorkspace): void {
  updateGravity(ws);
  updateRequiredPace(ws);
  ws.escapeVelocity = Math.max(ws.k.minEscapeVelocity, ws.required + ws.gravity);
}

/** g = Σ g_c over the constraints active at t (from ≤ t < until). */
function updateGravity(ws: ForcesWorkspace): void {
  let total = 0;
  for (let c = 0; c < ws.constraintCount; c++) {
    const active = ws.from[c]! <= ws.t && ws.t < ws.until[c]!;
    const share = ws.timeLike[c] === 1 ? ws.plannedShare : 1;
    const part = active ? ws.load[c]! * share : 0;
    ws.gravityPart[c] = part;
    total += part;
  }
  ws.gravity = total;
}

/** X_p, then r = max over deadlines t of Σ_{due by t} c⁺X/t: the critical intensity of Yao, Demers & Shenker. */
function updateRequiredPace(ws: ForcesWorkspace): void {
  const { deadline, weeksLeft, remaining, requiredPart, relevance, dueOrder, k } = ws;
  for (let p = 0; p < ws.projectCount; p++) {
    remaining[p] = ws.phi * ws.size[p]! * (1 - ws.progress[p]!);
    const due = deadline[p]!;
    weeksLeft[p] = Number.isNaN(due) ? k.horizonWeeks : Math.max(k.minWeeksLeft, (due - ws.t) / MS_PER_WEEK);
  }
  sortByDue(dueOrder, weeksLeft);

  let due = 0;
  let best = 0;
  let critical = -1;
  for (let i = 0; i < dueOrder.length; i++) {
    const p = dueOrder[i]!;
    if (!(relevance[p]! > 0 && remaining[p]! > 0)) continue;
    due += relevance[p]! * remaining[p]!;
    if (due / weeksLeft[p]! > best) {
      best = due / weeksLeft[p]!;
      critical = p;
    }
  }
  ws.required = best;
  ws.criticalProject = critical;
  ws.criticalTime = critical < 0 ? k.horizonWeeks : weeksLeft[critical]!;
  for (let p = 0; p < ws.projectCount; p++) {
    const counts = critical >= 0 && weeksLeft[p]! <= ws.criticalTime;
    requiredPart[p] = counts ? (Math.max(0, relevance[p]!) * remaining[p]!) / ws.criticalTime : 0;
  }
}

/** Insertion sort by (weeks left, position): the order rarely changes, so this is linear and allocates nothing. */
export function sortByDue(order: Int32Array, weeksLeft: Float64Array): void {
  for (let i = 1; i < order.length; i++) {
    const p = order[i]!;
    let j = i - 1;
    while (j >= 0 && isDueAfter(order[j]!, p, weeksLeft)) {
      order[j + 1] = order[j]!;
      j--;
    }
    order[j + 1] = p;
  }
}

function isDueAfter(a: number, b: number, weeksLeft: Float64Array): boolean {
  return weeksLeft[a]! > weeksLeft[b]! || (weeksLeft[a] === weeksLeft[b] && a > b);
}
