/**
 * Checks of the entities that make the forces. Each `take` returns a clean copy that holds the known fields only
 * (keys of records sorted), so that equal inputs give bit-equal states. Refusals are ModelErrors naming the field.
 */
import { ModelError, requireBetween, requireFinite, requirePositive } from "../errors.ts";
import type { Constraint, ConstraintKind, Goal, Project, Requirement } from "../types.ts";
import { takeChoice, takeId, takeList, takeObject, takeTime } from "./checks.ts";
import type { PaceState } from "./forces-input.ts";

const MAX_REQUIREMENTS = 64;
const SUM_TOLERANCE = 1e-9;
const MAX_PACE = 1_000;
/** sh and h/wk: below these the numbers say nothing and divide badly. */
const MIN_SIZE = 0.01;
const MIN_CAPACITY = 0.1;
export const MAX_LOGIT = 10;

const CONSTRAINT_KINDS: readonly ConstraintKind[] = [
  "health",
  "financial",
  "legal",
  "social",
  "time",
  "care",
  "location",
  "other",
];

export function takeGoal(raw: Goal, field = "goal"): Goal {
  const { id, importance } = takeObject(raw, field);
  return {
    id: takeId(id, `${field}.id`),
    importance: requireBetween(importance, 0, 1e6, `${field}.importance`),
  };
}

/** What a project is checked against. */
export interface ProjectSurroundings {
  hasGoal: (id: string) => boolean;
  hasSkill: (id: string) => boolean;
  /** A deadline that has passed may stay on a project, but not be set. */
  mayBeDue: (deadline: number) => boolean;
}

export function takeProject(raw: Project, around: ProjectSurroundings, field = "project"): Project {
  const p = takeObject(raw, field);
  const project: Project = {
    id: takeId(p.id, `${field}.id`),
    goals: takeGoalWeights(p.goals, around, `${field}.goals`),
    requires: takeRequirements(p.requires, around, `${field}.requires`),
    size: requireBetween(p.size, MIN_SIZE, 1e6, `${field}.size`),
    progress: requireBetween(p.progress, 0, 1, `${field}.progress`),
    hours: takeHours(p.hours, `${field}.hours`),
    effortBasis: takeBasis(p.effortBasis, `${field}.effortBasis`),
  };
  if (p.deadline === undefined) return project;
  const deadline = takeTime(p.deadline, `${field}.deadline`);
  if (around.mayBeDue(deadline)) return { ...project, deadline };
  throw new ModelError("deadline_passed", `${field}.deadline`, "give a time that is still to come, or none");
}

function takeGoalWeights(
  raw: Record<string, number>,
  around: ProjectSurroundings,
  field: string,
): Record<string, number> {
  const weights: Record<string, number> = {};
  let total = 0;
  for (const id of Object.keys(takeObject(raw, field)).sort()) {
    const weight = requireBetween(raw[id]!, -1, 1, `${field}.${id}`);
    if (!around.hasGoal(id)) {
      throw new ModelError("unknown_goal", `${field}.${id}`, `there is no goal "${id}"`);
    }
    weights[id] = weight;
    total += Math.abs(weight);
  }
  if (total <= 1 + SUM_TOLERANCE) return weights;
  throw new ModelError("out_of_range", field, `absolute weights sum to ${total}; at most 1`);
}

function takeRequirements(
  raw: readonly Requirement[],
  around: ProjectSurroundings,
  field: string,
): Requirement[] {
  const seen = new Set<string>();
  let total = 0;
  const requirements = takeList(raw, MAX_REQUIREMENTS, field).map((item, i) => {
    const at = `${field}[${i}]`;
    const { skillId, b, importance } = takeObject(item, at);
    if (!around.hasSkill(takeId(skillId, `${at}.skillId`))) {
      throw new ModelError("unknown_skill", `${at}.skillId`, `there is no skill "${skillId}"`);
    }
    if (seen.has(skillId)) throw new ModelError("duplicate_id", `${at}.skillId`, "name each skill once");
    seen.add(skillId);
    total += requirePositive(importance, 1, `${at}.importance`);
    return { skillId, b: requireBetween(b, -MAX_LOGIT, MAX_LOGIT, `${at}.b`), importance };
  });
  if (requirements.length === 0 || Math.abs(total - 1) <= SUM_TOLERANCE) return requirements;
  throw new ModelError("out_of_range", field, `importances sum to ${total}; they must sum to 1`);
}

export function takeHours(hours: number, field: string): number {
  return requireBetween(hours, 0, 168, field);
}

export function takeCapacity(hours: number, field: string): number {
  return requireBetween(hours, MIN_CAPACITY, 168, field);
}

export function takeBasis(basis: Project["effortBasis"], field: string): Project["effortBasis"] {
  return takeChoice(basis, ["planned", "measured"], field);
}

export function takeConstraint(raw: Constraint, field = "constraint"): Constraint {
  const c = takeObject(raw, field);
  const constraint: Constraint = {
    id: takeId(c.id, `${field}.id`),
    kind: takeChoice(c.kind, CONSTRAINT_KINDS, `${field}.kind`),
    severity: requireBetween(c.severity, 0, 1, `${field}.severity`),
    flexibility: requireBetween(c.flexibility, 0, 1, `${field}.flexibility`),
    confidence: requireBetween(c.confidence, 0, 1, `${field}.confidence`),
  };
  if (c.loadHours !== undefined) constraint.loadHours = takeHours(c.loadHours, `${field}.loadHours`);
  if (c.from !== undefined) constraint.from = takeTime(c.from, `${field}.from`);
  if (c.until !== undefined) constraint.until = takeTime(c.until, `${field}.until`);
  if (constraint.until !== undefined && constraint.until <= (constraint.from ?? -1)) {
    throw new ModelError("out_of_range", `${field}.until`, "give a time after `from`, or none");
  }
  return constraint;
}

/** A pace with a covariance that can be one. */
export function takePaceState(raw: PaceState, field: string): PaceState {
  const { w, beta, P } = takeObject(raw, field);
  const [ww, wb, bb] = takeList(P, 3, `${field}.P`);
  requireBetween(ww!, 0, 1e6, `${field}.P[0]`);
  requireFinite(wb!, `${field}.P[1]`);
  requireBetween(bb!, 0, 100, `${field}.P[2]`);
  if (wb! * wb! > ww! * bb! * (1 + SUM_TOLERANCE)) {
    throw new ModelError("not_positive_definite", `${field}.P`, "give a covariance: P_wβ² ≤ P_ww·P_ββ");
  }
  return {
    w: requireBetween(w, -MAX_PACE, MAX_PACE, `${field}.w`),
    beta: requireBetween(beta, -10, 10, `${field}.beta`),
    P: [ww!, wb!, bb!],
  };
}
