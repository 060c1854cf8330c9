import { describe, expect, it } from "vitest";
import { shownUnit, unitsOf, USUAL_UNITS } from "./units.ts";

const OTHER = { acceleration: "m/s^2", rotation: "deg/s" } as const;

describe("units", () => {
  it("convert what a person chose another unit for, and nothing else", () => {
    expect(2 * shownUnit("g", OTHER).factor).toBeCloseTo(19.6133, 6);
    expect(shownUnit("g", OTHER).text).toBe("m/s²");
    expect(Math.PI * shownUnit("rad/s", OTHER).factor).toBeCloseTo(180, 9);
    expect(shownUnit("rad/s", OTHER).text).toBe("°/s");
    expect(shownUnit("µT", OTHER)).toEqual({ text: "µT", factor: 1, digits: 2 });
    expect(shownUnit("g", USUAL_UNITS)).toEqual({ text: "g", factor: 1, digits: 2 });
  });

  it("are read from what was kept, if they are known", () => {
    expect(unitsOf("m/s^2 deg/s")).toEqual(OTHER);
    expect(unitsOf("furlong deg/s")).toBeUndefined();
    expect(unitsOf(undefined)).toBeUndefined();
  });
});
