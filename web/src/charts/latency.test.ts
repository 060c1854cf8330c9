import { describe, expect, it } from "vitest";
import { LatencyMeter } from "./latency.ts";

describe("LatencyMeter", () => {
  it("reads the middle and the tail of the newest frames", () => {
    const meter = new LatencyMeter();
    for (let i = 0; i < 600; i++) meter.add(10_000);
    for (let i = 0; i < 600; i++) meter.add(i % 100 === 0 ? 900 : 400);
    expect(meter.read()).toEqual({ p50: 400, p99: 900 });
  });

  it("says nothing after too few frames, and leaves out what cannot be a latency", () => {
    const meter = new LatencyMeter();
    for (let i = 0; i < 59; i++) meter.add(100);
    for (const age of [-5, Number.NaN, 1e9]) meter.add(age);
    expect(meter.read()).toBeUndefined();
    meter.add(100);
    expect(meter.read()).toEqual({ p50: 100, p99: 100 });
  });
});
