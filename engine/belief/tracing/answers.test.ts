import { expect, test } from "vitest";
import { answerLog, skillMeans, someLearners } from "./answers.ts";

const right = (skill: number) => ({ skill, correct: true });
const wrong = (skill: number) => ({ skill, correct: false });
const log = answerLog(3, [[right(0), wrong(1)], [], [right(1), right(1), wrong(0)]]);

test("a log of some learners keeps their answers", () => {
  expect(someLearners(log, [2, 0])).toEqual(
    answerLog(3, [
      [right(1), right(1), wrong(0)],
      [right(0), wrong(1)],
    ]),
  );
});

test("means are drawn to the overall share", () => {
  expect([...skillMeans(log, 0).subarray(0, 2)]).toEqual([1 / 2, 2 / 3]);
  const drawn = skillMeans(log, 2);
  expect(drawn[0]).toBeCloseTo((1 + 1.2) / 4, 12);
  expect(drawn[2]).toBeCloseTo(0.6, 12);
});

test("a skill that does not exist is refused", () => {
  expect(() => answerLog(3, [[right(3)]])).toThrow("out_of_range");
  expect(() => answerLog(3, [[right(0.5)]])).toThrow("out_of_range");
});
