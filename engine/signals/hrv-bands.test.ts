import { describe, expect, it } from "vitest";
import { HRV_ANALYSIS_WELCH, lombBands, welchBands } from "./hrv-bands.ts";
import { evenly } from "./interpolate.ts";
import { lomb } from "./lomb.ts";
import { formulaRr } from "./testing.ts";

describe("power of beat intervals by band", () => {
  it("gives the known values on the formula series, by Welch and by Lomb", () => {
    const welch = welchBands(formulaRr(), HRV_ANALYSIS_WELCH);
    expect(welch.lf).toBeCloseTo(765.8881, 4);
    expect(welch.hf).toBeCloseTo(238.8965, 4);
    expect(welch.method).toBe("welch-linear-hann/1");
    const byLomb = lombBands(formulaRr());
    expect(byLomb.lf).toBeCloseTo(498.8618, 4);
    expect(byLomb.hf).toBeCloseTo(197.2838, 4);
    expect(byLomb.ratio).toBeCloseTo(498.8618 / 197.2838, 4);
  });

  it("comes close to the least squares fit at a frequency", () => {
    const t = Array.from({ length: 200 }, (_, i) => i * 0.8 + 0.1 * Math.sin(i)).map(
      (s, _i, all) => s - (all[0] ?? 0),
    );
    const y = t.map((s) => 800 + 40 * Math.sin(2 * Math.PI * 0.1 * s + 1));
    const { power, stepHz } = lomb(t, y, 0.003, 0.4);
    const peak = power.indexOf(Math.max(...power));
    expect(0.003 + peak * stepHz).toBeCloseTo(0.1, 2);
    // A sine takes nearly all of its sum of squares away: ½·n·40²/2.
    expect(power[peak]).toBeGreaterThan(0.9 * 0.25 * 200 * 1600);
    expect(power[peak]).toBeLessThan(1.01 * 0.25 * 200 * 1600);
  });
});

describe("even grids", () => {
  const t = [0, 0.7, 1.5, 2.1, 3, 3.4];

  it("follow lines", () => {
    const grid = evenly(
      t,
      t.map((s) => 2 * s + 1),
      0.25,
      "linear",
    );
    for (const [k, value] of grid.entries()) expect(value).toBeCloseTo(0.5 * k + 1, 12);
    expect(grid).toHaveLength(14);
  });

  it("follow cubics with a spline", () => {
    const cubic = (s: number) => s ** 3 - 2 * s * s + 3;
    const grid = evenly(t, t.map(cubic), 0.25, "cubic");
    for (const [k, value] of grid.entries()) expect(value).toBeCloseTo(cubic(k * 0.25), 10);
  });
});
