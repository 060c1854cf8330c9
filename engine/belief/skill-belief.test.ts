import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULTS } from "../constants.ts";
import { expectAllClose, expectClose } from "../testdata/close.suite.ts";
import vectors from "../testdata/vectors.json" with { type: "json" };
import type { Evidence, Skill } from "../types.ts";
import { anyEvidence } from "./arbitrary.suite.ts";
import { observe } from "./evidence.ts";
import { SkillBelief } from "./skill-belief.ts";
import {
  exampleBelief,
  exampleDay,
  exampleEdges,
  exampleEvidence,
  exampleSkills,
} from "./worked-example.suite.ts";

const { expected } = vectors;
const ids = exampleSkills.map(({ id }) => id);
type ExampleId = keyof typeof expected.posterior.theta;

function gradient(): [string, number][] {
  return ids.map((id) => [id, expected.physics.sensitivities[`etaInf.theta.${id as ExampleId}`]]);
}

describe("the worked example", () => {
  const belief = exampleBelief();

  test("posterior means and covariances", () => {
    for (const [i, id] of ids.entries()) {
      expectClose(belief.theta(id), expected.posterior.theta[id as ExampleId], `θ ${id}`);
      expectClose(belief.variance(id), expected.posterior.var[i]!, `var ${id}`);
      for (const [j, other] of ids.entries()) {
        expectClose(belief.covariance(id, other), expected.posterior.cov[i]![j]!, `cov ${id} ${other}`);
      }
    }
  });

  test("up to the limit the posterior is dense, beyond it local", () => {
    const error = (denseLimit: number) =>
      Math.abs(exampleBelief({ denseLimit }).theta("ts") - expected.posterior.theta.ts);
    expect(error(5)).toBeLessThan(1e-12);
    expect(error(4)).toBeGreaterThan(1e-10);
  });

  test("contributions", () => {
    for (const id of ids) {
      const wanted = expected.contributions[id as ExampleId];
      const parts = belief.contributions(id);
      expect(parts.size).toBe(Object.keys(wanted).length);
      for (const [evidenceId, logit] of Object.entries(wanted)) {
        expectClose(parts.get(evidenceId)!, logit, `${evidenceId} on ${id}`);
      }
    }
  });

  test("joint samples", () => {
    const { seed, draws } = expected.samples;
    const { values, skillIds } = belief.sample(seed, draws.length);
    expect(skillIds).toEqual(ids);
    expectAllClose(values, draws.flat(), "draw");
    const some = belief.sample(seed, 2, ["wr", "ts"]);
    expect([...some.values]).toEqual([values[3], values[0], values[8], values[5]]);
  });

  test("the value of the next question", () => {
    expectClose(belief.varianceAlong(gradient()), expected.voi.prior, "prior variance");
    const quiz: Evidence = { ...exampleEvidence[1]!, value: { k: 10, n: 20, b: 0 } };
    const precision = observe(quiz, DEFAULTS).tau;
    const questions = belief.nextQuestions(gradient(), () => ({ precision, minutes: 10 }));
    expect(questions[0]!.skillId).toBe("rt");
    expect(questions).toHaveLength(5);
    for (const { skillId, varianceRemoved, perMinute } of questions) {
      expectClose(varianceRemoved, expected.voi.reduction[skillId as ExampleId], skillId);
      expectClose(perMinute, varianceRemoved / 10, skillId);
    }
    const dear = ({ id }: Skill) => ({ precision, minutes: id === "rt" ? 100 : 10 });
    expect(belief.nextQuestions(gradient(), dear, 1)[0]!.skillId).toBe("ml");
  });

  test("readouts", () => {
    const { theta, sd, atLeast, success, band } = belief.readout("ts", 0);
    expectClose(success, expected.physics.skillP[0]![0]!, "expected success");
    expect(atLeast).toBeGreaterThan(0.5);
    expectClose(theta + sd, 1.5 * (band.high - 2), "upper end");
    expectClose(theta - sd, 1.5 * (band.low - 2), "lower end");
    expectClose(belief.readout("ts", theta).atLeast, 0.5, "even odds at its own level");
  });
});

