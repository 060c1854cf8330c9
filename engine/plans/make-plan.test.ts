import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planScenario } from "../dynamics/actions.ts";
import { simulateAll } from "../dynamics/scenarios.ts";
import { neutralInput } from "../forces/compute.ts";
import { type ForcesInput, MS_PER_WEEK } from "../forces/forces-input.ts";
import { demoPortfolio } from "../life/demo.ts";
import { LifeModel } from "../life/life-model.ts";
import { MAX_STEPS, type MadePlan, makePlan, type PlanRequest, prefixes } from "./make-plan.ts";
import { candidatesFor, rankCandidates, roomOf, settledEta } from "./candidates.ts";
import { openQuestion } from "./open-question.ts";

const NOW = 20_780 * 86_400_000 + 43_200_000;

function demo(capacity = 30): LifeModel {
  const model = LifeModel.create();
  for (const event of demoPortfolio(NOW)) model.apply(event);
  model.apply({ type: "life_updated", t: NOW, capacity });
  return model;
}

function made(input: ForcesInput, more: Partial<PlanRequest> = {}): MadePlan {
  const steps = makePlan({ input, mostHours: 168, seed: 7, paths: 64, trialPaths: 16, ...more });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function roomAfter(input: ForcesInput, { steps }: MadePlan): number {
  const actions = steps.flatMap((step) => step.actions);
  return roomOf(planScenario(input, { name: "", actions }, "steps"));
}

const SKILLS = ["s0", "s1", "s2"];
/** Somebody with up to four projects, any hours, and constraints of all kinds. */
const person: fc.Arbitrary<ForcesInput> = fc
  .record({
    capacity: fc.integer({ min: 5, max: 60 }),
    projects: fc.array(
      fc.record({
        size: fc.integer({ min: 5, max: 200 }),
        progress: fc.constantFrom(0, 0.2, 0.7, 1),
        hours: fc.integer({ min: 0, max: 25 }),
        weight: fc.constantFrom(-0.3, 0.1, 0.6, 1),
        weeks: fc.option(fc.integer({ min: -1, max: 30 })),
        skill: fc.constantFrom(...SKILLS),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    constraints: fc.array(
      fc.record({
        kind: fc.constantFrom("health", "financial", "time", "care", "other"),
        severity: fc.double({ min: 0, max: 1, noNaN: true }),
        flexibility: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ capacity, projects, constraints }) => ({
    ...neutralInput(NOW),
    capacity,
    goals: [{ id: "g", importance: 1 }],
    skills: SKILLS.map((id) => ({ id, theta: -0.5, variance: 1, mu0: -1, decay: "mixed" as const })),
    projects: projects.map(({ weight, weeks, skill, ...project }, i) => ({
      ...project,
      id: `p${i}`,
      goals: { g: weight },
      requires: [{ skillId: skill, b: 0, importance: 1 }],
      effortBasis: "planned" as const,
      ...(weeks === null ? {} : { deadline: NOW + weeks * MS_PER_WEEK }),
    })),
    constraints: constraints.map((constraint, i) => ({ ...constraint, id: `c${i}`, confidence: 0.5 })),
  }));

describe("a plan", () => {
  it("says of each step what the simulation says", () => {
    for (const capacity of [30, 45]) {
      const input = demo(capacity).simulationInput();
      const { steps, seed, paths, without, with: planned, pHit } = made(input);
      expect(steps.length).toBeGreaterThan(1);
      const scenarios = prefixes(steps);
      const days = 91;
      const again = simulateAll({ input, scenarios, paths, days, seed, against: "previous" });
      for (const [i, { deltaEta, pHit: hit }] of steps.entries()) {
        const { mean, standardError } = again.differences[i]!.eta.find(({ weeks }) => weeks === 8)!;
        expect(deltaEta).toMatchObject({ mean, standardError });
        expect(deltaEta.low).toBeGreaterThan(0);
        expect(hit).toEqual({
          before: again.scenarios[i]!.pHit.at(-1)!.probability,
          after: again.scenarios[i + 1]!.pHit.at(-1)!.probability,
        });
      }
      expect(without).toEqual(again.scenarios[0]!.eta);
      expect(planned).toEqual(again.scenarios.at(-1)!.eta);
      expect(pHit).toEqual({ before: steps[0]!.pHit.before, after: steps.at(-1)!.pHit.after });
    }
  });

  it("has effects that sum to that of the whole", () => {
    const input = demo(45).simulationInput();
    const { steps, seed, paths, deltaEta } = made(input);
    const [nothing, ...rest] = prefixes(steps);
    const whole = simulateAll({ input, scenarios: [nothing!, rest.at(-1)!], paths, days: 91, seed });
    const { mean, standardError } = whole.differences[0]!.eta.find(({ weeks }) => weeks === 8)!;
    expect(deltaEta.mean).toBeCloseTo(mean, 10);
    expect(deltaEta.standardError).toBeGreaterThanOrEqual(standardError);
  });

  it("is the same for the same person and seed", () => {
    const input = demo(45).simulationInput();
    expect(made(input)).toEqual(made(input));
  });

  it("asks for practice and hours where there are some, and for none where there are none", () => {
    const free = made(demo(45).simulationInput());
    expect(free.hours.asked).toBeGreaterThan(0);
    const full = made(demo(30).simulationInput());
    expect(full.hours).toEqual({ free: 0, asked: 0 });
    expect(full.steps.length).toBeGreaterThan(0);
    const little = made(demo(45).simulationInput(), { mostHours: 1 });
    expect(little.hours.asked).toBeLessThanOrEqual(1);
  });

  it("leaves hours that serve other people and health alone", () => {
    const ids = candidatesFor(demo(45).simulationInput(), [], 168).map(({ id }) => id);
    expect(ids).toContain("lighten_constraint.c1");
    expect(ids).not.toContain("lighten_constraint.c2");
    expect(ids).not.toContain("lighten_constraint.c3");
  });

  it("says why there is none", () => {
    expect(made(neutralInput(NOW))).toMatchObject({ steps: [], end: "no_goals", deltaEta: { mean: 0 } });
    const idle = { ...neutralInput(NOW), goals: [{ id: "g", importance: 1 }] };
    expect(made(idle)).toMatchObject({ steps: [], end: "no_projects" });
  });

  it("never asks for more hours than the person has, whoever it is", () => {
    fc.assert(
      fc.property(person, fc.integer({ min: 0, max: 20 }), (input, mostHours) => {
        const plan = made(input, { mostHours, paths: 12, trialPaths: 6 });
        expect(plan.steps.length).toBeLessThanOrEqual(MAX_STEPS);
        expect(plan.hours.asked).toBeLessThanOrEqual(mostHours);
        if (plan.hours.asked > 0) expect(roomAfter(input, plan)).toBeGreaterThanOrEqual(-1e-9);
        for (const { deltaEta, kind, target } of plan.steps) {
          expect(deltaEta.low).toBeGreaterThan(0);
          const same = plan.steps.filter((one) => one.kind === kind && one.target === target);
          expect(same).toHaveLength(1);
        }
      }),
      { numRuns: 60, seed: 20_261_124 },
    );
  });
});

describe("the ranking", () => {
  it("is by what settles in the end, for the price", () => {
    const input = demo(45).simulationInput();
    const ranked = rankCandidates(input, [], candidatesFor(input, [], 168));
    const before = settledEta(input, []);
    for (const [i, { actions, price, worth }] of ranked.entries()) {
      expect(worth).toBeCloseTo((settledEta(input, actions) - before) / price, 12);
      expect(worth).toBeLessThanOrEqual(ranked[i - 1]?.worth ?? Infinity);
    }
  });

  it("agrees with the sensitivities of the model for small changes", () => {
    const model = demo(45);
    const hours = model.snapshot().sensitivities.filter(({ by }) => by === "hours");
    for (const { id = "", value } of hours) {
      const small = settledEta(model.simulationInput(), [
        { type: "change_effort", projectId: id, hours: 1e-5 },
      ]);
      expect((small - settledEta(model.simulationInput(), [])) / 1e-5).toBeCloseTo(value, 5);
    }
  });
});

describe("the open question", () => {
  it("is the one that narrows η∞ most, and never widens it", () => {
    const model = demo();
    const question = openQuestion(model)!;
    expect(question.skillId).toBe("rt");
    expect(question.sdAfter).toBeLessThan(question.sdBefore);
    const { velocityInf, escapeVelocity } = model.snapshot();
    expect(question.sdBefore).toBeCloseTo(velocityInf.skillSd / escapeVelocity.value, 12);
  });

  it("is none where no skill matters", () => {
    expect(openQuestion(LifeModel.create())).toBeUndefined();
  });
});
