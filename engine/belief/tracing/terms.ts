/**
 * The terms of the tracer's logit. Every term is a learned weight times a value that is linear in the past answers
 * (or in the agreement of two of them), so that the logit can be taken apart, answer by answer, without remainder.
 */
import {
  BUCKETS,
  LAGS,
  type Layout,
  OVERALL_SKILL_LAGS,
  PAIRED,
  PAIRS,
  SCALES,
  SKILL_LAGS,
} from "./layout.ts";
import type { LearnerTrace } from "./learner-trace.ts";
import { SOURCE, type Terms } from "./term-buffer.ts";

/** Imagined answers at the skill's average before the first real one, in fading means. */
export const PRIOR_ANSWERS = 1;
/** The same for the plain mean over all other skills. */
export const PRIOR_OTHERS = 4;

const SLOWEST = SCALES - 1;

/** Fills `terms` for the question "will the learner get the next answer on this skill right?". */
export function collectTerms(terms: Terms, layout: Layout, trace: LearnerTrace, asked: number): void {
  terms.length = 0;
  const skill = Math.min(asked, layout.skills - 1);
  addPrior(terms, layout, trace, skill);
  if (trace.length === 0) return;
  addLastAnswers(terms, layout, trace, skill);
  addMeans(terms, layout, trace, skill);
  addTransitions(terms, layout, trace, skill);
  addAgreement(terms, layout, trace, skill);
}

function addPrior(terms: Terms, { offset, skills }: Layout, trace: LearnerTrace, skill: number): void {
  const on = trace.bySkill.get(skill);
  const attempt = bucket(on?.ordinals.length ?? 0);
  terms.add(offset.skill + skill, 1, SOURCE.prior);
  terms.add(offset.attempt + attempt, 1, SOURCE.prior);
  terms.add(offset.attemptBySkill + skill * BUCKETS + attempt, 1, SOURCE.prior);
  terms.add(offset.breadth + bucket(trace.bySkill.size), 1, SOURCE.prior);
  terms.add(offset.position + bucket(trace.length), 1, SOURCE.prior);
  if (on !== undefined) {
    terms.add(offset.pause + bucket(trace.length - on.ordinals.at(-1)!), 1, SOURCE.prior);
  }
  // Which other skills somebody has worked on tells what course they are in; many tell no more than few.
  const each = 1 / Math.sqrt(trace.bySkill.size);
  for (const from of trace.bySkill.keys()) {
    terms.add(offset.practised + from * skills + skill, each, SOURCE.prior);
  }
}

function addLastAnswers(terms: Terms, { offset }: Layout, trace: LearnerTrace, skill: number): void {
  const ordinals = trace.bySkill.get(skill)?.ordinals ?? [];
  for (let lag = 0; lag < LAGS && lag < ordinals.length; lag++) {
    const ordinal = ordinals[ordinals.length - 1 - lag]!;
    const value = trace.surprise[ordinal]!;
    terms.add(offset.lastOnSkill + lag, value, SOURCE.answer, ordinal);
    if (lag < SKILL_LAGS) {
      terms.add(offset.lastOnSkillBySkill + skill * SKILL_LAGS + lag, value, SOURCE.answer, ordinal);
    }
  }
  for (let lag = 0; lag < LAGS && lag < trace.length; lag++) {
    const ordinal = trace.length - 1 - lag;
    const value = trace.surprise[ordinal]!;
    terms.add(offset.lastAnswers + lag, value, SOURCE.answer, ordinal);
    if (lag < OVERALL_SKILL_LAGS) {
      terms.add(offset.lastAnswersBySkill + skill * OVERALL_SKILL_LAGS + lag, value, SOURCE.answer, ordinal);
    }
  }
}

function addMeans(terms: Terms, layout: Layout, trace: LearnerTrace, skill: number): void {
  const { offset } = layout;
  const on = trace.bySkill.get(skill);
  for (let k = 0; k < SCALES; k++) {
    const form = trace.means.mean(k, PRIOR_ANSWERS);
    terms.add(offset.form + k, form, SOURCE.form, k);
    terms.add(offset.formBySkill + skill * SCALES + k, form, SOURCE.form, k);
    if (on === undefined) continue;
    const level = on.means.mean(k, PRIOR_ANSWERS);
    terms.add(offset.level + k, level, SOURCE.skill, k, skill);
    terms.add(offset.levelBySkill + skill * SCALES + k, level, SOURCE.skill, k, skill);
  }
  for (const [from, { means }] of trace.bySkill) {
    const value = means.mean(SLOWEST, PRIOR_ANSWERS);
    terms.add(offset.transfer + from * layout.skills + skill, value, SOURCE.skill, SLOWEST, from);
  }
  const count = trace.length - (on?.ordinals.length ?? 0);
  if (count === 0) return;
  const others = (trace.total - (on?.surprise ?? 0)) / (count + PRIOR_OTHERS);
  terms.add(offset.others + bucket(on?.ordinals.length ?? 0), others, SOURCE.others, skill);
  if (on === undefined) terms.add(offset.othersAtFirst + skill, others, SOURCE.others, skill);
}

/** What was answered just before, by pair of skills and, where pairs are rare, by the earlier skill alone. */
function addTransitions(terms: Terms, layout: Layout, trace: LearnerTrace, skill: number): void {
  const { offset, skills } = layout;
  const add = (pairs: number, alike: number | undefined, ordinal: number): void => {
    if (ordinal < 0) return;
    const from = trace.skill[ordinal]!;
    const right = trace.correct[ordinal]! ? 1 : 0;
    terms.add(pairs + 2 * (from * skills + skill) + right, 1, SOURCE.answer, ordinal);
    if (alike === undefined) return;
    terms.add(alike + 4 * from + 2 * right + (from === skill ? 1 : 0), 1, SOURCE.answer, ordinal);
  };
  add(offset.before1, offset.before1Alike, trace.length - 1);
  add(offset.before2, offset.before2Alike, trace.length - 2);
  add(offset.before3, undefined, trace.length - 3);
  add(offset.beforeSwitch, offset.beforeSwitchAlike, trace.before(skill));
}

function addAgreement(terms: Terms, { offset }: Layout, trace: LearnerTrace, skill: number): void {
  const ordinals = trace.bySkill.get(skill)?.ordinals ?? [];
  let pair = 0;
  for (let late = 0; late < PAIRED; late++) {
    for (let early = late + 1; early < PAIRED; early++, pair++) {
      if (early < ordinals.length) {
        const a = ordinals[ordinals.length - 1 - early]!;
        const b = ordinals[ordinals.length - 1 - late]!;
        terms.add(offset.agreementOnSkill + skill * PAIRS + pair, agree(trace, a, b), SOURCE.pair, a, b);
      }
      if (early < trace.length) {
        const a = trace.length - 1 - early;
        const b = trace.length - 1 - late;
        terms.add(offset.agreement + skill * PAIRS + pair, agree(trace, a, b), SOURCE.pair, a, b);
      }
    }
  }
}

function agree(trace: LearnerTrace, a: number, b: number): number {
  return trace.correct[a] === trace.correct[b] ? 1 : -1;
}

/** 0 … 6 each on its own, then in ever wider steps. */
function bucket(count: number): number {
  if (count <= 6) return count;
  if (count <= 8) return 7;
  if (count <= 12) return 8;
  if (count <= 20) return 9;
  if (count <= 40) return 10;
  if (count <= 80) return 11;
  if (count <= 160) return 12;
  return count <= 320 ? 13 : 14;
}
