import { describe, expect, it } from "vitest";
import { askedOf, besides, RANGES, spanOf } from "./ranges.ts";

const NOW = 1e12 + 0.7;

describe("askedOf", () => {
  it("reads a range or two times, and falls back to the last hour", () => {
    expect(askedOf(new URLSearchParams("range=week"))).toBe("week");
    expect(askedOf(new URLSearchParams("range=&from=10&to=20"))).toEqual({ from: 10, to: 20 });
    for (const wrong of ["", "range=decade", "from=20&to=10", "from=&to=", "from=x&to=20", "from=-5&to=20"]) {
      expect(askedOf(new URLSearchParams(wrong)), wrong).toBe("hour");
    }
  });
});

describe("spanOf", () => {
  it("asks for few enough points in whole milliseconds", () => {
    for (const asked of [...RANGES, { from: 5, to: 6 }, { from: 0, to: 2e12 }]) {
      const { from, to, step } = spanOf(asked, NOW, 1e11);
      expect([from, to, step].every(Number.isInteger)).toBe(true);
      expect(from).toBeGreaterThanOrEqual(0);
      expect((to - from) / step).toBeLessThanOrEqual(200);
    }
  });

  it("holds what was asked for", () => {
    expect(spanOf({ from: 1_000_000, to: 1_900_000 }, NOW)).toEqual({
      from: 1_000_000,
      to: 1_900_000,
      step: 5_000,
    });
    expect(spanOf("all", NOW, 1e11).from).toBeLessThanOrEqual(1e11);
    expect(spanOf({ from: 9e11, to: 2e12 }, NOW).to).toBe(1e12);
  });
});

describe("besides", () => {
  it("goes by its length, and stops at now and at the beginning", () => {
    expect(besides({ from: 200, to: 300 }, -1, NOW)).toEqual({ from: 100, to: 200 });
    expect(besides({ from: 200, to: 300 }, 1, NOW)).toEqual({ from: 300, to: 400 });
    expect(besides({ from: 200, to: 300 }, 1, 350.5)).toEqual({ from: 250, to: 350 });
    expect(besides({ from: 50, to: 150 }, -1, NOW)).toEqual({ from: 0, to: 100 });
  });
});
