import { describe, expect, it } from "vitest";
import { sampleRate } from "./sample-rate.ts";

describe("rate of a sensor", () => {
  const even = (hz: number, count: number, start = 0) =>
    Array.from({ length: count }, (_, i) => start + i / hz);

  it("is that of the stamps, not the nominal one", () => {
    for (const hz of [99.3, 100, 100.7]) {
      const rate = sampleRate(even(hz, 3000), 100);
      expect(rate?.hz).toBeCloseTo(hz, 9);
      expect(rate?.jitterMs).toBeCloseTo(0, 3);
      expect(rate?.segments).toBe(1);
    }
  });

  it("is not moved by jitter, and says how much there is", () => {
    const jittered = even(100, 10_000).map((t, i) => t + 0.003 * Math.sin(i * 12.9898));
    const rate = sampleRate(jittered, 100);
    expect(rate?.hz).toBeCloseTo(100, 3);
    expect(rate?.jitterMs).toBeCloseTo(3 / Math.SQRT2, 1);
  });

  it("leaves breaks out, and clocks that were set back", () => {
    const stamps = [...even(99.5, 2000), ...even(99.5, 2000, 80), ...even(99.5, 2000, 50)];
    const rate = sampleRate(stamps, 100);
    expect(rate?.hz).toBeCloseTo(99.5, 9);
    expect(rate?.segments).toBe(3);
  });

  it("says nothing about less than three samples", () => {
    expect(sampleRate([0, 0.01], 100)).toBeUndefined();
    expect(sampleRate([], 100)).toBeUndefined();
    expect(sampleRate([1, 1, 1], 100)).toBeUndefined();
  });
});
