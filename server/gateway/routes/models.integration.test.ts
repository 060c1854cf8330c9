/** The stateless questions on the worked example give its numbers, docs/model.md section 8. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAllClose, expectClose, expected } from "@trajectory/engine/forces/worked-example.suite.ts";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { EXAMPLE_NOW, exampleLife, exampleSkills } from "../../compute/example-life.ts";
import type { Person } from "../testing/person.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

interface Reading {
  value: number;
  sd: number;
  unit: string;
}
interface Named {
  id: string;
}
type Skills<Fields> = { version: string; inputsHash: string; skills: (Named & Fields)[] };

const skills = exampleSkills();
const paces = [expected.paceObserve, ...expected.paceStep.slice(1)];
/** With every digit of the pace, where the example in the documentation has six. */
const life = {
  ...exampleLife(),
  pace: paces.map(({ w, beta, P }, p) => ({ projectId: `P${p + 1}`, w, beta, P, asOf: EXAMPLE_NOW })),
};

let gateway: TestGateway;
let ann: Person;

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newPerson();
});
afterAll(() => gateway[Symbol.asyncDispose]());

function ask<Answer>(path: string, body: object): Promise<Answer> {
  return ann.must<Answer>("POST", `/api/models/${path}`, body);
}

function values(parts: readonly { value: number }[]): number[] {
  return parts.map(({ value }) => value);
}

describe("skill-graph", () => {
  it("update: each skill on its own", async () => {
    const {
      version,
      inputsHash,
      skills: found,
    } = await ask<Skills<{ deviation: Reading; potential: { tau: number; h: number }; halfLife: Reading }>>(
      "skill-graph/update",
      skills,
    );
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(inputsHash).toMatch(/^[0-9a-f]{16}$/);
    for (const { id, deviation, potential, halfLife } of found) {
      const { m, P, tau, h, halfLifeDays } = expected.filter[id as "ts"];
      expectClose(deviation.value, m, `${id} m`);
      expectClose(deviation.sd ** 2, P, `${id} P`);
      expectClose(potential.tau, tau, `${id} tau`);
      expectClose(potential.h, h, `${id} h`);
      expectClose(halfLife.value, halfLifeDays, `${id} half-life`);
      expect([deviation.unit, halfLife.unit]).toEqual(["logit", "day"]);
    }
    expect(found).toHaveLength(5);
  });

  it("propagate: the posterior with contributions that sum to it", async () => {
    type Propagated = { theta: Reading; contributions?: { evidenceId: string; value: number }[] };
    const { skills: found } = await ask<Skills<Propagated>>("skill-graph/propagate", skills);
    for (const [i, { id, theta, contributions }] of found.entries()) {
      expectClose(theta.value, expected.posterior.theta[id as "ts"], `${id} θ`);
      expectClose(theta.sd ** 2, expected.posterior.var[i]!, `${id} variance`);
      const parts = new Map(contributions?.map(({ evidenceId, value }) => [evidenceId, value]));
      for (const [evidenceId, part] of Object.entries(expected.contributions[id as "ts"])) {
        expectClose(parts.get(evidenceId), part, `${id}.${evidenceId}`);
      }
    }
    const explained = { ...skills, explain: ["rt"] };
    const { skills: some } = await ask<Skills<Propagated>>("skill-graph/propagate", explained);
    expect(some.filter(({ contributions }) => contributions !== undefined).map(({ id }) => id)).toEqual([
      "rt",
    ]);
  });

  it("sample: joint draws, the same for the same seed", async () => {
    const { seed } = expected.samples;
    const body = { ...skills, seed, count: 2 };
    const found = await ask<{ skillIds: string[]; draws: number[][] }>("skill-graph/sample", body);
    expect(found.skillIds).toEqual(["ts", "rt", "ml", "wr", "pub"]);
    for (const [i, draw] of expected.samples.draws.entries())
      expectAllClose(found.draws[i]!, draw, `draw ${i}`);
  });
});

describe("alignment", () => {
  it("compute", async () => {
    const found = await ask<
      Pick<PhysicsSnapshot, "alignment" | "balance" | "thrust"> & { relevance: Reading[] }
    >("alignment/compute", life);
    expectClose(found.alignment.value, expected.physics.alignment, "A");
    expectClose(found.balance.value, expected.physics.balance, "balance");
    expectAllClose(values(found.thrust.parts), expected.physics.thrust, "thrust");
    expectAllClose(values(found.relevance), expected.physics.relevance, "relevance");
  });

  it("detect-conflicts", async () => {
    const { conflicts } = await ask<Pick<PhysicsSnapshot, "conflicts">>("alignment/detect-conflicts", life);
    expect(conflicts.map(({ projects, reason }) => [...projects, reason])).toEqual([
      ["P1", "P3", "direction"],
    ]);
    const { cos, kDirection, kTime, score } = expected.conflicts["P1-P3"];
    expectClose(conflicts[0]!.cosine, cos, "cosine");
    expectClose(conflicts[0]!.direction, kDirection, "direction");
    expectClose(conflicts[0]!.score, score, "score");
    expect(conflicts[0]!.time).toBe(kTime);
  });
});

