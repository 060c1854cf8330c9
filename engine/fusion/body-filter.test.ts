import { expect, test } from "vitest";
import { DEFAULTS } from "../constants.ts";
import type { FeatureName, WindowFeatures } from "../types.ts";
import { BodyFilter } from "./body-filter.ts";

const START = 1_795_000_000_000;

function window(t1: number, length: number, values: Partial<Record<FeatureName, number>>): WindowFeatures {
  const features: WindowFeatures["features"] = {};
  for (const [name, value] of Object.entries(values)) {
    features[name as FeatureName] = { value, quality: 1 };
  }
  return { t0: t1 - length * 1000, t1, overlap: 1, features };
}

/** A minute of motion windows every 5 s, then a heart window over it. */
function minute(
  filter: BodyFilter,
  from: number,
  move: number,
  heart: Partial<Record<FeatureName, number>>,
): void {
  for (let s = 5; s <= 60; s += 5) filter.observe(window(from + s * 1000, 10, { move }));
  filter.observe(window(from + 60_000, 64, heart));
}

test("heart variability counts at rest and not in motion", () => {
  const rest = new BodyFilter(DEFAULTS);
  minute(rest, START, 1, { rmssd: 80 });
  expect(rest.lastSeen(4)).toBe(START + 60_000);
  const moving = new BodyFilter(DEFAULTS);
  minute(moving, START, 5, { rmssd: 80, coherence: 1 });
  expect(moving.lastSeen(4)).toBeNull();
  expect(moving.lastSeen(5)).toBeNull();
});

test("heart rate without known movement is left out; with it, a high residual means arousal", () => {
  const alone = new BodyFilter(DEFAULTS);
  alone.observe(window(START, 64, { hr: 120 }));
  expect(alone.lastSeen(3)).toBeNull();
  const filter = new BodyFilter(DEFAULTS);
  minute(filter, START, 1, { hr: 100 });
  expect(filter.stateAt(START + 60_000)[1]).toBeGreaterThan(0.5);
});

test("a feature of quality 0 is not seen", () => {
  const filter = new BodyFilter(DEFAULTS);
  const w = window(START, 10, {});
  w.features.move = { value: 4, quality: 0 };
  filter.observe(w);
  expect(filter.lastSeen(0)).toBeNull();
  expect(Array.from(filter.stateAt(START).subarray(0, 3))).toEqual([0, 0, 0]);
});

test("a window far older than the newest teaches the baseline but not the state", () => {
  const filter = new BodyFilter(DEFAULTS);
  filter.observe(window(START, 10, { move: 2 }));
  const before = filter.toJSON();
  expect(filter.observe(window(START - 3_600_000, 10, { move: 4 }))).toBe(false);
  const after = filter.toJSON();
  expect(after.body).toEqual(before.body);
  expect(after.t).toBe(START);
  expect(after.baselines).not.toEqual(before.baselines);
  expect(filter.observe(window(START - 5_000, 10, { move: 4 }))).toBe(true);
});

test("signals fade: the state returns to the usual, the averages over a day", () => {
  const filter = new BodyFilter(DEFAULTS);
  for (let i = 0; i < 60; i++) minute(filter, START + i * 60_000, 3.3, {});
  const end = START + 60 * 60_000;
  expect(filter.energyAt(end)).toBeGreaterThan(0);
  expect(Math.abs(filter.stateAt(end + 10 * 86_400_000)[0]!)).toBeLessThan(1e-9);
  expect(filter.energyAt(end + 30 * 86_400_000)).toBeLessThan(1e-6);
  expect(filter.coverageAt(end)).toBeCloseTo(1 / 7, 12);
  expect(filter.coverageAt(end + 3_600_001)).toBe(0);
});

test("a stored filter goes on bit-equal", () => {
  const live = new BodyFilter(DEFAULTS);
  for (let i = 0; i < 20; i++) minute(live, START + i * 60_000, (i * 7) % 5, { hr: 70 + i, rmssd: 30 + i });
  const restored = BodyFilter.fromJSON(JSON.parse(JSON.stringify(live.toJSON())), DEFAULTS);
  for (const filter of [live, restored]) {
    filter.setAverages(START + 21 * 60_000, 0.4, 1.2);
    minute(filter, START + 21 * 60_000, 2, { hr: 80, coherence: 0.5 });
  }
  expect(restored.toJSON()).toEqual(live.toJSON());
  expect(restored.energyAt(START + 9e6)).toBe(live.energyAt(START + 9e6));
});

test("a sensor stuck for a year leaves finite scores", () => {
  const filter = new BodyFilter(DEFAULTS);
  for (let i = 0; i < 200_000; i++) filter.observe(window(START + i * 5_000, 10, { move: 2 }));
  filter.observe(window(START + 1e9 + 5_000, 10, { move: 6 }));
  for (const value of filter.stateAt(START + 1e9 + 5_000)) expect(Number.isFinite(value)).toBe(true);
});
