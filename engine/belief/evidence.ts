/** Evidence → observation (docs/model.md 2.1): what was seen, as a reading of the skill in logit with a precision. */
import type { ModelConstants } from "../constants.ts";
import { ModelError, requireBetween, requireFinite, requirePositive } from "../errors.ts";
import type { Evidence, EvidenceKind, Skill, TestValue } from "../types.ts";
import { readStream } from "./tracing/answer-stream.ts";

/** One level is 1.5 logit; level 2 (working) is 0. */
export const LOGIT_PER_LEVEL = 1.5;
const MS_PER_DAY = 86_400_000;
/** Longest run told answer by answer. */
export const MAX_ANSWERS = 1_000;

/** A reading y of a skill (logit) with precision tau (logit⁻²), before the design effect. */
export interface Observation {
  y: number;
  tau: number;
}

/** Level in [0, 4] → logit. */
export function levelToLogit(level: number): number {
  return LOGIT_PER_LEVEL * (level - 2);
}

/** Logit → level, kept inside the scale [0, 4]. */
export function logitToLevel(logit: number): number {
  return Math.min(4, Math.max(0, logit / LOGIT_PER_LEVEL + 2));
}

/** Day number of an epoch time in milliseconds. */
export function dayOf(t: number): number {
  return Math.floor(t / MS_PER_DAY);
}

/** The observation of one piece of evidence (2.1). For a graded kind the first Kalman gain is r²·s·ρ. */
export function observe(evidence: Evidence, constants: ModelConstants): Observation {
  const { kind, strength, reliability, value } = evidence;
  const share = constants.validity[kind] ** 2 * strength * reliability;
  const noise = (constants.sigmaRef ** 2 * (1 - share)) / share;
  if ("level" in value) return { y: levelToLogit(value.level), tau: 1 / noise };
  if (value.answers !== undefined) {
    const { y, tau } = readStream(value.answers, value.b, constants.sigmaRef);
    return { y, tau: 1 / (1 / tau + noise) };
  }
  const right = value.k + 0.5;
  const wrong = value.n - value.k + 0.5;
  return { y: value.b + Math.log(right / wrong), tau: 1 / (1 / right + 1 / wrong + noise) };
}

/** Precision (logit⁻²) that one observation of this kind would bring, for planning questions (2.7). */
export function precisionOf(
  kind: Exclude<EvidenceKind, "test">,
  constants: ModelConstants,
  strength = 1,
  reliability = 1,
): number {
  const share = constants.validity[kind] ** 2 * strength * reliability;
  return share / (constants.sigmaRef ** 2 * (1 - share));
}

/** Canonical order (2.2): day, kind, source, id. Arrival order never matters. */
export function compareEvidence(a: Evidence, b: Evidence): number {
  return (
    dayOf(a.t) - dayOf(b.t) ||
    compareText(a.kind, b.kind) ||
    compareText(a.sourceId, b.sourceId) ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Throws `ModelError` naming the field unless the evidence is well formed and suits the skill. */
export function requireValidEvidence(evidence: Evidence, skill: Skill, constants: ModelConstants): void {
  const { kind, value } = evidence;
  if (evidence.id === "") throw new ModelError("invalid_value", "evidence.id", "give a non-empty id");
  if (!Object.hasOwn(constants.validity, kind)) {
    const known = Object.keys(constants.validity).join(", ");
    throw new ModelError("invalid_value", "evidence.kind", `got "${kind}"; give one of ${known}`);
  }
  requireFinite(evidence.t, "evidence.t");
  requirePositive(evidence.strength, 1, "evidence.strength");
  requirePositive(evidence.reliability, 1, "evidence.reliability");
  if (kind === "embodied" && !skill.motor) {
    throw new ModelError("embodied_not_motor", "evidence.kind", `skill "${skill.id}" is not a motor skill`);
  }
  if ((kind === "test") !== "k" in value) {
    const wanted = kind === "test" ? "k of n correct at difficulty b" : "a level";
    throw new ModelError("invalid_value", "evidence.value", `evidence of kind ${kind} needs ${wanted}`);
  }
  if ("level" in value) requireBetween(value.level, 0, 4, "evidence.value.level");
  else requireValidTest(value);
}

function requireValidTest(value: TestValue): void {
  requireFinite(value.b, "evidence.value.b");
  requireBetween(value.n, 1, 1e6, "evidence.value.n");
  requireBetween(value.k, 0, value.n, "evidence.value.k");
  if (!Number.isInteger(value.n) || !Number.isInteger(value.k)) {
    throw new ModelError("invalid_value", "evidence.value", "k and n count items: give whole numbers");
  }
  if (value.answers === undefined) return;
  if (value.answers.length > MAX_ANSWERS) {
    throw new ModelError("out_of_range", "evidence.value.answers", `give at most ${MAX_ANSWERS} answers`);
  }
  if (value.answers.length !== value.n || value.answers.filter(Boolean).length !== value.k) {
    throw new ModelError("invalid_value", "evidence.value.answers", "give n answers, k of them true");
  }
}
