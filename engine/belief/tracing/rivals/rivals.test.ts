import { expect, test } from "vitest";
import { draw } from "../../../numerics/philox.ts";
import { type Answer, answerLog } from "../answers.ts";
import { areaUnderCurve, calibrationError } from "../scores.ts";
import { simulateLearners } from "../simulated-learners.suite.ts";
import { Bkt } from "./bkt.ts";
import { Elo } from "./elo.ts";
import { Pfa } from "./pfa.ts";

const { log: training } = simulateLearners(5, 300, 40);
const { log } = simulateLearners(6, 150, 40);

test.each([
  ["Elo", () => Elo.fit(training)],
  ["PFA", () => Pfa.fit(training)],
  ["BKT", () => Bkt.fit(training)],
])("%s learns something of unseen learners and is roughly calibrated", (_, fit) => {
  const predicted = fit().predict(log);
  expect(areaUnderCurve(log.correct, predicted)).toBeGreaterThan(0.65);
  expect(calibrationError(log.correct, predicted)).toBeLessThan(0.06);
});

test("BKT recovers the numbers that made the answers", () => {
  const made = { known: 0.3, learn: 0.2, guess: 0.15, slip: 0.1 };
  const learners = Array.from({ length: 1_500 }, (_, i) => {
    let known = draw(9, i, 0, 0).u < made.known;
    return Array.from({ length: 12 }, (__, t): Answer => {
      const correct = draw(9, i, t, 1).u < (known ? 1 - made.slip : made.guess);
      known ||= draw(9, i, t, 2).u < made.learn;
      return { skill: 0, correct };
    });
  });
  const [skill] = Bkt.fit(answerLog(1, learners)).skills;
  for (const key of ["known", "learn", "guess", "slip"] as const) {
    expect(Math.abs(skill![key] - made[key])).toBeLessThan(0.03);
  }
});

test("PFA finds the slopes of a skill with right and wrong answers", () => {
  const { log: one } = simulateLearners(7, 400, 20, 2);
  const pfa = Pfa.fit(one).predict(one);
  const share = one.correct.reduce((sum, mark) => sum + mark, 0) / one.correct.length;
  // A maximum likelihood fit with an intercept a skill keeps the mean.
  expect(pfa.reduce((sum, p) => sum + p, 0) / pfa.length).toBeCloseTo(share, 4);
});
