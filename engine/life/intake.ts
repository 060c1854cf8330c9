/**
 * Checks of what enters a life model. Each `take` returns a clean copy that holds the known fields only (keys of
 * records sorted), so that equal inputs give bit-equal states. Refusals are ModelErrors that name the field.
 */
import { ModelError, requireBetween, requireFinite, requirePositive } from "../errors.ts";
import { PLAUSIBLE } from "../fusion/features.ts";
import type {
  ClaimDirection,
  Constraint,
  ConstraintKind,
  Evidence,
  FeatureName,
  Goal,
  Project,
  Requirement,
  Skill,
  SkillEdge,
  WindowFeatures,
} from "../types.ts";
import type { Claim, PaceEntry } from "./events.ts";

/** 1 January 2100: a later event time is a broken clock, and time cannot go back. */
const MAX_TIME = 4_102_444_800_000;
const MAX_ID_LENGTH = 200;
const MAX_REQUIREMENTS = 64;
const SUM_TOLERANCE = 1e-9;
const MAX_LOGIT = 10;
const MAX_PACE = 1_000;
/** How far a sensor clock may be ahead of the event. */
const MAX_AHEAD_MS = 60_000;

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
const CLAIM_DIRECTIONS: readonly ClaimDirection[] = [
  "energised",
  "tired",
  "calm",
  "stressed",
  "focused",
  "scattered",
];
const FEATURE_NAMES = Object.keys(PLAUSIBLE) as FeatureName[];

export function takeTime(t: number, field: string): number {
  return requireBetween(t, 0, MAX_TIME, field);
}

export function takeId(value: unknown, field: string): string {
  if (typeof value === "string" && value.length > 0 && value.length <= MAX_ID_LENGTH) return value;
  throw new ModelError("invalid_value", field, `give a text of 1 to ${MAX_ID_LENGTH} characters`);
}

export function takeObject<T extends object>(value: T, field: string): T {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new ModelError("invalid_value", field, "give an object");
}

function takeFlag(value: boolean, field: string): boolean {
  if (typeof value === "boolean") return value;
  throw new ModelError("invalid_value", field, "give true or false");
}

function takeList<T>(value: readonly T[], max: number, field: string): readonly T[] {
  if (Array.isArray(value) && value.length <= max) return value;
  throw new ModelError("invalid_value", field, `give a list of at most ${max}`);
}

function takeChoice<T extends string>(value: T, choices: readonly T[], field: string): T {
  if (choices.includes(value)) return value;
  throw new ModelError("invalid_value", field, `give one of ${choices.join(", ")}`);
}

export function takeSkill(raw: Skill): Skill {
  const { id, domain, mu0, decay, motor } = takeObject(raw, "skill");
  return {
    id: takeId(id, "skill.id"),
    domain: takeId(domain, "skill.domain"),
    mu0: requireBetween(mu0, -MAX_LOGIT, MAX_LOGIT, "skill.mu0"),
    decay: takeChoice(decay, ["mixed", "accuracy", "speed"], "skill.decay"),
    motor: takeFlag(motor, "skill.motor"),
  };
}

export function takeEdge(raw: SkillEdge): SkillEdge {
  const { from, to, type, w } = takeObject(raw, "edge");
  return {
    from: takeId(from, "edge.from"),
    to: takeId(to, "edge.to"),
    type: takeChoice(type, ["prerequisite", "similarity"], "edge.type"),
    w: requirePositive(w, 1, "edge.w"),
  };
}

/** `now` is the model's time: evidence comes from the past. The belief checks the rest. */
export function takeEvidence(raw: Evidence, now: number): Evidence {
  const e = takeObject(raw, "evidence");
  const value = takeObject(e.value, "evidence.value");
  return {
    id: takeId(e.id, "evidence.id"),
    skillId: takeId(e.skillId, "evidence.skillId"),
    t: requireBetween(e.t, 0, now, "evidence.t"),
    kind: e.kind,
    sourceId: takeId(e.sourceId, "evidence.sourceId"),
    strength: e.strength,
    reliability: e.reliability,
    practice: takeFlag(e.practice, "evidence.practice"),
    value: "level" in value ? { level: value.level } : { k: value.k, n: value.n, b: value.b },
  };
}

export function takeGoal(raw: Goal): Goal {
  const { id, importance } = takeObject(raw, "goal");
  return { id: takeId(id, "goal.id"), importance: requireBetween(importance, 0, 1e6, "goal.importance") };
}

/** What a project is checked against. */
export interface ProjectSurroundings {
  now: number;
  hasGoal: (id: string) => boolean;
  hasSkill: (id: string) => boolean;
  /** The project as it stands, when this is an edit. */
  before: Project | undefined;
}

export function takeProject(raw: Project, around: ProjectSurroundings): Project {
  const p = takeObject(raw, "project");
  const project: Project = {
    id: takeId(p.id, "project.id"),
    goals: takeGoalWeights(p.goals, around),
    requires: takeRequirements(p.requires, around),
    size: requirePositive(p.size, 1e6, "project.size"),
    progress: requireBetween(p.progress, 0, 1, "project.progress"),
    hours: takeHours(p.hours, "project.hours"),
    effortBasis: takeBasis(p.effortBasis, "project.effortBasis"),
  };
  if (p.deadline !== undefined) project.deadline = takeDeadline(p.deadline, around);
  return project;
}

function takeGoalWeights(raw: Record<string, number>, around: ProjectSurroundings): Record<string, number> {
  const weights: Record<string, number> = {};
  let total = 0;
  for (const id of Object.keys(takeObject(raw, "project.goals")).sort()) {
    const field = `project.goals.${id}`;
    const weight = requireBetween(raw[id]!, -1, 1, field);
    if (!around.hasGoal(id)) throw new ModelError("unknown_goal", field, `there is no goal "${id}"`);
    weights[id] = weight;
    total += Math.abs(weight);
  }
  if (total <= 1 + SUM_TOLERANCE) return weights;
  throw new ModelError("out_of_range", "project.goals", `absolute weights sum to ${total}; at most 1`);
}

