import { describe, expect, test } from "vitest";
import { DEFAULTS } from "../constants.ts";
import type { ForcesInput } from "../forces/forces-input.ts";
import {
  changedProjects,
  exampleInput,
  expectAllClose,
  expectClose,
  expected,
  NOW,
  paceNow,
} from "../forces/worked-example.suite.ts";
import { type Action, planScenario, type Scenario } from "./actions.ts";
import { Rollout } from "./rollout.ts";
import { simulate, simulateAll, type SimulationRequest } from "./scenarios.ts";

const input = exampleInput(paceNow());
const stay: Scenario = { name: "stay", actions: [] };
const change: Scenario = {
  name: "change",
  actions: [
    { type: "change_effort", projectId: "P1", hours: 4 },
    { type: "drop_project", projectId: "P3" },
    { type: "relax", constraintId: "c1", factor: 0.5 },
  ],
};
const request = { input, scenarios: [stay, change], paths: 64, days: 91, seed: 11 };

/** η at the end of the horizon on the mean path. */
function meanPath(actions: readonly Action[], days = 56, from: ForcesInput = input): Rollout {
  const rollout = new Rollout(planScenario(from, { name: "mean", actions }, "s"), days, DEFAULTS);
  rollout.run(0, 0, false);
  return rollout;
}

describe("the worked example", () => {
  test.each([
    ["A", stay],
    ["B", change],
  ] as const)("28 days of the mean path of %s", (name, scenario) => {
    const want = expected.scenario.deterministic28d[name];
    const rollout = meanPath(scenario.actions, 28);
    expectClose(rollout.hitWeek, want.hitWk, "hit");
    expectClose(rollout.eta[27], want.eta, "η");
    expectClose(rollout.escapeVelocity[27], want.vEsc, "v_esc");
    expectAllClose(rollout.remaining, want.X, "X");
    expectAllClose(rollout.theta, Object.values(want.theta), "θ");
  });

  test("256 paths of 91 days, compared on the same luck", () => {
    const want = expected.scenario.mc;
    const result = simulateAll({ ...request, paths: want.paths, days: want.days, seed: want.seed });
    for (const [i, name] of (["A", "B"] as const).entries()) {
      const { eta, pHit } = result.scenarios[i]!;
      expectClose(pHit[12]!.probability, want[name].pHit13, "P(hit)");
      const { low, median, high } = eta[7]!;
      expectAllClose([low, median, high], want[name].eta8wk, "η at 8 weeks");
    }
    const at8 = result.differences[0]!.eta.find((d) => d.weeks === 8)!;
    expectClose(at8.mean, want.pairedMeanDeltaEta8wk, "difference");
    expectClose(at8.standardError, want.pairedSE, "paired error");
    expectClose(at8.independentError, want.independentSE, "independent error");
  });
});

describe("actions", () => {
  const end = (rollout: Rollout): number => rollout.eta.at(-1)!;
  const base = end(meanPath([]));

  test("more effort, a later deadline and relief help; practice and rest work by their own ways", () => {
    expect(end(meanPath([{ type: "set_effort", projectId: "P1", hours: 20 }]))).toBeGreaterThan(base);
    const later = { type: "move_deadline", projectId: "P1", deadline: NOW + 20 * 604_800_000 } as const;
    expect(end(meanPath([later]))).toBeGreaterThan(base);
    expect(end(meanPath([{ type: "relax", constraintId: "c3", factor: 0 }]))).toBeGreaterThan(base);
    const practised = meanPath([{ type: "practise", skillId: "rt", hours: 6 }]);
    expect(practised.theta[1]).toBeGreaterThan(meanPath([]).theta[1]!);
    expect(end(practised)).toBeGreaterThan(base);
    expect(end(meanPath([{ type: "rest", hours: 0, energy: 1 }]))).toBeGreaterThan(base);
    expect(end(meanPath([{ type: "rest", hours: 10, energy: 0 }]))).toBeLessThan(base);
    expect(end(meanPath([{ type: "move_deadline", projectId: "P1", deadline: null }]))).toBeGreaterThan(base);
  });

  test("an added project starts without pace and asks for its share", () => {
    const project = { ...input.projects[0]!, id: "P4", progress: 0, hours: 6 };
    const rollout = meanPath([{ type: "add_project", project }], 7);
    expect(rollout.pace[3]).toBeGreaterThan(0);
    expect(rollout.pace[3]).toBeLessThan(rollout.pace[0]! / 2);
    expect(end(rollout)).toBeLessThan(end(meanPath([], 7)));
  });

  test("a finished project frees its hours", () => {
    const nearlyDone = { ...input, projects: changedProjects(input, { progress: 0.999 }, "P1") };
    const rollout = meanPath([], 28, nearlyDone);
    expect(rollout.finishWeek[0]).toBeLessThan(0.5);
    expect(rollout.remaining[0]).toBe(0);
    expect(rollout.pace[0]).toBeLessThan(paceNow()[0]!.w);
  });

  test("a constraint counts in the days it is active", () => {
    const constraints = [{ ...input.constraints[0]!, until: NOW + 10.5 * 86_400_000 }];
    const rollout = meanPath([], 14, { ...input, constraints });
    const fall = rollout.escapeVelocity[8]! - rollout.escapeVelocity[12]!;
    const without = meanPath([], 14, { ...input, constraints: [] });
    expect(fall - (without.escapeVelocity[8]! - without.escapeVelocity[12]!)).toBeGreaterThan(0.5);
  });
});

