import { expect, test } from "vitest";
import { choleskyFactor } from "../../numerics/cholesky.ts";
import { logistic } from "../../numerics/logistic.ts";
import { expectClose } from "../../testdata/close.suite.ts";
import { AnswerState } from "./answer-state.ts";
import { areaUnderCurve, calibrationError } from "./scores.ts";
import { LAW, simulateLearners } from "./simulated-learners.suite.ts";

const { log, offsets, truth } = simulateLearners(3, 200, 60);

function predictAll(settings: typeof LAW): Float64Array {
  const predicted = new Float64Array(log.skill.length);
  for (let learner = 0; learner + 1 < log.starts.length; learner++) {
    const state = new AnswerState(settings);
    for (let i = log.starts[learner]!; i < log.starts[learner + 1]!; i++) {
      const skill = log.skill[i]!;
      predicted[i] = state.predict(skill, offsets[skill]!).success;
      state.update(skill, offsets[skill]!, log.correct[i] === 1);
    }
  }
  return predicted;
}

test("with one component it is the Newton step of the scalar belief", () => {
  const only = { ...LAW, levelSd: 0, formSd: 0, fastSd: 0, slowSd: 1.5 };
  const state = new AnswerState(only);
  state.update(0, 0.3, true);
  const p = logistic(0.3);
  const tau = p * (1 - p);
  const variance = 1 / (1 / 2.25 + tau);
  const { slow } = state.components(0);
  expectClose(slow.variance, variance, "variance");
  expectClose(slow.mean, variance * (1 - p), "mean");
});

test("the covariance stays positive definite over 2,000 answers", () => {
  const state = new AnswerState(LAW);
  for (let i = 0; i < 2_000; i++) {
    const k = i % log.skill.length;
    state.update(log.skill[k]!, offsets[log.skill[k]!]!, log.correct[k] === 1);
  }
  const covariance = state.covariance();
  const n = Math.sqrt(covariance.length);
  expect(n).toBe(2 + 2 * offsets.length);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) expect(covariance[i * n + j]).toBeCloseTo(covariance[j * n + i]!, 12);
  }
  expect(choleskyFactor(covariance, n)[n * n - 1]).toBeGreaterThan(0);
});

test("under the law of the learners it is calibrated, and fast components pay", () => {
  const full = predictAll(LAW);
  const slowOnly = predictAll({ ...LAW, formSd: 0, fastSd: 0 });
  expect(calibrationError(log.correct, full)).toBeLessThan(0.03);
  expect(areaUnderCurve(log.correct, full)).toBeGreaterThan(areaUnderCurve(log.correct, slowOnly) + 0.005);
  expect(areaUnderCurve(log.correct, full)).toBeLessThan(areaUnderCurve(log.correct, truth));
});

test("the fast component forgets, the slow one does not", () => {
  const state = new AnswerState({ ...LAW, levelSd: 0, formSd: 0 });
  state.update(0, 0, true);
  const { slow, fast } = state.components(0);
  // Prior variances 0.25 and 1 share the first innovation; then the fast part keeps 0.8 of its own.
  expectClose(fast.mean / slow.mean, (1 / 0.25) * 0.8, "ratio of the means");
});

test("a retention outside [0, 1] is refused", () => {
  expect(() => new AnswerState({ ...LAW, fastRetention: 1.1 })).toThrow("fastRetention");
});
