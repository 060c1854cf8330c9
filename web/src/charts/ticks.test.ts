import { describe, expect, it } from "vitest";
import { ticksUpTo } from "./ticks.ts";

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
