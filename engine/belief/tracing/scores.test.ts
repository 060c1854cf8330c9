import fc from "fast-check";
import { expect, test } from "vitest";
import { areaUnderCurve, calibrationError, logLoss } from "./scores.ts";

test("the area is the share of pairs put in the right order, ties counting half", () => {
  const answer = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 5 }));
  fc.assert(
    fc.property(fc.array(answer, { minLength: 2, maxLength: 30 }), (answers) => {
      const rights = answers.filter(([correct]) => correct);
      const wrongs = answers.filter(([correct]) => !correct);
      fc.pre(rights.length > 0 && wrongs.length > 0);
      let won = 0;
      for (const [, a] of rights) for (const [, b] of wrongs) won += a > b ? 1 : a === b ? 0.5 : 0;
      const correct = Uint8Array.from(answers, ([right]) => (right ? 1 : 0));
      const predicted = Float64Array.from(answers, ([, p]) => p / 5);
      expect(areaUnderCurve(correct, predicted)).toBeCloseTo(won / (rights.length * wrongs.length), 12);
    }),
  );
});

test("log loss and calibration by hand", () => {
  const correct = Uint8Array.of(1, 0, 1, 1);
  const predicted = Float64Array.of(0.9, 0.1, 0.5, 0.5);
  expect(logLoss(correct, predicted)).toBeCloseTo((-2 * Math.log(0.9) - 2 * Math.log(0.5)) / 4, 12);
  // Bins of 1/15: (0.9: gap 0.1), (0.1: gap −0.1), (0.5, twice: gap 1).
  expect(calibrationError(correct, predicted)).toBeCloseTo((0.1 + 0.1 + 1) / 4, 12);
  expect(calibrationError(Uint8Array.of(1), Float64Array.of(1))).toBe(0);
});