describe("a run", () => {
  test("reports progress, can be left, and is the same for the same seed", () => {
    const steps = simulate({ ...request, days: 700 });
    const first = steps.next();
    expect(first.value).toMatchObject({ total: 128 });
    expect((first.value as { done: number }).done).toBeLessThan(20);
    steps.return(undefined as never);
    expect(steps.next().done).toBe(true);
    expect(simulateAll(request)).toEqual(simulateAll(request));
    expect(simulateAll({ ...request, seed: 12 })).not.toEqual(simulateAll(request));
  });

  test("adding a scenario leaves the luck of the others", () => {
    const three = simulateAll({ ...request, scenarios: [stay, { ...change, name: "x" }, change] });
    const two = simulateAll(request);
    expect(three.scenarios[0]).toEqual(two.scenarios[0]);
    expect(three.differences[1]).toEqual(two.differences[0]);
  });

  test("forecasts deadlines", () => {
    const { projects } = simulateAll({ ...request, days: 182 }).scenarios[0]!;
    for (const p of projects) {
      expect(p.pOnTime! + p.pUnfinished).toBeLessThanOrEqual(1 + 1e-12);
      expect(p.expectedSlipWeeks).toBeGreaterThanOrEqual(0);
    }
    expect(projects.map((p) => p.id)).toEqual(["P1", "P2", "P3"]);
    expect(projects[0]!.deadlineWeeks).toBe(10);
  });

  test("with nothing to do at all gives finite numbers", () => {
    const nothing = { ...input, goals: [], projects: [], constraints: [], skills: [], pace: {} };
    const { scenarios } = simulateAll({ ...request, input: nothing, scenarios: [stay] });
    expect(scenarios[0]!.eta[0]).toEqual({ weeks: 1, low: 0, median: 0, high: 0 });
    expect(scenarios[0]!.projects).toEqual([]);
  });
});

test.each([
  [{ paths: 1e6 }, "out_of_range", "paths"],
  [{ paths: Number.NaN }, "not_a_number", "paths"],
  [{ paths: 1.5 }, "invalid_value", "paths"],
  [{ days: 1096 }, "out_of_range", "days"],
  [{ days: 3 }, "out_of_range", "days"],
  [{ seed: -1 }, "out_of_range", "seed"],
  [{ scenarios: [] }, "out_of_range", "scenarios"],
  [{ scenarios: Array.from({ length: 9 }, () => stay) }, "invalid_value", "scenarios"],
  [{ scenarios: [{ actions: [] }] }, "invalid_value", "scenarios[0].name"],
  [{ scenarios: [null] }, "invalid_value", "scenarios[0]"],
  [{ scenarios: [{ name: "x", actions: "all" }] }, "invalid_value", "scenarios[0].actions"],
  [{ scenarios: [{ name: "x", actions: [null] }] }, "invalid_value", "scenarios[0].actions[0]"],
])("%j is refused", (wrong, code, field) => {
  expect(() => simulateAll({ ...request, ...wrong } as SimulationRequest)).toThrow(
    expect.objectContaining({ code, field }),
  );
});

test.each([
  [{ type: "set_effort", projectId: "P9", hours: 1 }, "unknown_project", "projectId"],
  [{ type: "set_effort", projectId: "P1", hours: -1 }, "out_of_range", "hours"],
  [{ type: "practise", skillId: "no", hours: 1 }, "unknown_skill", "skillId"],
  [{ type: "relax", constraintId: "no", factor: 1 }, "unknown_constraint", "constraintId"],
  [{ type: "relax", constraintId: "c1", factor: 3 }, "out_of_range", "factor"],
  [{ type: "rest", hours: 1, energy: 2 }, "out_of_range", "energy"],
  [{ type: "move_deadline", projectId: "P1", deadline: NOW - 1 }, "deadline_passed", "deadline"],
  [{ type: "add_project", project: exampleInput().projects[0] }, "duplicate_id", "project.id"],
  [{ type: "dream" }, "invalid_value", "type"],
] as [Action, string, string][])("the action %j is refused", (action, code, field) => {
  const scenarios = [stay, { name: "x", actions: [action] }];
  expect(() => simulateAll({ ...request, scenarios })).toThrow(
    expect.objectContaining({ code, field: `scenarios[1].actions[0].${field}` }),
  );
});
