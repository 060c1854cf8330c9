import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, median, percentile } from "./harness.ts";

describe("percentile", () => {
  it.each([
    [[3, 1, 2], 50, 2],
    [[4, 1, 3, 2], 50, 2.5],
    [[10, 20, 30, 40, 50], 25, 20],
    [[0, 100], 99, 99],
    [[7], 99, 7],
  ])("of %j at %d is %d", (values, percent, expected) => {
    expect(percentile(values, percent)).toBeCloseTo(expected, 12);
  });

  it("lies between the least and the most and leaves its input as it was", () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 100 }), (values, percent) => {
        const before = [...values];
        const found = percentile(values, percent);
        expect(found).toBeGreaterThanOrEqual(Math.min(...values));
        expect(found).toBeLessThanOrEqual(Math.max(...values));
        expect(values).toEqual(before);
      }),
    );
  });

  it("refuses nothing at all", () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe("compare", () => {
  it("takes turns, each being first every other round", async () => {
    const trace: string[] = [];
    const measured = (name: string, value: number) => async () => {
      trace.push(name);
      return await Promise.resolve(value);
    };
    expect(await compare(measured("a", 10), measured("b", 40), 3)).toEqual({
      ours: 10,
      rival: 40,
      ratio: 0.25,
    });
    expect(trace).toEqual(["a", "b", "b", "a", "a", "b"]);
  });

  it("takes the median of the ratios of the rounds, not the ratio of the medians", async () => {
    const ours = [1, 100, 6];
    const rival = [1, 50, 2];
    const next = (values: number[]) => () => Promise.resolve(values.shift() ?? Number.NaN);
    expect(await compare(next(ours), next(rival), 3)).toEqual({ ours: 6, rival: 2, ratio: 2 });
  });
});
