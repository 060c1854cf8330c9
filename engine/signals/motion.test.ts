import { describe, expect, it } from "vitest";
import {
  dynamicRms,
  enmo,
  gravityFromAttitude,
  jerkRms,
  meanAmplitudeDeviation,
  moveOf,
  timeCoverage,
} from "./motion.ts";
import { sineWalk } from "./testing.ts";

describe("intensity of movement", () => {
  const walk = sineWalk();

  it("gives the known values on the sine walk", () => {
    expect(enmo(walk.r)).toBeCloseTo(0.09549171, 8);
    expect(meanAmplitudeDeviation(walk.r)).toBeCloseTo(0.19098342, 8);
    expect(dynamicRms(walk.r)).toBeCloseTo(0.21213203, 8);
    expect(jerkRms([walk.r], walk.tS)).toBeCloseTo(2.39668557, 8);
  });

  it("gives wristpy's values of ENMO", () => {
    expect(enmo([Math.hypot(1, 0, 0)])).toBe(0);
    expect(enmo([Math.hypot(2, 0, 0)])).toBe(1);
    expect(enmo([Math.hypot(1, 2, 2)])).toBe(2);
  });

  it("calls ln(1 + ENMO in mg) move", () => {
    expect(moveOf(0)).toBe(0);
    expect(moveOf(0.0999)).toBeCloseTo(Math.log(100.9), 12);
  });

  it("takes the real time between samples for jerk", () => {
    expect(jerkRms([[0, 1, 1]], [0, 0.5, 0.5])).toBe(2);
    expect(jerkRms([[0], [0]], [0])).toBe(0);
  });

  it("finds gravity from the attitude with the signs of iOS", () => {
    const [x, y, z] = gravityFromAttitude(0, 0, 0, 1);
    expect(z).toBe(-1);
    expect(x).toBeCloseTo(0, 15);
    expect(y).toBeCloseTo(0, 15);
    const [, upright] = gravityFromAttitude(Math.SQRT1_2, 0, 0, Math.SQRT1_2);
    expect(upright).toBeCloseTo(-1, 12);
  });
});

describe("coverage", () => {
  const every10ms = (from: number, to: number) => {
    const t: number[] = [];
    for (let i = from; i < to; i++) t.push(i / 100);
    return t;
  };

  it("is 1 for a sensor that is a little slow or fast", () => {
    for (const hz of [99.3, 100, 100.7]) {
      const t = Array.from({ length: Math.ceil(10 * hz) }, (_, i) => i / hz).filter((s) => s < 10);
      expect(timeCoverage(t, 10, 100)).toBeCloseTo(1, 9);
    }
  });

  it("counts gaps inside and at both ends", () => {
    expect(timeCoverage([...every10ms(0, 300), ...every10ms(500, 1000)], 10, 100)).toBeCloseTo(0.8, 9);
    expect(timeCoverage(every10ms(250, 1000), 10, 100)).toBeCloseTo(0.75, 9);
    expect(timeCoverage(every10ms(0, 400), 10, 100)).toBeCloseTo(0.4, 9);
    expect(timeCoverage([], 10, 100)).toBe(0);
    expect(timeCoverage([1], 10, 0)).toBe(0);
  });
});
