import type { Constraint, Goal, Project } from "@trajectory/protocols/events/entities.ts";
import { createActor } from "xstate";
import { describe, expect, it } from "vitest";
import { lifeMachine } from "./life-machine.ts";
import type { LifeEvent } from "./portfolio.ts";

type Fact = LifeEvent extends infer Event ? (Event extends LifeEvent ? Omit<Event, "at"> : never) : never;

const goal: Goal = { id: "g1", name: "Write a book", importance: 1 };
const constraint: Constraint = {
  id: "c1",
  name: "Back pain",
  kind: "health",
  severity: 0.5,
  flexibility: 0.5,
  confidence: 0.5,
};
const project: Project = {
  id: "constructor",
  name: "First draft",
  goals: { g1: 1 },
  requires: [],
  size: 100,
  progress: 0,
  hours: 10,
  effortBasis: "planned",
};

function live(...facts: Fact[]) {
  const actor = createActor(lifeMachine).start();
  for (const fact of facts) actor.send({ ...fact, at: 1_000 });
  return actor.getSnapshot();
}

function changed(to: "bound" | "escaped"): Fact {
  const from = to === "bound" ? "escaped" : "bound";
  return {
    type: "escape_index_changed",
    payload: { from, to, eta: 1.2, probability: 0.7, contributions: [] },
  };
}

const goalSet: Fact = { type: "goal_set", payload: { goal } };
const goalRemoved: Fact = { type: "goal_removed", payload: { goalId: "g1" } };
const constraintSet: Fact = { type: "constraint_set", payload: { constraint } };
const constraintRemoved: Fact = { type: "constraint_removed", payload: { constraintId: "c1" } };

describe("the life machine", () => {
  it.each<[string, Fact[], string]>([
    ["starts empty", [], "empty"],
    ["a goal binds", [goalSet], "bound"],
    ["a constraint binds", [constraintSet], "bound"],
    ["a project alone leaves it empty", [{ type: "project_set", payload: { project } }], "empty"],
    [
      "empty again without goals and constraints",
      [goalSet, constraintSet, goalRemoved, constraintRemoved],
      "empty",
    ],
    ["a constraint is enough to stay", [goalSet, constraintSet, goalRemoved], "bound"],
    ["escapes", [goalSet, changed("escaped")], "escaped"],
    ["falls back", [goalSet, changed("escaped"), changed("bound")], "bound"],
    ["a change to where it is changes nothing", [goalSet, changed("bound")], "bound"],
    ["empties from the escaped state too", [goalSet, changed("escaped"), goalRemoved], "empty"],
    ["comes back where it was", [goalSet, changed("escaped"), goalRemoved, goalSet], "escaped"],
  ])("%s", (_, facts, state) => {
    expect(live(...facts).value).toBe(state);
  });

  it("keeps names, and what was reported last", () => {
    const { context } = live(
      goalSet,
      { type: "project_set", payload: { project } },
      { type: "progress_reported", payload: { projectId: "constructor", progress: 0.4 } },
      { type: "effort_set", payload: { projectId: "constructor", hours: 5, effortBasis: "measured" } },
      { type: "life_updated", payload: { capacity: 30 } },
      { type: "life_updated", payload: { energy: 1 } },
    );
    expect(context.goals).toEqual({ g1: goal });
    expect(context.projects).toEqual({
      constructor: { ...project, progress: 0.4, hours: 5, effortBasis: "measured" },
    });
    expect(context.capacity).toBe(30);
  });

  it("ignores reports on projects that are gone, whatever their id", () => {
    const { context } = live(
      { type: "progress_reported", payload: { projectId: "constructor", progress: 0.4 } },
      { type: "project_archived", payload: { projectId: "toString" } },
    );
    expect(context.projects).toEqual({});
  });
});
