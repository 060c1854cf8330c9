import { describe, expect, it } from "vitest";
import { dueCurve } from "./due-curve.ts";

const exact = (value: number) => ({ value, sd: 0, unit: "eh/wk" as const });
type State = Parameters<typeof dueCurve>[0];

/** Work and date of each; the pace that the model would ask is the greatest total over its date. */
function stateOf(
  projects: readonly [id: string, relevance: number, remaining: number, weeksLeft: number | null][],
  criticalProjectId: string | null,
  { required = 0, velocity = 0, gravity = 0 } = {},
): State {
  return {
    projects: projects.map(([id, relevance, remaining, weeksLeft]) => ({
      id,
      relevance,
      remaining: exact(remaining),
      weeksLeft,
    })),
    required: { ...exact(required), criticalProjectId },
    velocity: exact(velocity),
    gravity: exact(gravity),
  } as unknown as State;
}

const HORIZON = { far: 26, near: 1 };

describe("the curve of what is due", () => {
  it("adds up work in the order of dates, as far as it serves goals", () => {
    const state = stateOf(
      [
        ["late", 0.5, 40, 20],
        ["soon", 1, 30, 10],
        ["against", -0.2, 10, 5],
      ],
      "soon",
      { required: 3, velocity: 7.5, gravity: 2.5 },
    );
    const curve = dueCurve(state, HORIZON);
    expect(curve?.steps).toEqual([
      { projectId: "soon", weeks: 10, work: 30, total: 30 },
      { projectId: "late", weeks: 20, work: 20, total: 50 },
    ]);
    expect(curve).toMatchObject({ required: 3, held: 5, tightest: { projectId: "soon" } });
  });

  it("takes a passed date as near and a missing one as far", () => {
    const state = stateOf(
      [
        ["open", 1, 26, null],
        ["passed", 1, 4, -3],
      ],
      "passed",
    );
    expect(dueCurve(state, HORIZON)?.steps.map(({ projectId, weeks }) => [projectId, weeks])).toEqual([
      ["passed", 1],
      ["open", 26],
    ]);
  });

  it("holds nothing when constraints take more than the pace", () => {
    expect(dueCurve(stateOf([["a", 1, 4, 2]], "a", { velocity: 1, gravity: 3 }), HORIZON)?.held).toBe(0);
  });

  it("is absent where nothing is due", () => {
    expect(dueCurve(stateOf([["done", 1, 0, 4]], null), HORIZON)).toBeUndefined();
    expect(dueCurve(stateOf([], null), HORIZON)).toBeUndefined();
  });
});
