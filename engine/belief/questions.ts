/** Which question to ask next (docs/model.md 2.7). */
import type { Posterior } from "./posterior.ts";

/** One possible observation: its precision (logit⁻²) and what it costs in minutes of interview. */
export interface Question {
  precision: number;
  minutes: number;
}

/** How much of the variance of the quantity looked at one question on a skill removes. */
export interface QuestionValue {
  index: number;
  varianceRemoved: number;
  perMinute: number;
}

/** Variances worked out for one ranking at most: all of them on the dense path. */
const MOST_VARIANCES = 256;

/**
 * The best skills to ask about, most variance removed per minute first:
 * ΔVar = (gᵀC·e_i)²·τ/(1 + τ·C_ii). `g` is ∂quantity/∂θ by skill index, `questionFor` what would be asked.
 * ΔVar ≤ (gᵀC·e_i)²·τ, so variances are worked out only for skills that can still be among the best, and for no
 * more than the 256 highest bounds; a skill left out could not beat the last of those bounds.
 */
export function rankQuestions(
  posterior: Posterior,
  g: ReadonlyMap<number, number>,
  skills: number,
  questionFor: (index: number) => Question,
  limit: number,
): QuestionValue[] {
  const product = posterior.product(g);
  const candidates = Array.from({ length: skills }, (_, index) => {
    const question = questionFor(index);
    const bound = (product.boundAt(index) ** 2 * question.precision) / question.minutes;
    return { index, question, bound };
  });
  candidates.sort((a, b) => b.bound - a.bound || a.index - b.index);
  const best: QuestionValue[] = [];
  for (const { index, question, bound } of candidates.slice(0, MOST_VARIANCES)) {
    const worst = best[limit - 1];
    if (worst !== undefined && worst.perMinute >= bound) break;
    const { precision, minutes } = question;
    const varianceRemoved =
      (product.at(index) ** 2 * precision) / (1 + precision * posterior.variance(index));
    best.push({ index, varianceRemoved, perMinute: varianceRemoved / minutes });
    best.sort((a, b) => b.perMinute - a.perMinute || a.index - b.index);
    best.length = Math.min(best.length, limit);
  }
  return best;
}
