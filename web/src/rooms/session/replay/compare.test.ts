import { expect, it } from "vitest";
import type { Marker, Overview } from "../../../api/signals.ts";
import { commonNames, featurePairs, shiftOf } from "./compare.ts";

function overview(features: Record<string, number[]>): Overview {
  const list = Object.entries(features).map(([name, mean]) => {
    return { name, mean, bins: mean.map((_, i) => i), quality: mean.map(() => 1) };
  });
  return { first: 0, last: 1, from: 0, step: 1, count: 1, streams: [], features: list };
}

function marker(name: string, t: number): Marker {
  return { sessionId: "s", id: name, name, t, at: t, note: "" };
}

it("puts the features of both side by side, also those that only one has", () => {
  expect(featurePairs(overview({ hr: [60, 80] }), overview({ hr: [90], move: [1] }))).toEqual([
    { name: "hr", a: 70, b: 90 },
    { name: "move", a: undefined, b: 1 },
  ]);
});

it("aligns by the starts, or by a marker that both have", () => {
  const starts = { a: 100, b: 40 };
  const markers = {
    a: [marker("Top", 130_500), marker("Lake", 150_000)],
    b: [marker("Top", 50_000)],
  };
  expect(commonNames(markers.a, markers.b)).toEqual(["Top"]);
  expect(shiftOf(starts, markers, undefined)).toBe(60);
  expect(shiftOf(starts, markers, "Top")).toBe(80.5);
  expect(shiftOf(starts, markers, "Lake")).toBe(60);
});
