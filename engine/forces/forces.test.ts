import { describe, expect, test } from "vitest";
import { conflictBetween, overloadAlone, overloadTogether, timeConflict } from "./conflict.ts";
import { readForces } from "./read.ts";
import { recomputeAll } from "./recompute.ts";
import { ForcesWorkspace } from "./workspace.ts";
import {
  exampleInput,
  expectAllClose,
  expectClose,
  expected,
  paceNow,
  varianceAlong,
} from "./worked-example.suite.ts";

function workedExample(): ForcesWorkspace {
  const ws = new ForcesWorkspace(exampleInput(paceNow()));
  recomputeAll(ws);
  return ws;
}

describe("the worked example of section 8", () => {
  const ws = workedExample();
  const want = expected.physics;
  const reading = readForces(ws, varianceAlong);

  test("readiness, efficiency, relevance and thrust", () => {
    expectAllClose(ws.readiness, want.readiness, "readiness");
    expectAllClose(ws.success, want.skillP.flat(), "success");
    expectAllClose(ws.efficiency, want.efficiency, "efficiency");
    expectAllClose(ws.relevance, want.relevance, "relevance");
    expectAllClose(ws.thrust, want.thrust, "thrust");
    expectClose(ws.energyFactor, want.e, "e");
    expectAllClose(
      reading.thrust.vector.map((p) => p.value),
      Object.values(want.thrustVector),
      "thrust vector",
    );
    expectClose(reading.thrust.aligned, want.thrustAligned, "aligned thrust");
    expectClose(reading.alignment.value, want.alignment, "alignment");
    expectClose(reading.balance.value, want.balance, "balance");
  });

  test("mass, drag and inertia", () => {
    expectClose(ws.effectiveProjects, want.nEff, "n_eff");
    expectAllClose(
      reading.drag.parts.map((p) => p.value),
      [want.delta.switch, want.delta.overload, want.delta.body],
      "drag",
    );
    expectClose(ws.drag, want.delta.total, "drag");
    expectAllClose(
      reading.mass.parts.map((p) => p.value),
      [want.mass.base, want.mass.wip, want.mass.gap],
      "mass",
    );
    expectClose(ws.mass, want.mass.total, "mass");
    expectClose(ws.timeConstant, want.tauWk, "τ");
    expectAllClose(ws.attainable, want.u, "û");
  });

  test("gravity, required pace and escape velocity", () => {
    expectAllClose(ws.gravityPart, want.gravity.parts, "gravity");
    expectClose(ws.gravity, want.gravity.total, "gravity");
    expectAllClose(ws.remaining, want.remaining, "remaining");
    expectClose(ws.required, want.required.total, "required");
    expectClose(ws.criticalTime, want.required.tStarWk, "t*");
    expectAllClose(ws.requiredPart, want.required.parts, "required");
    expectClose(ws.escapeVelocity, want.vEsc, "v_esc");
    expect(reading.required.criticalProjectId).toBe("P1");
  });

  test("velocity, escape index and their uncertainty", () => {
    expectClose(ws.v, want.v, "v");
    expectClose(ws.vInf, want.vInf, "v∞");
    expectClose(ws.eta, want.eta, "η");
    expectClose(ws.etaInf, want.etaInf, "η∞");
    expectClose(ws.sdEta, want.sdEta, "sd η");
    expectClose(ws.pEscape, want.pEscape, "P");
    expectClose(ws.pEscapeInf, want.pEscapeInf, "P∞");
    expectClose(ws.varV, want.varV, "Var v");
    expectClose(ws.varD, want.varD, "Var D");
    expectClose(reading.velocityInf.sd, want.sdVInf, "sd v∞");
    expectClose(reading.velocityInf.skillSd, want.sdVInfSkillPart, "sd v∞ of skills");
    expectClose(reading.kinetic.value, want.kinetic, "K");
    expectClose(reading.kineticEscape.value, want.kineticEscape, "K_esc");
    expectAllClose(
      reading.eta.parts.map((p) => p.value),
      want.etaParts,
      "η parts",
    );
    expectClose(reading.gap.value, want.gap, "gap");
    expectClose(reading.hysteresis.value, want.hysteresis, "b");
    expectClose(reading.escapeTime.value, expected.escapeTime.tStarDeterministicWk, "t*");
  });

  test("sensitivities", () => {
    const names = {
      pace: "w",
      remaining: "X",
      gravity: "g",
      criticalTime: "tStar",
      hours: "h",
      skill: "theta",
      energy: "E",
    };
    const got = new Map(
      reading.sensitivities.map((s) => [[s.of, names[s.by], s.id ?? []].flat().join("."), s.value]),
    );
    expect(got.size).toBe(Object.keys(want.sensitivities).length);
    for (const [name, value] of Object.entries(want.sensitivities)) expectClose(got.get(name), value, name);
  });

  test("conflicts", () => {
    const pairs = { "P1-P2": [0, 1], "P1-P3": [0, 2], "P2-P3": [1, 2] } as const;
    for (const [name, [p, q]] of Object.entries(pairs)) {
      const wanted = expected.conflicts[name as keyof typeof pairs];
      const got = conflictBetween(ws, p, q);
      expectClose(got.cosine, wanted.cos, name);
      expectClose(got.direction, wanted.kDirection, name);
      expectClose(got.time, wanted.kTime, name);
      expectClose(got.score, wanted.score, name);
      const capacity = ws.capacity - ws.gravity;
      const jobs = [p, q].map((i) => ({
        hours: ws.remaining[i]! / ws.efficiency[i]!,
        weeks: ws.weeksLeft[i]!,
      }));
      expectClose(overloadAlone(jobs[0]!, capacity), wanted.overloadAlone[0]!, name);
      expectClose(overloadAlone(jobs[1]!, capacity), wanted.overloadAlone[1]!, name);
      expectClose(overloadTogether(jobs[0]!, jobs[1]!, capacity), wanted.overloadTogether, name);
    }
    expect(reading.conflicts.map((c) => [c.projects, c.reason])).toEqual([[["P1", "P3"], "direction"]]);
    expect(reading.criticalSet).toBeNull();
  });
});

test("two jobs that fit alone but not together conflict over time", () => {
  const a = { hours: 30, weeks: 2 };
  const b = { hours: 30, weeks: 2 };
  expectClose(timeConflict(a, b, 20), 0.5);
  expect(timeConflict(a, { hours: 50, weeks: 2 }, 20)).toBe(0);
  expect(timeConflict(a, b, -1)).toBe(0);
});
