/** A predicted logit taken apart: what was expected of anybody, and what each past answer adds. */
import type { Layout, Part } from "./layout.ts";
import type { LearnerTrace } from "./learner-trace.ts";
import { SOURCE, type Terms } from "./term-buffer.ts";
import { PRIOR_ANSWERS, PRIOR_OTHERS } from "./terms.ts";

export interface AnswerContribution {
  /** Which answer of the learner, 0 the oldest. */
  ordinal: number;
  skill: number;
  correct: boolean;
  /** Logit that this answer adds, the sum of its parts. */
  logit: number;
  parts: Partial<Record<Part, number>>;
}

export interface Explanation {
  /** Σ prior + Σ answers' logit, to rounding. */
  logit: number;
  /** What would be expected without looking at whether answers were right, by name. */
  prior: Partial<Record<Part, number>>;
  /** Every answer that adds something, oldest first. */
  answers: AnswerContribution[];
}

/** Takes apart Σ weight × value over the terms. */
export function explainTerms(
  terms: Terms,
  layout: Layout,
  weights: Float64Array,
  trace: LearnerTrace,
): Explanation {
  const prior: Partial<Record<Part, number>> = {};
  const parts: Partial<Record<Part, number>>[] = [];
  let logit = 0;
  for (let t = 0; t < terms.length; t++) {
    const weight = weights[terms.index[t]!]!;
    const value = terms.value[t]!;
    if (weight === 0) continue;
    logit += weight * value;
    const part = layout.parts[layout.groupOf(terms.index[t]!)]!;
    if (terms.source[t] === SOURCE.prior) addTo(prior, part, weight * value);
    else {
      visitShares(terms, t, trace, (ordinal, share) => {
        parts[ordinal] ??= {};
        addTo(parts[ordinal], part, weight * share);
      });
    }
  }
  const answers: AnswerContribution[] = [];
  for (const [ordinal, of] of parts.entries()) {
    if (of === undefined) continue;
    const sum = Object.values(of).reduce((a, b) => a + b, 0);
    const correct = trace.correct[ordinal]!;
    answers.push({ ordinal, skill: trace.skill[ordinal]!, correct, logit: sum, parts: of });
  }
  return { logit, prior, answers };
}

/** Which answers make up the value of term t, and how much of it each; the shares sum to the value. */
function visitShares(
  terms: Terms,
  t: number,
  trace: LearnerTrace,
  visit: (ordinal: number, share: number) => void,
): void {
  const a = terms.a[t]!;
  const b = terms.b[t]!;
  const value = terms.value[t]!;
  const source = terms.source[t];
  if (source === SOURCE.answer) visit(a, value);
  else if (source === SOURCE.pair) {
    visit(a, value / 2);
    visit(b, value / 2);
  } else if (source === SOURCE.form) {
    for (let i = 0; i < trace.length; i++) {
      visit(i, trace.surprise[i]! * trace.means.share(a, PRIOR_ANSWERS, trace.length - 1 - i));
    }
  } else if (source === SOURCE.skill) {
    const { ordinals, means } = trace.bySkill.get(b)!;
    for (const [i, ordinal] of ordinals.entries()) {
      visit(ordinal, trace.surprise[ordinal]! * means.share(a, PRIOR_ANSWERS, ordinals.length - 1 - i));
    }
  } else {
    const own = trace.bySkill.get(a)?.ordinals.length ?? 0;
    for (let i = 0; i < trace.length; i++) {
      if (trace.skill[i] !== a) visit(i, trace.surprise[i]! / (trace.length - own + PRIOR_OTHERS));
    }
  }
}

function addTo(parts: Partial<Record<Part, number>>, part: Part, logit: number): void {
  parts[part] = (parts[part] ?? 0) + logit;
}
