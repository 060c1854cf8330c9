/** What to expect of the answer after a run (docs/decisions/0010-answer-time-scales.md). */
import { expectedSuccess } from "../readout.ts";
import { FAST_COMPONENT, readStream } from "./answer-stream.ts";

/**
 * Expected success of the next answer at difficulty b (logit), right after the run if there was one: the lasting level
 * with its variance, and the fast component beside it. That the two are weakly correlated after a run is left out.
 */
export function expectNextAnswer(
  level: { mean: number; variance: number },
  b: number,
  run: { answers: readonly boolean[]; b: number } | undefined,
  priorSd: number,
): number {
  const fast =
    run === undefined
      ? { mean: 0, variance: FAST_COMPONENT.sd ** 2 }
      : readStream(run.answers, run.b, priorSd).fast;
  return expectedSuccess(level.mean + fast.mean, level.variance + fast.variance, b);
}
