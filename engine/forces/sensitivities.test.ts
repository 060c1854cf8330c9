import { expect, test } from "vitest";
import type { ForcesInput } from "./forces-input.ts";
import { recomputeAll } from "./recompute.ts";
import { exampleInput, paceNow } from "./worked-example.suite.ts";
import { ForcesWorkspace } from "./workspace.ts";

type Change = (input: ForcesInput, by: number) => ForcesInput;

function compute(input: ForcesInput): ForcesWorkspace {
  const ws = new ForcesWorkspace(input);
  recomputeAll(ws);
  return ws;
}

function centralDifference(of: "eta" | "etaInf", input: ForcesInput, change: Change): number {
  const step = 1e-5;
  return (compute(change(input, step))[of] - compute(change(input, -step))[of]) / (2 * step);
}

function expectSlope(got: number, of: "eta" | "etaInf", input: ForcesInput, change: Change): void {
  expect(Math.abs(got - centralDifference(of, input, change))).toBeLessThan(1e-9);
}

const project =
  (p: number, edit: (x: ForcesInput["projects"][number], by: number) => object): Change =>
  (input, by) => ({
    ...input,
    projects: input.projects.map((x, i) => (i === p ? { ...x, ...edit(x, by) } : x)),
  });

test.each([30, 20])("every closed form equals a central difference at capacity %i", (capacity) => {
  const input = { ...exampleInput(paceNow()), capacity };
  const ws = compute(input);
  input.projects.forEach(({ id }, p) => {
    expectSlope(
      ws.dEtaInfDHours[p]!,
      "etaInf",
      input,
      project(p, (x, by) => ({ hours: x.hours + by })),
    );
    const state = input.pace[id]!;
    expectSlope(ws.dEtaDPace[p]!, "eta", input, (i, by) => ({
      ...i,
      pace: { ...i.pace, [id]: { ...state, w: state.w + by } },
    }));
    // One unit of remaining work X is 1/(φ(1−x)) units of size.
    expectSlope(
      ws.dEtaDRemaining[p]!,
      "eta",
      input,
      project(p, (x, by) => ({ size: x.size + by / (ws.phi * (1 - x.progress)) })),
    );
  });
  expectSlope(ws.dEtaDGravity, "eta", input, (i, by) => ({
    ...i,
    constraints: i.constraints.map((c) => (c.id === "c3" ? { ...c, loadHours: 1 + by / 0.8 } : c)),
  }));
  expectSlope(
    ws.dEtaDCriticalTime,
    "eta",
    input,
    project(0, (x, by) => ({ deadline: x.deadline! + by * 604_800_000 })),
  );
  expectSlope(ws.dEtaInfDEnergy, "etaInf", input, (i, by) => ({ ...i, energy: i.energy + by }));
  input.skills.forEach((_, s) => {
    expectSlope(ws.dEtaInfDTheta[s]!, "etaInf", input, (i, by) => ({
      ...i,
      skills: i.skills.map((skill, j) => (j === s ? { ...skill, theta: skill.theta + by } : skill)),
    }));
  });
});
