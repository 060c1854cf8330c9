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

/**
 * The best skills to ask about, most variance removed per minute first:
 * ΔVar = (gᵀC·e_i)²·τ/(1 + τ·C_ii). `g` is ∂quantity/∂θ by skill index, `questionFor` what would be asked.
 * ΔVar ≤ (gᵀC·e_i)²·τ, so variances are worked out only for skills that can still be among the best.
 */
export function rankQuestions(
  posterior: Posterior,
  g: ReadonlyMap<number, number>,
  skills: readonly number[],
  questionFor: (index: number) => Question,
  limit: number,
): QuestionValue[] {
  const covariances = posterior.multiply(g, skills);
  const candidates = skills.map((index, k) => {
    const question = questionFor(index);
    const bound = covariances[k]! ** 2 * question.precision;
    return { index, question, bound, boundPerMinute: bound / question.minutes };
  });
  candidates.sort((a, b) => b.boundPerMinute - a.boundPerMinute || a.index - b.index);
  const best: QuestionValue[] = [];
  for (const { index, question, bound, boundPerMinute } of candidates) {
    const worst = best[limit - 1];
    if (worst !== undefined && worst.perMinute >= boundPerMinute) break;
    const varianceRemoved = bound / (1 + question.precision * posterior.variance(index));
    best.push({ index, varianceRemoved, perMinute: varianceRemoved / question.minutes });
    best.sort((a, b) => b.perMinute - a.perMinute || a.index - b.index);
    best.length = Math.min(best.length, limit);
  }
  return best;
}
