import { expect, test } from "vitest";
import { fitWeights } from "./fit-weights.ts";
import { AnswerHistory, READ_OUT_TERMS, READ_OUT_WEIGHTS, readOut } from "./read-out.ts";

function history(marks: string, skill = "s", expected = 0.5): AnswerHistory<string> {
  const answers = new AnswerHistory<string>();
  for (const mark of marks) answers.add(skill, mark === "+", expected);
  return answers;
}

test("there is a weight for each term", () => {
  expect(READ_OUT_WEIGHTS).toHaveLength(READ_OUT_TERMS.length);
});

test("without a history the belief speaks alone", () => {
  expect(readOut(history(""), "s", 0.7)).toEqual({
    success: 1 / (1 + Math.exp(-0.7)),
    logit: 0.7,
    parts: [{ name: "belief", value: 0.7 }],
  });
});

test("the parts sum to the logit, and recent right answers raise it", () => {
  const improving = readOut(history("---+++"), "s", 0);
  const declining = readOut(history("+++---"), "s", 0);
  expect(improving.parts.reduce((sum, { value }) => sum + value, 0)).toBe(improving.logit);
  expect(improving.success).toBeGreaterThan(declining.success + 0.1);
});

test("answers on another skill of the domain tell something too", () => {
  const of = (marks: string): number => readOut(history(marks), "other", 0).logit;
  expect(of("++++")).toBeGreaterThan(of("----") + 0.5);
});

test("the fit finds the weights that made the answers", () => {
  const made = [0.5, -1, 2];
  const rows = 4_000;
  const terms = new Float32Array(rows * made.length);
  const correct = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    let logit = 0;
    made.forEach((weight, i) => {
      const value = i === 0 ? 1 : Math.sin(row * (i + 1) * 0.7);
      terms[row * made.length + i] = value;
      logit += weight * value;
    });
    // Right as often as the logit says, without chance: the golden ratio spreads evenly.
    correct[row] = (row * 0.618_033_988_75) % 1 < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
  }
  const weights = fitWeights({ width: made.length, terms, correct });
  made.forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 0));
});
