import { describe, expect, it } from "vitest";
import { CHARTS, type ChartState, pathOfValue } from "./statechart.ts";

function find(chart: ChartState, path: string): ChartState | undefined {
  if (chart.path === path) return chart;
  for (const state of chart.states) {
    const found = find(state, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function allStates(chart: ChartState): ChartState[] {
  return [chart, ...chart.states.flatMap(allStates)];
}

describe("CHARTS", () => {
  it("tells states, transitions, targets and guards", () => {
    const { session } = CHARTS;
    expect(session).toMatchObject({ path: "", type: "compound", initial: "idle" });
    expect(find(session, "live")).toMatchObject({ initial: "live.opening", type: "compound" });
    expect(find(session, "live.opening")?.transitions).toEqual([
      { event: "window_recorded", targets: ["live.measuring"], guard: "thisSession" },
    ]);
    expect(find(session, "live.measuring")?.transitions).toEqual([
      { event: "window_recorded", targets: [], guard: "thisSession" },
    ]);
    expect(find(CHARTS.interview, "active.here")).toMatchObject({ type: "history" });
  });

  it("names only targets that are there, and survives JSON", () => {
    for (const chart of Object.values(CHARTS)) {
      const paths = new Set(allStates(chart).map(({ path }) => path));
      for (const { transitions } of allStates(chart)) {
        for (const { targets } of transitions) {
          for (const target of targets) expect(paths).toContain(target);
        }
      }
      expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
    }
  });

  it("writes a state's value as its path", () => {
    expect(pathOfValue("idle")).toBe("idle");
    expect(pathOfValue({ active: { asking: "first" } })).toBe("active.asking.first");
  });
});
