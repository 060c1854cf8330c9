import { describe, expect, it } from "vitest";
import { SessionSignals } from "../feed/session-signals.ts";
import type { ChartSpec } from "./chart-spec.ts";
import { nextPoint, qualityAt, valuesAt } from "./cursor.ts";
import { SeriesBuffer } from "./series-buffer.ts";

const buffer = new SeriesBuffer(2, 100);
for (let i = 0; i < 50; i++) buffer.put(100 + i, [i, i / 50]);
const spec: ChartSpec = {
  id: "c",
  lines: [{ label: "c", colour: "--trace-1" }],
  y: { span: 1 },
  digits: 0,
  lineSource: () => ({ buffer, columns: [0], period: 1, qualityColumn: 1 }),
};
const signals = new SessionSignals("s");
const shown = { from: 110, to: 140 };
const from = (time: number, key: string, big = false) => nextPoint(spec, signals, shown, time, key, big);

describe("nextPoint", () => {
  it("steps from point to point and stays inside what is shown", () => {
    expect(from(120, "ArrowLeft")).toBe(119);
    expect(from(120, "ArrowRight")).toBe(121);
    expect(from(140, "ArrowRight")).toBe(140);
    expect(from(120, "ArrowLeft", true)).toBe(110);
    expect(from(120, "Home")).toBe(110);
    expect(from(120, "End")).toBe(140);
    expect(from(120, "a")).toBeUndefined();
  });
});

describe("valuesAt", () => {
  it("takes the last point that is not later", () => {
    expect(valuesAt(spec, signals, 120.7)).toEqual([20]);
  });

  it("says nothing where no point is near", () => {
    expect(valuesAt(spec, signals, 200)).toEqual([]);
    expect(valuesAt(spec, signals, 90)).toEqual([]);
  });
});

describe("qualityAt", () => {
  it("is that of the point whose value is shown", () => {
    expect(qualityAt(spec, signals, 120.7)).toBe(0.4);
    expect(qualityAt(spec, signals, 200)).toBeUndefined();
  });
});
