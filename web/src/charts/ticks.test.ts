import { describe, expect, it } from "vitest";
import { roundSteps, ticksUpTo } from "./ticks.ts";

describe("ticks of an axis", () => {
  it("are round, and few", () => {
    expect(ticksUpTo(1.4)).toEqual([0, 0.5, 1]);
    expect(ticksUpTo(2.4)).toEqual([0, 0.5, 1, 1.5, 2]);
    expect(ticksUpTo(13)).toEqual([0, 5, 10]);
    expect(ticksUpTo(1_000)).toEqual([0, 200, 400, 600, 800, 1_000]);
    expect(ticksUpTo(0.3, 3)).toHaveLength(4);
  });

  it("are only zero where there is nothing to show", () => {
    expect(ticksUpTo(0)).toEqual([0]);
    expect(ticksUpTo(Number.NaN)).toEqual([0]);
  });
});

describe("roundSteps", () => {
  it("are round in the unit that is shown", () => {
    const factor = 9.806_65;
    const { incrs, splits } = roundSteps(factor);
    const step = incrs.find((one) => one * factor > 4)!;
    expect(step * factor).toBeCloseTo(5, 9);
    const shown = splits(undefined, 1, -1.1, 1.6, step).map((place) => place * factor);
    expect(shown.map((value) => Number(value.toPrecision(9)))).toEqual([-10, -5, 0, 5, 10, 15]);
  });

  it("has the ends of the axis in it", () => {
    expect(
      roundSteps(1)
        .splits(undefined, 1, 0, 0.6, 0.2)
        .map((value) => value.toFixed(1)),
    ).toEqual(["0.0", "0.2", "0.4", "0.6"]);
    expect(roundSteps(1).splits(undefined, 1, 0.1, 0.15, 0.2)).toEqual([]);
  });
});
