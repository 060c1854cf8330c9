/**
 * How far an extractor is trusted: what became of its proposals is counted per reader and kind, over all interviews,
 * and gives the reliability ρ of the next ones (docs/model.md 2.1).
 */
export interface Decisions {
  readonly accepted: number;
  readonly edited: number;
  readonly declined: number;
}

/** By reader and kind, such as `offline interview_free`. */
export type DecisionCounts = Readonly<Record<string, Decisions>>;

const NONE: Decisions = { accepted: 0, edited: 0, declined: 0 };
/** ρ before any decision, and how many decisions that is worth. */
const PRIOR = 0.8;
const PRIOR_WEIGHT = 10;
/** An edited proposal was half right. */
const EDITED = 0.5;
/** Never silent: the model takes no reliability of 0. */
const LEAST = 0.05;

export function countDecision(
  counts: DecisionCounts | undefined,
  key: string,
  decision: keyof Decisions,
): DecisionCounts {
  const before = counts?.[key] ?? NONE;
  return { ...counts, [key]: { ...before, [decision]: before[decision] + 1 } };
}

export function decisionKey(reader: string, kind: string): string {
  return `${reader} ${kind}`;
}

/** Posterior mean of the share of right proposals, with a Beta prior of mean 0.8 worth ten decisions. */
export function reliabilityOf(counts: DecisionCounts | undefined, key: string): number {
  const { accepted, edited, declined } = counts?.[key] ?? NONE;
  const right = PRIOR * PRIOR_WEIGHT + accepted + EDITED * edited;
  return Math.max(LEAST, right / (PRIOR_WEIGHT + accepted + edited + declined));
}
