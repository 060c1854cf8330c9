import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandPath, eccentricity, orbitPath, orbitRadius } from "./orbit.ts";

const etas = fc.double({ min: 0.05, max: 3, noNaN: true });
const angles = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });

describe("orbitRadius", () => {
  it("starts at distance 1 whatever η is", () => {
    fc.assert(
      fc.property(etas, (eta) => {
        expect(orbitRadius(eta, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("is a circle at η = √½ and reaches (1+e)/(1−e) in the example", () => {
    expect(orbitRadius(Math.SQRT1_2, 2)).toBeCloseTo(1, 12);
    expect(eccentricity(0.844434526287983)).toBeCloseTo(0.42614, 5);
    expect(orbitRadius(0.844434526287983, Math.PI)).toBeCloseTo(1.42613933 / 0.57386067, 5);
  });

  it("conserves energy: v² − 2/r is the same at every point (GM = 1)", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 0.95, noNaN: true }), angles, (eta, angle) => {
        const step = 1e-5;
        const r = orbitRadius(eta, angle);
        const slope = (orbitRadius(eta, angle + step) - orbitRadius(eta, angle - step)) / (2 * step);
        const h = Math.SQRT2 * eta;
        const speedSquared = (h / r) ** 2 + ((h / r ** 2) * slope) ** 2;
        expect(speedSquared - 2 / r).toBeCloseTo(2 * eta * eta - 2, 4);
      }),
    );
  });

  it("grows with η in every direction, so that a band never folds over", () => {
    fc.assert(
      fc.property(etas, etas, angles, (a, b, angle) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(orbitRadius(low, angle)).toBeLessThanOrEqual(orbitRadius(high, angle) + 1e-9);
      }),
    );
  });
});

describe("paths", () => {
  it("close below escape velocity and stay open above", () => {
    expect(orbitPath(0.8)).toMatch(/Z$/);
    expect(orbitPath(1.2)).not.toMatch(/Z$/);
    expect(bandPath(0.5, 1.2)).not.toMatch(/NaN|Infinity/);
  });
});
