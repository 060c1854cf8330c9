import { describe, expect, it } from "vitest";
import { planFromHash, planToHash } from "./plan-link.ts";
import { actionsOf, UNCHANGED } from "./plan.ts";

const projects = [
  { id: "P1", hours: 18 },
  { id: "P2", hours: 8 },
];

describe("actionsOf", () => {
  it("is empty while nothing differs from the present", () => {
    expect(actionsOf(UNCHANGED, projects)).toEqual([]);
    expect(
      actionsOf({ hours: { P1: 18, gone: 3 }, relax: { c1: 1 }, practise: { ts: 0 } }, projects),
    ).toEqual([]);
  });

  it("says what differs", () => {
    expect(actionsOf({ hours: { P1: 20 }, relax: { c1: 0.5 }, practise: { ts: 2 } }, projects)).toEqual([
      { type: "set_effort", projectId: "P1", hours: 20 },
      { type: "relax", constraintId: "c1", factor: 0.5 },
      { type: "practise", skillId: "ts", hours: 2 },
    ]);
  });
});

describe("a plan in the address", () => {
  it("comes back as it was", () => {
    const plan = { hours: { P1: 20.5 }, relax: { c1: 0 }, practise: { "skill-2": 2 } };
    expect(planFromHash(`#${planToHash(plan)}`)).toEqual(plan);
  });

  it("leaves out what it cannot read", () => {
    expect(planFromHash("#hours=P1:many&hours=P2&other=1:2&relax=c1:0.5")).toEqual({
      ...UNCHANGED,
      relax: { c1: 0.5 },
    });
    expect(planFromHash("")).toEqual(UNCHANGED);
  });
});
