/** What has to be done by when: the demand curve whose steepest line from now is the required pace (docs/model.md 3.4). */
import type { ForcesReading } from "@trajectory/engine/forces/reading.ts";

export interface DueStep {
  projectId: string;
  /** wk from now, as the model counts it: a passed date is near, a missing one far. */
  weeks: number;
  /** eh of this project that count for goals, and all that is due by then. */
  work: number;
  total: number;
}

export interface DueCurve {
  steps: readonly DueStep[];
  /** eh/wk: the least constant pace that keeps every date. */
  required: number;
  /** eh/wk that the pace of now leaves for goals after constraints. */
  held: number;
  /** The step that sets the required pace. */
  tightest: DueStep;
}

/** Weeks that stand for a missing date, and the fewest that any date counts. */
export interface Horizon {
  far: number;
  near: number;
}

/** Undefined where no project that serves a goal has work left. */
export function dueCurve(
  state: Pick<ForcesReading, "projects" | "required" | "velocity" | "gravity">,
  { far, near }: Horizon,
): DueCurve | undefined {
  const due = state.projects
    .map(({ id, relevance, remaining, weeksLeft }) => ({
      projectId: id,
      weeks: weeksLeft === null ? far : Math.max(near, weeksLeft),
      work: Math.max(0, relevance) * remaining.value,
    }))
    .filter(({ work }) => work > 0)
    .toSorted((a, b) => a.weeks - b.weeks);
  let total = 0;
  const steps = due.map((step) => ({ ...step, total: (total += step.work) }));
  const tightest = steps.find(({ projectId }) => projectId === state.required.criticalProjectId);
  if (tightest === undefined) return undefined;
  const held = Math.max(0, state.velocity.value - state.gravity.value);
  return { steps, required: state.required.value, held, tightest };
}