describe("order and replay", () => {
  const days = { min: exampleDay - 60, max: exampleDay + 3 };
  const evidence = fc.uniqueArray(anyEvidence(ids, days), { selector: (e) => e.id, maxLength: 30 });

  test("evidence in any order gives the same posterior, to the bit from the next day on", () => {
    fc.assert(
      fc.property(evidence, fc.infiniteStream(fc.nat()), (items, order) => {
        const key = new Map(items.map((item) => [item, order.next().value!]));
        const straight = exampleBelief();
        const shuffled = exampleBelief();
        for (const item of items) straight.addEvidence(item);
        for (const item of [...items].sort((a, b) => key.get(a)! - key.get(b)!)) {
          shuffled.addEvidence(item);
          shuffled.theta(item.skillId);
        }
        for (const id of ids) {
          expectClose(shuffled.theta(id), straight.theta(id), id, 1e-10);
          expectClose(shuffled.variance(id), straight.variance(id), id, 1e-10);
        }
        straight.advanceTo(exampleDay + 1);
        shuffled.advanceTo(exampleDay + 1);
        for (const id of ids) expect(shuffled.theta(id)).toBe(straight.theta(id));
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ["dense", {}],
    ["local", { denseLimit: 0 }],
  ])("%s: a restored belief goes on bit-equal, wherever it was saved and whatever was read", (_, options) => {
    fc.assert(
      fc.property(evidence, fc.nat(30), (items, at) => {
        const live = exampleBelief(options);
        let restored: SkillBelief | undefined;
        for (const [k, item] of items.entries()) {
          if (k === at) restored = SkillBelief.fromJSON(JSON.parse(JSON.stringify(live)));
          if (k === 7) for (const belief of [live, restored]) belief?.advanceTo(exampleDay + 2);
          live.addEvidence(item);
          restored?.addEvidence(item);
          live.variance(item.skillId);
          live.covariance("ts", "rt");
          live.contributions("ts");
        }
        restored ??= SkillBelief.fromJSON(JSON.parse(JSON.stringify(live)));
        expect(JSON.stringify(restored)).toBe(JSON.stringify(live));
        for (const id of ids) {
          expect(restored.theta(id)).toBe(live.theta(id));
          expect(restored.variance(id)).toBe(live.variance(id));
          expect(restored.covariance("ts", id)).toBe(live.covariance("ts", id));
        }
        expect(restored.sample(3, 2).values).toEqual(live.sample(3, 2).values);
      }),
      { numRuns: 40 },
    );
  });

  test("nothing read before a new day lingers after it", () => {
    const belief = exampleBelief({ denseLimit: 0 });
    belief.covariance("ts", "rt");
    belief.variance("ts");
    belief.advanceTo(exampleDay + 100);
    const restored = SkillBelief.fromJSON(JSON.parse(JSON.stringify(belief)));
    expect(belief.covariance("ts", "rt")).toBe(restored.covariance("ts", "rt"));
    expect(belief.variance("ts")).toBe(restored.variance("ts"));
  });

  test("more changes than the journal holds change nothing but rounding", () => {
    const live = exampleBelief();
    for (let k = 0; k < 1300; k++) {
      const item = exampleEvidence[k % 8]!;
      live.retractEvidence(item.id);
      live.addEvidence(item);
      if (k % 3 === 0) live.theta("ts");
    }
    const restored = SkillBelief.fromJSON(JSON.parse(JSON.stringify(live)));
    for (const id of ids) {
      expect(restored.theta(id)).toBe(live.theta(id));
      expectClose(live.theta(id), expected.posterior.theta[id as ExampleId], id);
    }
  });

  test("a snapshot of another model version is refused", () => {
    const snapshot = { ...exampleBelief().toJSON(), model: "0.0.1" };
    expect(() => SkillBelief.fromJSON(snapshot)).toThrow("snapshot_mismatch");
  });
});

test("contributions sum to the level above the prior", () => {
  const days = { min: exampleDay - 400, max: exampleDay };
  const items = fc.uniqueArray(anyEvidence(ids, days), { selector: (e) => e.id, maxLength: 40 });
  fc.assert(
    fc.property(items, fc.constantFrom({}, { denseLimit: 0 }), (evidence, options) => {
      const belief = exampleBelief(options);
      for (const item of evidence) belief.addEvidence(item);
      for (const id of ids) {
        const parts = [...belief.contributions(id).values()];
        const sum = parts.reduce((a, b) => a + b, 0);
        const scale = parts.reduce((a, b) => a + Math.abs(b), 0);
        expect(Math.abs(sum - (belief.theta(id) - belief.priorMean(id)))).toBeLessThanOrEqual(
          1e-12 * Math.max(1, scale),
        );
      }
    }),
    { numRuns: 50 },
  );
});

describe("changing skills and edges", () => {
  test("the version grows with changes and not with reading", () => {
    const belief = exampleBelief();
    const before = belief.version;
    belief.theta("ts");
    belief.contributions("ts");
    belief.advanceTo(exampleDay);
    belief.setSkill({ ...exampleSkills[0]! });
    belief.setEdge({ from: "ml", to: "ts", type: "similarity", w: 0.3 });
    belief.setEdge({ ...exampleEdges[0]! });
    expect(belief.version).toBe(before);
    belief.advanceTo(exampleDay + 1);
    belief.retractEvidence("e1");
    belief.setEdge({ from: "ml", to: "pub", type: "similarity", w: 0.2 });
    belief.removeEdge("pub", "ml");
    belief.removeSkill("pub");
    expect(belief.version).toBe(before + 5);
    belief.setEdge({ ...exampleEdges[0]!, from: "rt", to: "ts" });
    expect(belief.version).toBe(before + 6);
  });

  test("removing a skill leaves what the others would be without it", () => {
    const belief = exampleBelief();
    belief.theta("wr");
    belief.removeSkill("rt");
    const without = new SkillBelief({ day: exampleDay });
    for (const skill of exampleSkills) if (skill.id !== "rt") without.setSkill(skill);
    for (const edge of exampleEdges) if (edge.from !== "rt" && edge.to !== "rt") without.setEdge(edge);
    for (const item of exampleEvidence) if (item.skillId !== "rt") without.addEvidence(item);
    for (const id of without.index.keys()) {
      expectClose(belief.theta(id), without.theta(id), id);
      expectClose(belief.variance(id), without.variance(id), id);
    }
    expect(belief.index.has("rt")).toBe(false);
    belief.setSkill(exampleSkills[1]!);
    belief.addEvidence(exampleEvidence[3]!);
    expect(belief.contributions("rt").has("e4")).toBe(true);
  });

  test("a skill is not expected to exceed its prerequisites", () => {
    const belief = exampleBelief();
    expect(belief.priorMean("pub")).toBe(-1);
    belief.setEdge({ from: "rt", to: "pub", type: "prerequisite", w: 0.4 });
    expect(belief.priorMean("pub")).toBe(-1.5);
    belief.setEdge({ from: "pub", to: "wr", type: "prerequisite", w: 0.6 });
    expect(belief.priorMean("wr")).toBe(-1.5);
    belief.removeEdge("rt", "pub");
    expect([belief.priorMean("pub"), belief.priorMean("wr")]).toEqual([-1, -1]);
    belief.setSkill({ ...exampleSkills[4]!, mu0: -2 });
    expect(belief.priorMean("wr")).toBe(-2);
  });

  test("other constants give what a belief built with them gives", () => {
    const constants = { ...DEFAULTS, domainShare: 0.4 };
    const belief = exampleBelief();
    belief.theta("ts");
    belief.setConstants(constants);
    const other = new SkillBelief({ day: exampleDay, constants });
    for (const skill of exampleSkills) other.setSkill(skill);
    for (const edge of exampleEdges) other.setEdge(edge);
    for (const item of exampleEvidence) other.addEvidence(item);
    for (const id of ids) expectClose(belief.theta(id), other.theta(id), id);
    expect(SkillBelief.fromJSON(JSON.parse(JSON.stringify(belief))).theta("rt")).toBe(belief.theta("rt"));
  });
});

describe("growing", () => {
  function grow(belief: SkillBelief, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      belief.setSkill({ id: `s${i}`, domain: `d${i % 5}`, mu0: -1, decay: "mixed", motor: false });
      if (i > 0) belief.setEdge({ from: `s${i >> 1}`, to: `s${i}`, type: "prerequisite", w: 0.7 });
      if (i % 10 !== 0) continue;
      belief.addEvidence({ ...exampleEvidence[i % 3]!, id: `e${i}`, skillId: `s${i}` });
    }
  }

  test("the hand-over from the dense to the local path is no jump", () => {
    const belief = new SkillBelief({ day: exampleDay });
    grow(belief, 0, 256);
    const names = [...belief.index.keys()];
    const theta = names.map((id) => belief.theta(id));
    const variance = names.map((id) => belief.variance(id));
    const covariance = names.map((id) => belief.covariance("s0", id));
    belief.setSkill({ id: "one more", domain: "d0", mu0: -1, decay: "mixed", motor: false });
    for (const [i, id] of names.entries()) {
      expect(Math.abs(belief.theta(id) - theta[i]!)).toBeLessThan(1e-6);
      expect(Math.abs(belief.variance(id) - variance[i]!)).toBeLessThan(1e-6);
      expect(Math.abs(belief.covariance("s0", id) - covariance[i]!)).toBeLessThan(1e-6);
    }
    expect(belief.theta("one more")).not.toBe(-1);
    belief.removeSkill("one more");
    for (const [i, id] of names.entries()) expectClose(belief.theta(id), theta[i]!, id);
  });

  test("from one skill to 30,000", () => {
    const belief = new SkillBelief({ day: exampleDay });
    let size = 0;
    for (const next of [1, 10, 100, 1000, 10_000, 30_000]) {
      grow(belief, size, next);
      size = next;
      expect(belief.theta("s0")).toBeGreaterThan(-1);
      expect(belief.variance("s0")).toBeLessThan(DEFAULTS.sigmaRef ** 2);
    }
    const before = belief.theta("s20011");
    belief.addEvidence({ ...exampleEvidence[1]!, id: "late", skillId: "s20011" });
    expect(belief.theta("s20011")).toBeGreaterThan(before + 0.5);
    expect(belief.contributions("s20011").get("late")).toBeGreaterThan(0.5);
  });
});
