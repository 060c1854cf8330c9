/** The forces without a person's state: for stateless answers and workers. */
import { DEFAULTS, type ModelConstants } from "../constants.ts";
import type { ForcesInput } from "./forces-input.ts";
import { priorOptimism } from "./optimism.ts";
import { readForces, type VarianceAlong } from "./read.ts";
import type { ForcesReading } from "./reading.ts";
import { recomputeAll } from "./recompute.ts";
import { ForcesWorkspace } from "./workspace.ts";

/** Somebody with nothing declared and nothing felt, at time t (epoch ms): fill in what is known. */
export function neutralInput(t: number, k: Readonly<ModelConstants> = DEFAULTS): ForcesInput {
  return {
    t,
    capacity: k.capacityHours,
    energy: 0,
    arousal: 0,
    optimism: priorOptimism(k),
    goals: [],
    projects: [],
    constraints: [],
    skills: [],
    felt: {},
    pace: {},
  };
}

/** The workspace of an input, computed. */
export function computeForces(input: ForcesInput, k: Readonly<ModelConstants> = DEFAULTS): ForcesWorkspace {
  const ws = new ForcesWorkspace(input, k);
  recomputeAll(ws);
  return ws;
}

/** The readable forces of an input; without `varianceAlong` the skills count as independent. */
export function readingOf(
  input: ForcesInput,
  k: Readonly<ModelConstants> = DEFAULTS,
  varianceAlong?: VarianceAlong,
): ForcesReading {
  return readForces(computeForces(input, k), varianceAlong ?? independent(input));
}

function independent({ skills }: ForcesInput): VarianceAlong {
  const variances = new Map(skills.map((s) => [s.id, s.variance]));
  return (gradient) => {
    let sum = 0;
    for (const [id, slope] of gradient) sum += slope * slope * variances.get(id)!;
    return sum;
  };
}