describe("gravity and mass", () => {
  it("gravity", async () => {
    const found = await ask<Pick<PhysicsSnapshot, "gravity" | "required" | "escapeVelocity">>(
      "gravity",
      life,
    );
    expectClose(found.gravity.value, expected.physics.gravity.total, "g");
    expectAllClose(values(found.gravity.parts), expected.physics.gravity.parts, "parts of g");
    expectClose(found.required.value, expected.physics.required.total, "r");
    expectClose(found.escapeVelocity.value, expected.physics.vEsc, "v_esc");
    expectClose(found.escapeVelocity.sd! ** 2, expected.physics.varD, "its variance");
  });

  it("mass", async () => {
    type Found = Pick<PhysicsSnapshot, "mass" | "drag" | "timeConstant" | "effectiveProjects">;
    const found = await ask<Found>("mass", life);
    expectClose(found.mass.value, expected.physics.mass.total, "m");
    expectClose(found.drag.value, expected.physics.delta.total, "δ");
    expectClose(found.timeConstant.value, expected.physics.tauWk, "τ");
    expectClose(found.effectiveProjects.value, expected.physics.nEff, "n_eff");
  });
});

describe("life-state", () => {
  it("predict: η∞ and the band of the pace", async () => {
    interface Prediction extends Pick<PhysicsSnapshot, "eta" | "etaInf" | "velocityInf"> {
      band: { weeks: number; velocity: number; sd: number; pEscape: number }[];
      projects: { id: string; meanWeeks: number; pByDeadline: number; pBy13Weeks: number }[];
    }
    const found = await ask<Prediction>("life-state/predict", life);
    expectClose(found.eta.value, expected.physics.eta, "η");
    expectClose(found.eta.sd, expected.physics.sdEta, "sd of η");
    expectClose(found.etaInf.value, expected.physics.etaInf, "η∞");
    expectClose(found.velocityInf.value, expected.physics.vInf, "v∞");
    for (const [i, { weeks, Ev, sd, pAbove1 }] of expected.marginal.entries()) {
      const point = found.band[i]!;
      expect(point.weeks).toBe(weeks);
      expectClose(point.velocity, Ev, `E v at ${weeks}`);
      expectClose(point.sd, sd, `sd v at ${weeks}`);
      expectClose(point.pEscape, pAbove1, `P at ${weeks}`);
    }
    const { meanWk, pByDeadline, pBy13 } = expected.completion;
    expectClose(found.projects[0]!.meanWeeks, meanWk, "mean completion");
    expectClose(found.projects[0]!.pByDeadline, pByDeadline, "P by deadline");
    expectClose(found.projects[0]!.pBy13Weeks, pBy13, "P by 13 weeks");
  });

  it("escape-time: closed, and as the share of lucky paths", async () => {
    interface Escape {
      escapeTime: Reading;
      reached: { weeks: number; probability: number }[];
    }
    const found = await ask<Escape>("life-state/escape-time", { ...life, seed: 3 });
    expectClose(found.escapeTime.value, expected.escapeTime.tStarDeterministicWk, "t*");
    const { F4, F8, F13, F26 } = expected.escapeTime.mc;
    // Other luck than that of the example: within three standard errors of 2,048 and 4,096 paths.
    for (const [i, probability] of [F4, F8, F13, F26].entries()) {
      expect(Math.abs(found.reached[i]!.probability - probability)).toBeLessThan(0.03);
    }
    expect(await ask("life-state/escape-time", { ...life, seed: 3 })).toEqual(found);
  });
});

describe("what is missing has a meaning", () => {
  it.each([
    [
      "no goals",
      { ...life, goals: [], projects: life.projects.map((p) => ({ ...p, goals: {} })) },
      "no_goals",
    ],
    [
      "goals that do not matter",
      { ...life, goals: life.goals.map((g) => ({ ...g, importance: 0 })) },
      "no_goals",
    ],
    ["no projects", { ...life, projects: [], pace: [] }, "no_projects"],
  ])("%s: η is null and says why", async (_, body, reason) => {
    const { eta, etaInf } = await ask<PhysicsSnapshot>("life-state/predict", body);
    expect(eta).toEqual({ value: null, unit: "1", reason, parts: [] });
    expect(etaInf).toMatchObject({ value: null, reason });
    const { escapeTime } = await ask<{ escapeTime: Reading }>("life-state/escape-time", body);
    expect(escapeTime.value).toBeNull();
  });

  it("zero hours: no thrust, alignment is null and says why", async () => {
    const idle = { ...life, projects: life.projects.map((project) => ({ ...project, hours: 0 })) };
    const { alignment, thrust } = await ask<PhysicsSnapshot>("alignment/compute", idle);
    expect(alignment).toMatchObject({ value: null, reason: "no_effort" });
    expect(thrust.value).toBe(0);
    const { etaInf } = await ask<PhysicsSnapshot>("life-state/predict", idle);
    expect(etaInf.value).toBe(0);
  });

  it("an empty body is the life of nobody", async () => {
    const { eta } = await ask<PhysicsSnapshot>("life-state/predict", {});
    expect(eta).toMatchObject({ value: null, reason: "no_goals" });
    expect(await ask<Skills<object>>("skill-graph/propagate", {})).toMatchObject({ skills: [] });
  });

  it("a constraint without end goes on", async () => {
    const t = life.t + 40 * 365 * 86_400_000;
    const { gravity } = await ask<PhysicsSnapshot>("gravity", {
      ...life,
      t,
      projects: [],
      pace: [],
      evidence: [],
    });
    expectClose(gravity.value, expected.physics.gravity.total, "g in forty years");
  });
});
