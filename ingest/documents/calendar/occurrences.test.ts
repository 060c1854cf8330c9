import { expect, it } from "vitest";
import { summarised } from "./occurrences.ts";

const HOUR = 3_600_000;
const at = (id: string, from: number, to: number) => ({
  id,
  name: id,
  recurs: true,
  start: from * HOUR,
  end: to * HOUR,
});

it("adds up the hours of each commitment, and counts what overlaps once in all", () => {
  expect(summarised([at("b", 1, 3), at("a", 0, 2), at("a", 10, 12), at("c", 1, 2)])).toEqual({
    commitments: [
      { name: "a", recurs: true, times: 2, hours: 4 },
      { name: "b", recurs: true, times: 1, hours: 2 },
      { name: "c", recurs: true, times: 1, hours: 1 },
    ],
    busyHours: 5,
  });
});
