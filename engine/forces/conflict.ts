/** Conflicts between projects (docs/model.md 3.2). */
import type { Conflict, CriticalSet } from "./reading.ts";
import type { ForcesWorkspace } from "./workspace.ts";

/** Clock hours of work due within a time. */
export interface Job {
  hours: number;
  weeks: number;
}

/** Demand criterion of EDF scheduling (Baruah): max over due times of hours due/(capacity·t) − 1; > 0 is overload. */
export function overload(jobs: readonly Job[], capacity: number): number {
  const byDue = [...jobs].sort((a, b) => a.weeks - b.weeks);
  let due = 0;
  let worst = -1;
  for (const job of byDue) {
    due += job.hours;
    const available = Math.max(0, capacity) * job.weeks;
    if (due > 0) worst = Math.max(worst, available > 0 ? due / available - 1 : Infinity);
  }
  return worst;
}

/** k_t: how far two jobs that fit alone overload the capacity together; 0 when one does not fit even alone. */
export function timeConflict(a: Job, b: Job, capacity: number): number {
  if (overload([a], capacity) > 0 || overload([b], capacity) > 0) return 0;
  return Math.min(1, Math.max(0, overload([a, b], capacity)));
}

/** Cosine of two goal vectors; 0 when one of them is empty. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    aa += a[i]! * a[i]!;
    bb += b[i]! * b[i]!;
  }
  return aa > 0 && bb > 0 ? dot / Math.sqrt(aa * bb) : 0;
}

/** The conflict of projects p and q, whatever its score. */
export function conflictBetween(ws: ForcesWorkspace, p: number, q: number): Conflict {
  const goals = ws.goalCount;
  const cos = cosine(
    ws.goalWeight.subarray(p * goals, (p + 1) * goals),
    ws.goalWeight.subarray(q * goals, (q + 1) * goals),
  );
  const direction = Math.max(0, -cos);
  const time = timeConflict(jobOf(ws, p), jobOf(ws, q), ws.capacity - ws.gravity);
  return {
    projects: [ws.entities.projects[p]!.id, ws.entities.projects[q]!.id],
    score: 1 - (1 - direction) * (1 - time),
    cosine: cos,
    direction,
    time,
    reason: direction > 0 && time > 0 ? "direction_and_time" : time > 0 ? "time" : "direction",
  };
}

function jobOf(ws: ForcesWorkspace, p: number): Job {
  return { hours: ws.remaining[p]! / ws.efficiency[p]!, weeks: ws.weeksLeft[p]! };
}

/** Every pair of unfinished projects whose score is worth showing, the strongest first. */
export function findConflicts(ws: ForcesWorkspace): Conflict[] {
  const found: Conflict[] = [];
  for (let p = 0; p < ws.projectCount; p++) {
    for (let q = p + 1; q < ws.projectCount; q++) {
      if (ws.remaining[p] === 0 || ws.remaining[q] === 0) continue;
      const conflict = conflictBetween(ws, p, q);
      if (conflict.score >= ws.k.conflictShown) found.push(conflict);
    }
  }
  return found.sort((a, b) => b.score - a.score);
}

/**
 * The projects due by t*, when the clock hours they need, Σ r_p/ε_p, exceed the capacity that gravity leaves:
 * r > (C − g)·ε̄ with ε̄ the mean efficiency of that set.
 */
export function findCriticalSet(ws: ForcesWorkspace): CriticalSet | null {
  const projects: string[] = [];
  let hoursNeeded = 0;
  for (let p = 0; p < ws.projectCount; p++) {
    if (!(ws.requiredPart[p]! > 0)) continue;
    projects.push(ws.entities.projects[p]!.id);
    hoursNeeded += ws.requiredPart[p]! / ws.efficiency[p]!;
  }
  const hoursAvailable = Math.max(0, ws.capacity - ws.gravity);
  return hoursNeeded > hoursAvailable ? { projects, hoursNeeded, hoursAvailable } : null;
}
