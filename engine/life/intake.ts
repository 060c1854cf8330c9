/** Checks of what enters a life model beyond the entities of the forces; see forces/entities.ts for the manner. */
import { MAX_ANSWERS } from "../belief/evidence.ts";
import { requireBetween, requirePositive } from "../errors.ts";
import { takeChoice, takeFlag, takeId, takeList, takeObject } from "../forces/checks.ts";
import { MAX_LOGIT, takePaceState } from "../forces/entities.ts";
import { PLAUSIBLE } from "../fusion/features.ts";
import type {
  ClaimDirection,
  Evidence,
  FeatureName,
  Skill,
  SkillEdge,
  TestValue,
  WindowFeatures,
} from "../types.ts";
import type { Claim, PaceEntry } from "./events.ts";

/** How far a sensor clock may be ahead of the event. */
const MAX_AHEAD_MS = 60_000;

const CLAIM_DIRECTIONS: readonly ClaimDirection[] = [
  "energised",
  "tired",
  "calm",
  "stressed",
  "focused",
  "scattered",
];
const FEATURE_NAMES = Object.keys(PLAUSIBLE) as FeatureName[];

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
    value: "level" in value ? { level: value.level } : takeTest(value),
  };
}

function takeTest({ k, n, b, answers }: TestValue): TestValue {
  if (answers === undefined) return { k, n, b };
  const marks = takeList(answers, MAX_ANSWERS, "evidence.value.answers");
  return { k, n, b, answers: marks.map((mark, i) => takeFlag(mark, `evidence.value.answers[${i}]`)) };
}

/** `now` is the model's time: a pace is known as of the past. */
export function takePace(raw: readonly PaceEntry[], now: number): PaceEntry[] {
  const entries: PaceEntry[] = [];
  for (const [i, entry] of takeList(raw, 1_000, "pace").entries()) {
    const field = `pace[${i}]`;
    const { projectId, asOf } = takeObject(entry, field);
    entries.push({
      ...takePaceState(entry, field),
      projectId: takeId(projectId, `${field}.projectId`),
      asOf: requireBetween(asOf, 0, now, `${field}.asOf`),
    });
  }
  return entries;
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
