import { describe, expect, it } from "vitest";
import type { ChartState } from "../../api/operations.ts";
import { layOutChart, type Box } from "./chart-layout.ts";

const state = (
  path: string,
  to: [event: string, ...targets: string[]][],
  states: ChartState[] = [],
): ChartState => ({
  path,
  type: states.length === 0 ? "atomic" : "compound",
  ...(states[0] === undefined ? {} : { initial: states[0].path }),
  transitions: to.map(([event, ...targets]) => ({ event, targets })),
  states,
});

const session = state(
  "",
  [],
  [
    state("idle", [["session_started", "live"]]),
    state(
      "live",
      [["session_ended", "ended"], ["claim_made"]],
      [
        state("live.opening", [["window_recorded", "live.measuring"]]),
        state("live.measuring", [["window_recorded"]]),
      ],
    ),
    state("ended", [["session_started", "live"]]),
  ],
);

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

describe("layOutChart", () => {
  const { boxes, arrows, width, height } = layOutChart(session);
  const box = (path: string): Box => boxes.find((one) => one.path === path)!;

  it("puts states into their parents, drawn before them, and next to each other", () => {
    expect(boxes.map(({ path }) => path)).toEqual([
      "idle",
      "live",
      "live.opening",
      "live.measuring",
      "ended",
    ]);
    expect(contains(box("live"), box("live.opening"))).toBe(true);
    expect(contains(box("live"), box("live.measuring"))).toBe(true);
    expect(box("idle").x + box("idle").width).toBeLessThan(box("live").x);
    expect(box("live").x + box("live").width).toBeLessThan(box("ended").x);
  });

  it("draws each way from state to state once, inside the picture", () => {
    expect(arrows.map(({ from, to }) => `${from} ${to}`).toSorted()).toEqual([
      "ended live",
      "idle live",
      "live ended",
      "live.opening live.measuring",
    ]);
    for (const [x, y] of arrows.flatMap(({ points }) => points)) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(height);
    }
  });

  it("lists what is recorded without leaving", () => {
    expect(box("live").inside).toEqual(["claim_made"]);
    expect(box("idle").inside).toEqual([]);
  });

  it("knows which state comes first", () => {
    expect(boxes.filter(({ initial }) => initial).map(({ path }) => path)).toEqual(["idle", "live.opening"]);
  });
});
