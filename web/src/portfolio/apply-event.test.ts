import { describe, expect, it } from "vitest";
import type { Portfolio } from "../api/routes.ts";
import { applyPortfolioEvent } from "./apply-event.ts";

const project = {
  id: "P1",
  name: "One",
  goals: {},
  requires: [],
  size: 10,
  progress: 0,
  hours: 2,
  effortBasis: "planned" as const,
};
const skill = (id: string) => ({ id, name: id, domain: "d", mu0: -1, decay: "mixed" as const, motor: false });
const held: Portfolio = {
  seq: 0,
  goals: [],
  projects: [project],
  constraints: [],
  reminders: [],
  capacity: 40,
  constants: {},
  skills: [skill("a"), skill("b")],
  edges: [{ from: "a", to: "b", type: "similarity", w: 1 }],
  evidence: [],
};

describe("applyPortfolioEvent", () => {
  it("changes one project and leaves the others", () => {
    const after = applyPortfolioEvent(held, {
      type: "progress_reported",
      payload: { projectId: "P1", progress: 0.5 },
    });
    expect(after.projects).toEqual([{ ...project, progress: 0.5 }]);
    expect(
      applyPortfolioEvent(held, { type: "progress_reported", payload: { projectId: "P9", progress: 1 } })
        .projects,
    ).toEqual([project]);
  });

  it("takes the edges of a removed skill with it", () => {
    const after = applyPortfolioEvent(held, { type: "skill_removed", payload: { skillId: "b" } });
    expect(after).toMatchObject({ skills: [skill("a")], edges: [] });
  });

  it("replaces an edge between the same skills", () => {
    const edge = { from: "a", to: "b", type: "prerequisite" as const, w: 0.5 };
    expect(applyPortfolioEvent(held, { type: "edge_set", payload: { edge } }).edges).toEqual([edge]);
  });

  it("keeps the capacity when an update does not name it", () => {
    expect(applyPortfolioEvent(held, { type: "life_updated", payload: { energy: 1 } }).capacity).toBe(40);
    expect(applyPortfolioEvent(held, { type: "life_updated", payload: { capacity: 30 } }).capacity).toBe(30);
  });

  it("replaces the constants that were changed before", () => {
    const own = (constants: object) => ({ type: "constants_set", payload: { constants } });
    const once = applyPortfolioEvent(held, own({ switchHours: 1 }));
    expect(applyPortfolioEvent(once, own({ mu0: -0.5 })).constants).toEqual({ mu0: -0.5 });
  });

  it("ignores what does not concern it", () => {
    expect(applyPortfolioEvent(held, { type: "window_recorded", payload: {} })).toBe(held);
  });
});
