import { describe, expect, it } from "vitest";
import type { Portfolio } from "../../api/routes.ts";
import { firstSteps } from "./first-steps.ts";

const nothing: Portfolio = {
  seq: 0,
  goals: [],
  projects: [],
  constraints: [],
  reminders: [],
  capacity: 40,
  constants: {},
  skills: [],
  edges: [],
  evidence: [],
};
const project = (id: string, hours: number) => ({
  id,
  name: id,
  goals: {},
  requires: [],
  size: 10,
  progress: 0,
  hours,
  effortBasis: "planned" as const,
});

describe("firstSteps", () => {
  it("begins with nothing done", () => {
    expect(firstSteps(nothing, 0).map(({ have }) => have)).toEqual([0, 0, 0, 0, 0]);
  });

  it("counts only projects that have hours", () => {
    const [, projects] = firstSteps({ ...nothing, projects: [project("a", 5), project("b", 0)] }, 0);
    expect(projects).toEqual({ name: "projects", have: 1, want: 2 });
  });

  it("ends with a session", () => {
    expect(firstSteps(nothing, 3).at(-1)).toEqual({ name: "session", have: 3, want: 1 });
  });
});
