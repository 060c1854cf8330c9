import { describe, expect, it } from "vitest";
import { measuresOf, rowsOf } from "./days.ts";

const sums = { mean: 2, min: 1, max: 3 };
const DAYS = [
  { from: 1, to: 2, features: [{ ...sums, feature: "cadence" }], channels: [] },
  {
    from: 2,
    to: 3,
    features: [{ ...sums, feature: "bpm" }],
    channels: [{ ...sums, channel: "acceleration.x", unit: "m/s²" }],
  },
];

describe("days", () => {
  it("name what was measured in any of them, features first", () => {
    expect(measuresOf(DAYS)).toEqual(["bpm", "cadence", "acceleration.x"]);
    expect(measuresOf([])).toEqual([]);
  });

  it("are rows where it was measured, newest first, channels with their unit", () => {
    expect(rowsOf(DAYS, "cadence")).toEqual([{ from: 1, ...sums, unit: "" }]);
    expect(rowsOf(DAYS, "acceleration.x")).toEqual([{ from: 2, ...sums, unit: "m/s²" }]);
    expect(rowsOf([...DAYS, { ...DAYS[0]!, from: 3 }], "cadence").map(({ from }) => from)).toEqual([3, 1]);
  });
});
