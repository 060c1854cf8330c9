/** Checks a whole input of the forces that comes from outside: stateless computations and simulations. */
import { ModelError, requireBetween } from "../errors.ts";
import { takeChoice, takeId, takeList, takeObject, takeTime } from "./checks.ts";
import { MAX_LOGIT, takeCapacity, takeConstraint, takeGoal, takePaceState, takeProject } from "./entities.ts";
import type { ForcesInput, Optimism, PaceState, SkillState } from "./forces-input.ts";

const MAX_ENTITIES = 1_000;
const MAX_SKILLS = 50_000;
/** logit; beyond it a level says nothing more. */
const MAX_THETA = 50;
const MAX_PERSONAL_SD = 4;

/** A clean copy with the known fields only. Throws ModelError with the path of the offending field. */
export function takeForcesInput(raw: ForcesInput): ForcesInput {
  const input = takeObject(raw, "input");
  const goals = takeEach(input.goals, "goals", takeGoal);
  const skills = takeEach(input.skills, "skills", takeSkillState, MAX_SKILLS);
  const goalIds = new Set(goals.map((g) => g.id));
  const skillIds = new Set(skills.map((s) => s.id));
  const around = {
    hasGoal: (id: string) => goalIds.has(id),
    hasSkill: (id: string) => skillIds.has(id),
    mayBeDue: () => true,
  };
  return {
    t: takeTime(input.t, "t"),
    capacity: takeCapacity(input.capacity, "capacity"),
    energy: requireBetween(input.energy, -MAX_PERSONAL_SD, MAX_PERSONAL_SD, "energy"),
    arousal: requireBetween(input.arousal, -MAX_PERSONAL_SD, MAX_PERSONAL_SD, "arousal"),
    optimism: takeOptimism(input.optimism),
    goals,
    projects: takeEach(input.projects, "projects", (p, field) => takeProject(p, around, field)),
    constraints: takeEach(input.constraints, "constraints", takeConstraint),
    skills,
    felt: takeFelt(input.felt),
    pace: takePaces(input.pace),
  };
}

function takeEach<T extends { id: string }>(
  raw: readonly T[],
  field: string,
  take: (item: T, field: string) => T,
  max = MAX_ENTITIES,
): T[] {
  const ids = new Set<string>();
  return takeList(raw, max, field).map((item, i) => {
    const taken = take(item, `${field}[${i}]`);
    if (ids.has(taken.id)) throw new ModelError("duplicate_id", `${field}[${i}].id`, "give each its own id");
    ids.add(taken.id);
    return taken;
  });
}

function takeSkillState(raw: SkillState, field: string): SkillState {
  const { id, theta, variance, mu0, decay } = takeObject(raw, field);
  return {
    id: takeId(id, `${field}.id`),
    theta: requireBetween(theta, -MAX_THETA, MAX_THETA, `${field}.theta`),
    variance: requireBetween(variance, 0, MAX_THETA, `${field}.variance`),
    mu0: requireBetween(mu0, -MAX_LOGIT, MAX_LOGIT, `${field}.mu0`),
    decay: takeChoice(decay, ["mixed", "accuracy", "speed"], `${field}.decay`),
  };
}

function takeOptimism(raw: Optimism): Optimism {
  const { mu, sd } = takeObject(raw, "optimism");
  return { mu: requireBetween(mu, -3, 3, "optimism.mu"), sd: requireBetween(sd, 0, 2, "optimism.sd") };
}

function takeFelt(raw: Readonly<Record<string, number>>): Record<string, number> {
  const felt: Record<string, number> = {};
  for (const [id, value] of Object.entries(takeObject(raw, "felt"))) {
    felt[id] = requireBetween(value, -1, 1, `felt.${id}`);
  }
  return felt;
}

function takePaces(raw: Readonly<Record<string, PaceState>>): Record<string, PaceState> {
  const paces: Record<string, PaceState> = {};
  for (const [id, state] of Object.entries(takeObject(raw, "pace"))) {
    paces[id] = takePaceState(state, `pace.${id}`);
  }
  return paces;
}
