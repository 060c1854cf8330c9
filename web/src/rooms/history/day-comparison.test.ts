import { describe, expect, it } from "vitest";
import { chosenDays, clockText, dayPaths, dayText, differencesOf, isDay, scaleOf } from "./day-comparison.ts";

describe("which days are compared", () => {
  it.each([
    [null, ["2026-10-31", "2026-11-01"]],
    ["", ["2026-10-31", "2026-11-01"]],
    ["2026-10-25,2026-10-18", ["2026-10-25", "2026-10-18"]],
    ["2026-10-25,2026-10-25,2026-13-01,x", ["2026-10-25"]],
    [
      "2026-01-01,2026-01-02,2026-01-03,2026-01-04,2026-01-05",
      ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"],
    ],
  ])("%s", (asked, days) => {
    expect(chosenDays(asked, "2026-11-01")).toEqual(days);
  });

  it("are days that there are", () => {
    expect(["2026-02-28", "2026-02-29", "2026-2-8", "yesterday", ""].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(dayText("2026-10-25", "en-GB")).toMatch(/^Sun, 25 Oct 2026$/);
  });
});

describe("days over one another", () => {
  it("break where nothing is known; a value by itself is a dot", () => {
    const scale = scaleOf([
      [1, 2],
      [null, 3],
    ]);
    expect(scale?.low).toBeCloseTo(0.88);
    expect(scale?.high).toBeCloseTo(3.12);
    expect(dayPaths([1, 2, null, 1], { low: 0, high: 2 })).toEqual({
      line: "M0.12500 0.50000L0.37500 0.00000",
      dots: "M0.87500 0.50000h0",
    });
    expect(scaleOf([[null], []])).toBeUndefined();
  });

  it("differ over the times that both have", () => {
    expect(
      differencesOf([
        [1, 2, 3, null],
        [2, 4, null, 9],
        [null, null, null, 1],
      ]),
    ).toEqual([{ first: 1.5, other: 3, mean: 1.5, times: 2 }, undefined]);
  });

  it("are told by the clock", () => {
    expect([0, 9, 59, 95].map((step) => clockText(step, 15))).toEqual(["00:00", "02:15", "14:45", "23:45"]);
  });
});
