import { describe, expect, it } from "vitest";
import { cadenceOf } from "./cadence.ts";
import { sineWalk } from "./testing.ts";

describe("cadence", () => {
  it("is 108 steps/min on the sine walk, not the 107.14 of whole lags", () => {
    const { tS, r } = sineWalk();
    const gait = cadenceOf(tS, r, 10);
    expect(gait?.cadence).toBeCloseTo(108, 9);
    expect(gait?.regularity).toBeCloseTo(1, 5);
    expect(gait?.moving).toBe(1);
  });

  it.each([0.6, 0.9, 1.234, 2.7, 3.9])("finds a pure sine of %d Hz", (hz) => {
    const { tS, r } = sineWalk(hz);
    expect(cadenceOf(tS, r, 10)?.cadence).toBeCloseTo(hz * 60, 6);
    expect(cadenceOf(tS, r, 5, 500)?.cadence).toBeCloseTo(hz * 60, 6);
    expect(Math.abs((cadenceOf(tS, r, 5, 500, false)?.cadence ?? 0) - hz * 60)).toBeLessThan(
      hz < 1 ? 2.5 : 0.5,
    );
  });

  it("follows the stamps, not the index", () => {
    // The same movement, sampled at 99.3 Hz with jitter: by index it would read 107.2.
    const tS = Array.from({ length: 993 }, (_, k) => k / 99.3 + 0.002 * Math.sin(7.7 * k)).filter(
      (t) => t >= 0,
    );
    const r = tS.map((t) => 1 + 0.3 * Math.sin(2 * Math.PI * 1.8 * t));
    expect(cadenceOf(tS, r, 10)?.cadence).toBeCloseTo(108, 2);
  });

  it("bridges a gap of 1.5 s", () => {
    const { tS, r } = sineWalk();
    const kept = [...tS.keys()].filter((k) => k < 400 || k >= 550);
    const gait = cadenceOf(
      kept.map((k) => tS[k] ?? 0),
      kept.map((k) => r[k] ?? 0),
      10,
    );
    expect(gait?.cadence).toBeCloseTo(108, 0);
    expect(gait?.regularity).toBeLessThan(0.95);
  });

  it("says nothing without movement or with less than half of the window", () => {
    const { tS, r } = sineWalk();
    expect(cadenceOf(tS, new Float64Array(1000).fill(1), 10)).toBeUndefined();
    expect(cadenceOf(tS.subarray(0, 480), r.subarray(0, 480), 10)).toBeUndefined();
    expect(cadenceOf([], [], 10)).toBeUndefined();
  });

  it("does not call noise movement", () => {
    const { tS } = sineWalk();
    const r = Array.from(tS, (_, k) => 1 + 0.004 * Math.sin(k * 12.9898 * 43.7));
    expect(cadenceOf(tS, r, 10)?.moving).toBe(0);
  });
});