function takeRequirements(raw: readonly Requirement[], around: ProjectSurroundings): Requirement[] {
  const seen = new Set<string>();
  let total = 0;
  const requirements = takeList(raw, MAX_REQUIREMENTS, "project.requires").map((item, i) => {
    const field = `project.requires[${i}]`;
    const { skillId, b, importance } = takeObject(item, field);
    if (!around.hasSkill(takeId(skillId, `${field}.skillId`))) {
      throw new ModelError("unknown_skill", `${field}.skillId`, `there is no skill "${skillId}"`);
    }
    if (seen.has(skillId)) throw new ModelError("duplicate_id", `${field}.skillId`, "name each skill once");
    seen.add(skillId);
    total += requirePositive(importance, 1, `${field}.importance`);
    return { skillId, b: requireBetween(b, -MAX_LOGIT, MAX_LOGIT, `${field}.b`), importance };
  });
  if (requirements.length === 0 || Math.abs(total - 1) <= SUM_TOLERANCE) return requirements;
  throw new ModelError("out_of_range", "project.requires", `importances sum to ${total}; they must sum to 1`);
}

export function takeHours(hours: number, field: string): number {
  return requireBetween(hours, 0, 168, field);
}

export function takeBasis(basis: Project["effortBasis"], field: string): Project["effortBasis"] {
  return takeChoice(basis, ["planned", "measured"], field);
}

/** A deadline that has passed may stay on a project, but not be set. */
function takeDeadline(deadline: number, around: ProjectSurroundings): number {
  takeTime(deadline, "project.deadline");
  if (deadline > around.now || deadline === around.before?.deadline) return deadline;
  throw new ModelError("deadline_passed", "project.deadline", "give a time after this event, or none");
}

export function takeConstraint(raw: Constraint): Constraint {
  const c = takeObject(raw, "constraint");
  const constraint: Constraint = {
    id: takeId(c.id, "constraint.id"),
    kind: takeChoice(c.kind, CONSTRAINT_KINDS, "constraint.kind"),
    severity: requireBetween(c.severity, 0, 1, "constraint.severity"),
    flexibility: requireBetween(c.flexibility, 0, 1, "constraint.flexibility"),
    confidence: requireBetween(c.confidence, 0, 1, "constraint.confidence"),
  };
  if (c.loadHours !== undefined) constraint.loadHours = takeHours(c.loadHours, "constraint.loadHours");
  if (c.from !== undefined) constraint.from = takeTime(c.from, "constraint.from");
  if (c.until !== undefined) constraint.until = takeTime(c.until, "constraint.until");
  if (constraint.until !== undefined && constraint.until <= (constraint.from ?? -1)) {
    throw new ModelError("out_of_range", "constraint.until", "give a time after `from`, or none");
  }
  return constraint;
}

/** `now` is the model's time: a pace is known as of the past. */
export function takePace(raw: readonly PaceEntry[], now: number): PaceEntry[] {
  return takeList(raw, 1_000, "pace").map((entry, i) => {
    const field = `pace[${i}]`;
    const { projectId, w, beta, P, asOf } = takeObject(entry, field);
    const [ww, wb, bb] = takeList(P, 3, `${field}.P`);
    requireBetween(ww!, 0, 1e6, `${field}.P[0]`);
    requireFinite(wb!, `${field}.P[1]`);
    requireBetween(bb!, 0, 100, `${field}.P[2]`);
    if (wb! * wb! > ww! * bb! * (1 + SUM_TOLERANCE)) {
      throw new ModelError("not_positive_definite", `${field}.P`, "give a covariance: P_wβ² ≤ P_ww·P_ββ");
    }
    return {
      projectId: takeId(projectId, `${field}.projectId`),
      w: requireBetween(w, -MAX_PACE, MAX_PACE, `${field}.w`),
      beta: requireBetween(beta, -10, 10, `${field}.beta`),
      P: [ww!, wb!, bb!],
      asOf: requireBetween(asOf, 0, now, `${field}.asOf`),
    };
  });
}

export function takeClaim(raw: Claim): Claim {
  const { id, direction, intensity, sessionId } = takeObject(raw, "claim");
  const claim: Claim = {
    id: takeId(id, "claim.id"),
    direction: takeChoice(direction, CLAIM_DIRECTIONS, "claim.direction"),
    intensity: requirePositive(intensity, 3, "claim.intensity"),
  };
  return sessionId === undefined ? claim : { ...claim, sessionId: takeId(sessionId, "claim.sessionId") };
}

/** Checks a window in place: it is read once and not kept. `now` is the model's time. */
export function checkWindow(window: WindowFeatures, now: number): void {
  const { t0, t1, overlap, features } = takeObject(window, "window");
  requireBetween(t1, 0, now + MAX_AHEAD_MS, "window.t1");
  requireBetween(t0, 0, t1, "window.t0");
  requireBetween(overlap, 1, 1_000, "window.overlap");
  takeObject(features, "window.features");
  for (const name of FEATURE_NAMES) {
    const feature = features[name];
    if (feature === undefined) continue;
    const plausible = PLAUSIBLE[name];
    if (!isBetween(feature.quality, 0, 1))
      requireBetween(feature.quality, 0, 1, `window.features.${name}.quality`);
    if (!isBetween(feature.value, plausible[0], plausible[1])) {
      requireBetween(feature.value, plausible[0], plausible[1], `window.features.${name}.value`);
    }
  }
}

/** Spares the hot path from building field names. */
function isBetween(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}
