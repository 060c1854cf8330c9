import { describe, expect, test } from "vitest";
import { expectAllClose, expectClose, expected } from "../forces/worked-example.suite.ts";
import { DEMO_NAMES, demoPortfolio } from "./demo.ts";
import { LifeModel } from "./life-model.ts";
import type { PhysicsSnapshot } from "./snapshot.ts";

function demoAt(now: number): LifeModel {
  const model = LifeModel.create();
  for (const event of demoPortfolio(now)) model.apply(event);
  return model;
}

function values(parts: readonly { value: number }[]): number[] {
  return parts.map((p) => p.value);
}

describe.each([1_795_392_000_000, 1_700_000_123_456, 1_764_999_999_999])(
  "the demo portfolio at %i",
  (now) => {
    const model = demoAt(now);
    const snapshot = model.snapshot();
    const want = expected.physics;

    test("has the escape index of the worked example", () => {
      expectClose(snapshot.eta.value, 0.844434526287983, "η");
      expectClose(snapshot.eta.sd, want.sdEta, "sd η");
      expectAllClose(values(snapshot.eta.parts), want.etaParts, "parts");
      expectClose(snapshot.etaInf.value, want.etaInf, "η∞");
      expectClose(snapshot.pEscape.value, want.pEscape, "P");
      expectClose(snapshot.pEscapeInf.value, want.pEscapeInf, "P∞");
      expectClose(snapshot.escapeTime.value, expected.escapeTime.tStarDeterministicWk, "t*");
    });

    test("has its forces", () => {
      expectAllClose(values(snapshot.thrust.parts), want.thrust, "thrust");
      expectAllClose(values(snapshot.thrust.vector), Object.values(want.thrustVector), "vector");
      expectClose(snapshot.alignment.value, want.alignment, "alignment");
      expectClose(snapshot.balance.value, want.balance, "balance");
      expectClose(snapshot.mass.value, want.mass.total, "mass");
      expectClose(snapshot.drag.value, want.delta.total, "drag");
      expectClose(snapshot.timeConstant.value, want.tauWk, "τ");
      expectClose(snapshot.gravity.value, want.gravity.total, "g");
      expectClose(snapshot.required.value, want.required.total, "r");
      expectClose(snapshot.escapeVelocity.value, want.vEsc, "v_esc");
      expectClose(snapshot.velocity.value, want.v, "v");
      expectClose(snapshot.velocityInf.value, want.vInf, "v∞");
      expectClose(snapshot.velocityInf.skillSd, want.sdVInfSkillPart, "sd of skills");
      expectClose(snapshot.energyFactor.value, want.e, "e");
    });

    test("has its projects, skills and sensitivities", () => {
      const { projects } = snapshot;
      expectAllClose(
        projects.map((p) => p.readiness),
        want.readiness,
        "readiness",
      );
      expectAllClose(
        projects.flatMap((p) => p.requirements.map((r) => r.success)),
        want.skillP.flat(),
        "success",
      );
      expectAllClose(
        projects.map((p) => p.remaining.value),
        want.remaining,
        "remaining",
      );
      const [p1] = projects;
      expectClose(p1!.pace.value, expected.paceObserve.w, "w1");
      expectClose(p1!.bias.value, expected.paceObserve.beta, "β1");
      const bySkill = snapshot.sensitivities.filter((s) => s.by === "skill");
      for (const { id, value } of bySkill) {
        expectClose(value, want.sensitivities[`etaInf.theta.${id}` as keyof typeof want.sensitivities], id);
      }
      for (const [id, theta] of Object.entries(expected.posterior.theta)) {
        expectClose(model.belief.theta(id), theta, id);
        for (const [evidence, part] of Object.entries(expected.contributions[id as "ts"])) {
          expectClose(model.belief.contributions(id).get(evidence) ?? 0, part, `${id}.${evidence}`);
        }
      }
      expect(snapshot.conflicts.map((c) => c.projects)).toEqual([["P1", "P3"]]);
    });

    test("is plain JSON with a name for everything", () => {
      expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
      const ids = [...model.goals(), ...model.projects(), ...model.constraints(), ...model.skills()];
      for (const { id } of ids) expect(DEMO_NAMES[id]).toBeTypeOf("string");
    });
  },
);

const NOW = 1_795_392_000_000;

test("the value of the next question looks at η∞", () => {
  const model = demoAt(NOW);
  const gradient = model.skillGradient();
  expectClose(model.belief.varianceAlong(gradient), expected.voi.prior, "variance");
  // A test of 20 items, 10 right at difficulty 0 (docs/model.md 2.1).
  const r2 = 0.8 ** 2;
  const precision = 1 / (2 / 10.5 + (1.5 ** 2 * (1 - r2)) / r2);
  const questions = model.belief.nextQuestions(gradient, () => ({ precision, minutes: 10 }));
  for (const { skillId, varianceRemoved } of questions) {
    expectClose(varianceRemoved, expected.voi.reduction[skillId as "ts"], skillId);
  }
  expect(questions[0]!.skillId).toBe("rt");
});

function sum(parts: readonly { value: number }[]): number {
  return parts.reduce((total, part) => total + part.value, 0);
}

test("why: relief and progress explain the change of η as the example says, a new critical deadline in one bar", () => {
  const model = demoAt(NOW);
  const before = model.snapshot();
  const c1 = model.constraints().find((c) => c.id === "c1")!;
  const p1 = model.projects().find((p) => p.id === "P1")!;
  model.apply({ type: "constraint_set", t: NOW, constraint: { ...c1, severity: 0.2 } });
  model.apply({ type: "project_set", t: NOW, project: { ...p1, progress: 0.42 } });
  const after = model.snapshot();
  expectClose(after.eta.value, expected.attribution2.to, "η");
  const { change, parts } = model.why(before, after);
  const want = expected.attribution2.parts;
  expect(parts.map((p) => [p.kind, p.id])).toEqual([
    ["gravity", "c1"],
    ["required", "deadline"],
  ]);
  expectClose(parts[0]!.value, want["-c1"], "c1");
  expectClose(parts[1]!.value, want["-r.P1"] + want["-r.P2"] + want["-r.P3"], "r");
  expect(Math.abs(sum(parts) - change!)).toBeLessThan(1e-14);
});

test("why: a progress report changes the pace and what is left to do", () => {
  const model = LifeModel.create();
  const snapshots: PhysicsSnapshot[] = [];
  for (const event of demoPortfolio(NOW)) {
    model.apply(event);
    snapshots.push(model.snapshot());
  }
  const [before, after] = snapshots.slice(-2);
  const { change, parts, thrust } = model.why(before!, after!);
  expect(parts.map((p) => [p.kind, p.id])).toEqual([
    ["pace", "P1"],
    ["required", "P1"],
  ]);
  expect(Math.abs(sum(parts) - change!)).toBeLessThan(1e-14);
  expect(thrust.parts).toEqual([]);
});
