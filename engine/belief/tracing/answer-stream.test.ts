import fc from "fast-check";
import { expect, test } from "vitest";
import { readStream } from "./answer-stream.ts";

const PRIOR_SD = 1.5;
const noFast = { sd: 0, retention: 0.5 };
const marks = (text: string): boolean[] => Array.from(text).map((mark) => mark === "+");
const anyRun = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });

test("swapping right and wrong mirrors the reading at the difficulty", () => {
  fc.assert(
    fc.property(anyRun, fc.double({ min: -3, max: 3, noNaN: true }), (answers, b) => {
      const reading = readStream(answers, b, PRIOR_SD);
      const swapped = readStream(
        answers.map((right) => !right),
        b,
        PRIOR_SD,
      );
      expect(swapped.y - b).toBeCloseTo(b - reading.y, 9);
      expect(swapped.tau).toBeCloseTo(reading.tau, 9);
    }),
  );
});

test("every further answer adds precision, never more than Newton's quarter", () => {
  fc.assert(
    fc.property(anyRun, fc.boolean(), (answers, next) => {
      const { tau } = readStream(answers, 0, PRIOR_SD);
      const more = readStream([...answers, next], 0, PRIOR_SD).tau;
      expect(more).toBeGreaterThan(tau);
      expect(more).toBeLessThanOrEqual(0.25 * (answers.length + 1) + 1e-9);
    }),
  );
});

test("without a fast component it is near the empirical logit of k of n", () => {
  const { y, tau } = readStream(marks("+++-++++-+".repeat(4)), 0.5, PRIOR_SD, noFast);
  const [right, wrong] = [32.5, 8.5];
  expect(Math.abs(y - (0.5 + Math.log(right / wrong)))).toBeLessThan(0.05);
  expect(Math.abs(tau - 1 / (1 / right + 1 / wrong))).toBeLessThan(0.2 * tau);
});

test("one run tells less about the lasting level than as many independent answers", () => {
  const run = marks("++-+++-+++-+++++-+++");
  expect(readStream(run, 0, PRIOR_SD).tau).toBeLessThan(0.5 * readStream(run, 0, PRIOR_SD, noFast).tau);
});

test("the fast component follows the end of the run", () => {
  expect(readStream(marks("-----+++++"), 0, PRIOR_SD).fast.mean).toBeGreaterThan(0.2);
  expect(readStream(marks("+++++-----"), 0, PRIOR_SD).fast.mean).toBeLessThan(-0.2);
});

test("no answers say nothing", () => {
  expect(readStream([], 0.7, PRIOR_SD)).toMatchObject({ y: 0.7, tau: 0, fast: { mean: 0 } });
});
