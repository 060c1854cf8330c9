import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correlate } from "./correlation.ts";

describe("correlation", () => {
  it("is that of Anscombe's first set, with Fisher's interval", () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    const { n, r, interval } = correlate(x.map((value, i) => [value, y[i] ?? 0] as const));
    expect(n).toBe(11);
    expect(r).toBeCloseTo(0.81642051634484, 12);
    // Worth 10.551848 pairs, by an independent computation.
    expect(interval?.low).toBeCloseTo(0.40763448, 7);
    expect(interval?.high).toBeCloseTo(0.95260527, 7);
  });

  it("says nothing where nothing varies or pairs are too few, and leaves out what is no number", () => {
    expect(correlate([])).toEqual({ n: 0, r: undefined, effectiveN: 0, interval: undefined });
    expect(
      correlate([
        [1, 1],
        [1, 2],
        [1, 3],
      ]).r,
    ).toBeUndefined();
    expect(
      correlate([
        [1, 2],
        [2, 4],
        [3, 6],
      ]),
    ).toMatchObject({ n: 3, r: 1, interval: undefined });
    expect(
      correlate([
        [1, 2],
        [2, 4],
        [Number.NaN, 6],
      ]).n,
    ).toBe(2);
  });

  it("trusts two slow drifts less than as many independent pairs", () => {
    const drift = correlate(Array.from({ length: 30 }, (_, i) => [i, i + 3 * Math.sin(i)] as const));
    expect(drift.effectiveN).toBeLessThan(5);
    const jumping = correlate(
      Array.from({ length: 30 }, (_, i) => [Math.sin(i * 99), Math.cos(i * 57)] as const),
    );
    expect(jumping.effectiveN).toBeGreaterThan(20);
  });

  it("does not change with scale, and holds r in its interval", () => {
    const value = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 5, maxLength: 40 }), (pairs) => {
        const { r, interval } = correlate(pairs);
        fc.pre(r !== undefined && Math.abs(r) < 0.999);
        const scaled = correlate(pairs.map(([x, y]) => [8 * x, -4 * y] as const));
        expect(scaled.r).toBeCloseTo(-(r ?? 0), 6);
        fc.pre(interval !== undefined);
        expect(interval.low).toBeLessThan(r ?? 0);
        expect(interval.high).toBeGreaterThan(r ?? 0);
      }),
    );
  });
});
