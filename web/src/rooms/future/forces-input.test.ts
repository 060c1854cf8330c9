import { computeForces } from "@trajectory/engine/forces/compute.ts";
import { demoPortfolio } from "@trajectory/engine/life/demo.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { describe, expect, it } from "vitest";
import type { Portfolio } from "../../api/routes.ts";
import { forcesInputOf } from "./forces-input.ts";

const now = Date.UTC(2026, 10, 23, 12);
const model = LifeModel.create();
for (const event of demoPortfolio(now)) model.apply(event);

function portfolioOf(): Portfolio {
  const named = <T extends { id: string }>(things: T[]) =>
    things.map((thing) => ({ ...thing, name: thing.id }));
  return {
    seq: 1,
    capacity: model.capacity,
    constants: {},
    goals: named(model.goals()),
    projects: named(model.projects()).map((project) => ({ ...project, requires: [...project.requires] })),
    constraints: named(model.constraints()),
    reminders: [],
    skills: named(model.skills()).map((skill) => {
      const sd = Math.sqrt(model.belief.variance(skill.id));
      return { ...skill, belief: { theta: model.belief.theta(skill.id), sd, band: [0, 4] as const } };
    }),
    edges: [],
    evidence: [],
  };
}

describe("forcesInputOf", () => {
  it("makes the engine in the browser say what the server says", () => {
    const state = model.snapshot();
    const ws = computeForces(forcesInputOf(state, portfolioOf()));
    expect(ws.eta).toBeCloseTo(state.eta.value ?? Number.NaN, 9);
    expect(ws.etaInf).toBeCloseTo(state.etaInf.value ?? Number.NaN, 9);
    expect(ws.timeConstant).toBeCloseTo(state.timeConstant.value, 9);
  });
});
