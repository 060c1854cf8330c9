import { expect, test } from "vitest";
import { type Answer, answerLog } from "./answers.ts";
import { repeatedRows, repeatingPairs } from "./repeats.ts";

/** Items of skills 0 and 1 in two rows each, then one answer on skill 2. */
function learner(i: number): Answer[] {
  const mark = i % 3 === 0;
  return [
    { skill: 0, correct: mark },
    { skill: 1, correct: mark },
    { skill: 2, correct: i % 2 === 0 },
  ];
}

const log = answerLog(
  3,
  Array.from({ length: 40 }, (_, i) => learner(i)),
);

test("finds the ordered pair whose marks always agree, and no other", () => {
  const pairs = repeatingPairs(log);
  expect([...pairs]).toEqual([1]);
  expect([...repeatedRows(log, pairs).subarray(0, 6)]).toEqual([0, 1, 0, 0, 1, 0]);
});

test("a few agreements are not enough", () => {
  expect(repeatingPairs(answerLog(3, [learner(0), learner(1), learner(3)])).size).toBe(0);
});

test("pairs that are only ever right prove nothing", () => {
  const easy = answerLog(
    2,
    Array.from({ length: 50 }, () => [0, 1].map((skill) => ({ skill, correct: true }))),
  );
  expect(repeatingPairs(easy).size).toBe(0);
});
