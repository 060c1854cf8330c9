/**
 * A run of answers on one skill as evidence of that skill (docs/decisions/0010-answer-time-scales.md).
 *
 * Answers of one run hang together: what moves them besides the skill (form, the item type, a trick just seen) is the
 * fast component. So recent answers tell more about the next answer, and many answers of one run tell less about the
 * lasting level than as many independent ones would.
 */
import { AnswerState } from "./answer-state.ts";

export interface FastComponent {
  /** logit. Stationary standard deviation. */
  sd: number;
  /** What is left after one more answer, in (0, 1). */
  retention: number;
}

/**
 * Derived, not copied, from two public sets of answers of pupils in mathematics: fitted on their training students
 * (ASSISTments 2009 without repeated rows: sd 1.03, retention 0.97; 2015: 0.88 and 0.67). [F]
 */
export const FAST_COMPONENT: Readonly<FastComponent> = { sd: 0.9, retention: 0.85 };

export interface StreamReading {
  /** logit. What the run says of the lasting level alone, free of any prior. */
  y: number;
  /** logit⁻². Its precision. */
  tau: number;
  /** What moved the last answers of the run beside the lasting level. */
  fast: { mean: number; variance: number };
}

const ONLY_SKILL = 0;

/**
 * Reads the answers, oldest first, at difficulty b (logit). The lasting level starts as N(b, priorSd²), the weakest
 * assumption that favours neither right nor wrong; that prior is divided out again.
 */
export function readStream(
  answers: readonly boolean[],
  b: number,
  priorSd: number,
  fast: Readonly<FastComponent> = FAST_COMPONENT,
): StreamReading {
  const state = new AnswerState({
    levelSd: 0,
    formSd: 0,
    formRetention: 1,
    slowSd: priorSd,
    fastSd: fast.sd,
    fastRetention: fast.retention,
    practiceGain: 0,
  });
  for (const correct of answers) state.update(ONLY_SKILL, 0, correct);
  const components = state.components(ONLY_SKILL);
  const { mean, variance } = components.slow;
  const tau = Math.max(0, 1 / variance - 1 / priorSd ** 2);
  return { y: tau === 0 ? b : b + mean / variance / tau, tau, fast: components.fast };
}
