import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { powerSpectrum } from "./fourier.ts";

function directPower(x: readonly number[], length: number, k: number): number {
  let re = 0;
  let im = 0;
  for (const [i, value] of x.entries()) {
    re += value * Math.cos((2 * Math.PI * k * i) / length);
    im -= value * Math.sin((2 * Math.PI * k * i) / length);
  }
  return re * re + im * im;
}

describe("power spectrum", () => {
  it("equals the sum by definition", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 64 }),
        fc.constantFrom(64, 128),
        (x, length) => {
          const power = powerSpectrum(x, x.length, length, new Float64Array(length / 2 + 1));
          for (let k = 0; k <= length / 2; k++) expect(power[k]).toBeCloseTo(directPower(x, length, k), 6);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("refuses lengths that are no power of two", () => {
    expect(() => powerSpectrum([1], 1, 48, new Float64Array(25))).toThrow(RangeError);
  });
});
