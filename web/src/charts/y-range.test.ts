import { describe, expect, it } from "vitest";
import { YRange } from "./y-range.ts";

describe("YRange", () => {
  it("holds every value and never gets narrower than its span", () => {
    const range = new YRange({ span: 1 });
    const [low, high] = range.next([Float64Array.of(0.01, 0.02)], 0);
    expect(low).toBeLessThan(0.01);
    expect(high).toBeGreaterThan(0.02);
    expect(high - low).toBeGreaterThanOrEqual(1);
  });

  it("grows at once and shrinks slowly", () => {
    const range = new YRange({ span: 0.1 });
    range.next([Float64Array.of(-3, 3)], 0);
    const [, after] = range.next([Float64Array.of(-0.1, 0.1)], 0.1);
    expect(after).toBeGreaterThan(3);
    const [, peak] = range.next([Float64Array.of(-1, 9)], 0.016);
    expect(peak).toBeGreaterThan(9);
  });

  it("waits for the first value instead of shrinking towards it", () => {
    const range = new YRange({ span: 24 });
    range.next([], 0);
    expect(range.next([Float64Array.of(70, 80)], 0.016)[0]).toBeGreaterThan(60);
  });

  it("stays on its floor", () => {
    expect(new YRange({ floor: 0, span: 40 }).next([Float64Array.of(100, 110)], 0)[0]).toBe(0);
    expect(new YRange({ floor: 0, ceiling: 140, span: 40 }).next([], 0)).toEqual([
      0,
      expect.closeTo(151.2, 6),
    ]);
  });
});
