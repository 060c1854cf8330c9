/** Conflicts between projects (docs/model.md 3.2). */
import type { Conflict, CriticalSet } from "./reading.ts";
import type { ForcesWorkspace } from "./workspace.ts";

/** Clock hours of work due within a time. */
export interface Job {
  hours: number;
  weeks: number;
}

/** Demand criterion of EDF scheduling (Baruah) for one job: hours due/(capacity·t) − 1; above 0 it does not fit. */
export function overloadAlone({ hours, weeks }: Job, capacity: number): number {
  return overload(hours, weeks, capacity);
}

function overload(hours: number, weeks: number, capacity: number): number {
  if (hours <= 0) return -1;
  return capacity > 0 ? hours / (capacity * weeks) - 1 : Infinity;
}

/** The same for two jobs: the worse of the earlier due time and of both by the later. */
export function overloadTogether(a: Job, b: Job, capacity: number): number {
  const first = a.weeks <= b.weeks ? a : b;
  const last = first === a ? b : a;
  return Math.max(
    overload(first.hours, first.weeks, capacity),
    overload(a.hours + b.hours, last.weeks, capacity),
  );
}

/** k_t: how far two jobs that fit alone overload the capacity together; 0 when one does not fit even alone. */
export function timeConflict(a: Job, b: Job, capacity: number): number {
  if (overloadAlone(a, capacity) > 0 || overloadAlone(b, capacity) > 0) return 0;
  return Math.min(1, Math.max(0, overloadTogether(a, b, capacity)));
}

/** Cosine of two goal vectors; 0 when one of them is empty. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [aa, bb] = [dot(a, a), dot(b, b)];
  return aa > 0 && bb > 0 ? dot(a, b) / Math.sqrt(aa * bb) : 0;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The conflict of projects p and q, whatever its score. */
export function conflictBetween(ws: ForcesWorkspace, p: number, q: number): Conflict {
  return conflictOf(side(ws, p), side(ws, q), ws.capacity - ws.gravity);
}

/** One project in a conflict. */
interface Side extends Job {
  id: string;
  goals: Float64Array;
}

function side(ws: ForcesWorkspace, p: number): Side {
  return {
    id: ws.entities.projects[p]!.id,
    goals: ws.goalWeight.subarray(p * ws.goalCount, (p + 1) * ws.goalCount),
    hours: ws.remaining[p]! / ws.efficiency[p]!,
    weeks: ws.weeksLeft[p]!,
  };
}

function conflictOf(a: Side, b: Side, capacity: number): Conflict {
  const cos = cosine(a.goals, b.goals);
  const direction = Math.max(0, -cos);
  const time = timeConflict(a, b, capacity);
  return {
    projects: [a.id, b.id],
    score: 1 - (1 - direction) * (1 - time),
    cosine: cos,
    direction,
    time,
    reason: direction > 0 && time > 0 ? "direction_and_time" : time > 0 ? "time" : "direction",
  };
}

/** Every pair of unfinished projects whose score is worth showing, the strongest first. */
export function findConflicts(ws: ForcesWorkspace): Conflict[] {
  const sides: Side[] = [];
  for (let p = 0; p < ws.projectCount; p++) if (ws.remaining[p]! > 0) sides.push(side(ws, p));
  const capacity = ws.capacity - ws.gravity;
  const found: Conflict[] = [];
  for (const [i, a] of sides.entries()) {
    for (let j = i + 1; j < sides.length; j++) {
      const b = sides[j]!;
      if (!canConflict(a, b, capacity)) continue;
      const conflict = conflictOf(a, b, capacity);
      if (conflict.score >= ws.k.conflictShown) found.push(conflict);
    }
  }
  return found.sort((x, y) => y.score - x.score);
}

/** Whether the two have a conflict of direction or of time at all: most pairs have none. */
function canConflict(a: Side, b: Side, capacity: number): boolean {
  return dot(a.goals, b.goals) < 0 || overloadTogether(a, b, capacity) > 0;
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
