import { expect, test } from "vitest";
import { answerLog } from "./answers.ts";
import { parseResponses } from "./responses-csv.ts";

const HEADER = "student,seq,skill_id,correct";
const table = (...rows: string[]): string => [HEADER, ...rows, ""].join("\n");

test("rows of a student are put in order of seq, skills numbered by appearance", () => {
  const ids = new Map<string, number>();
  const { log, students } = parseResponses(table("7,2,b,1", "9,1,a,0", "7,1,a,1"), ids, true);
  expect(students).toEqual(["7", "9"]);
  expect([...ids]).toEqual([
    ["b", 0],
    ["a", 1],
  ]);
  expect(log).toEqual(
    answerLog(3, [
      [
        { skill: 1, correct: true },
        { skill: 0, correct: true },
      ],
      [{ skill: 1, correct: false }],
    ]),
  );
});

test("skills that only the test knows share the last number", () => {
  const ids = new Map([["a", 0]]);
  const { log } = parseResponses(table("1,1,x,1", "1,2,a,1", "1,3,y,0"), ids, false);
  expect([...log.skill]).toEqual([1, 0, 1]);
  expect(ids.size).toBe(1);
});

test.each([
  ["another header", "student,skill\n1,2", "line 1"],
  ["a mark that is none", table("1,1,a,0.5"), "line 2"],
  ["a missing field", table("1,1,a,1", "1,2,a"), "line 3"],
  ["a field too many", table("1,1,a,1,9"), "line 2"],
  ["a seq that is no number", table("1,x,a,1"), "line 2"],
])("%s is refused with its line", (_, text, where) => {
  expect(() => parseResponses(text, new Map(), true)).toThrow(where);
});
