import { describe, expect, it } from "vitest";
import { findGaps } from "./gaps.ts";

describe("findGaps", () => {
  it("breaks at more than one and a half periods and says how many points are missing", () => {
    const times = Float64Array.of(0, 0.01, 0.0249, 0.035, 0.085);
    expect(findGaps(times, 0.01)).toEqual([{ from: 0.035, to: 0.085, at: 4, missing: 4, counted: false }]);
  });

  it("believes sequence numbers before the clock", () => {
    const times = Float64Array.of(0, 0.01, 0.02);
    const seqs = Float64Array.of(0, 1, 12);
    expect(findGaps(times, 0.01, seqs)).toEqual([
      { from: 0.01, to: 0.02, at: 2, missing: 10, counted: true },
    ]);
  });

  it("finds none in an even trace whose real rate differs from the nominal one", () => {
    const times = Float64Array.from({ length: 200 }, (_, i) => i / 99.3);
    expect(findGaps(times, 0.01)).toEqual([]);
  });
});
