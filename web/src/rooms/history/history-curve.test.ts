import { describe, expect, it } from "vitest";
import type { HistoryPoint } from "../../api/history.ts";
import { curveOf } from "./history-curve.ts";

function point(t: number, value: number | null): HistoryPoint {
  const likely = value === null ? {} : { likely: [value - 0.2, value + 0.2] as [number, number] };
  return {
    t,
    seq: t,
    eta: { value, unit: "1", parts: [], ...likely },
    etaInf: { value, unit: "1" },
    escapeVelocity: { value: 9, unit: "eh/wk", floored: false },
  };
}

describe("curveOf", () => {
  it("breaks where η had no value", () => {
    const { line, top } = curveOf(
      [point(0, 0.6), point(1, 0.6), point(2, null), point(3, 0.9), point(4, 0.9)],
      0,
      4,
    );
    expect(line.match(/M/g)).toHaveLength(2);
    expect(top).toBe(1.2);
    expect(line.startsWith("M0.00000 0.50000L0.25000 0.50000M0.75000 0.25000")).toBe(true);
  });

  it("makes room for the likely range", () => {
    expect(curveOf([point(0, 1.5), point(4, 1.5)], 0, 4).top).toBeCloseTo(1.8, 12);
    expect(curveOf([], 0, 4)).toEqual({ line: "", band: "", top: 1.2 });
  });
});
