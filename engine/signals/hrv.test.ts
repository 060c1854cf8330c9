import { describe, expect, it } from "vitest";
import { meanNn, pnn, poincare, rmssd, sdnn } from "./hrv.ts";
import { formulaRr } from "./testing.ts";

describe("variability of beat intervals", () => {
  const rr = formulaRr();

  it("gives the known values on the formula series", () => {
    expect(rr).toHaveLength(376);
    expect(rr.reduce((a, b) => a + b)).toBe(300_299);
    expect(meanNn(rr)).toBeCloseTo(300_299 / 376, 10);
    expect(sdnn(rr)).toBeCloseTo(33.38636225, 8);
    expect(rmssd(rr)).toBeCloseTo(25.01716744, 8);
    expect(pnn(rr, 50)).toBe(0);
    expect(pnn(rr, 20)).toBeCloseTo(48.5333, 4);
    expect(poincare(rr).sd1).toBeCloseTo(17.7133578, 7);
    expect(poincare(rr).sd2).toBeCloseTo(43.76682904, 8);
  });

  it("has no value for too few intervals", () => {
    expect(meanNn([])).toBeNaN();
    expect(sdnn([800])).toBeNaN();
    expect(rmssd([800])).toBeNaN();
    expect(pnn([800], 50)).toBeNaN();
  });
});
