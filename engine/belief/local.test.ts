import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draw } from "../numerics/philox.ts";
import type { Evidence, Skill, SkillEdge } from "../types.ts";
import { anyEdges, anyEvidence, anySkills } from "./arbitrary.suite.ts";
import { SkillBelief } from "./skill-belief.ts";

const day = 20_050;
const days = { min: 20_000, max: day };

interface World {
  skills: Skill[];
  edges: SkillEdge[];
  evidence: Evidence[];
}

const worlds: fc.Arbitrary<World> = anySkills(14).chain((skills) =>
  fc.record({
    skills: fc.constant(skills),
    edges: anyEdges(skills),
    evidence: fc.uniqueArray(
      anyEvidence(
        skills.map(({ id }) => id),
        days,
      ),
      {
        selector: (e) => e.id,
        maxLength: 25,
      },
    ),
  }),
);

function beliefOf(world: World, options: { denseLimit?: number; tolerance?: number }): SkillBelief {
  const belief = new SkillBelief({ day, ...options });
  for (const skill of world.skills) belief.setSkill(skill);
  for (const edge of world.edges) belief.setEdge(edge);
  for (const evidence of world.evidence) {
    belief.addEvidence(evidence);
    belief.theta(evidence.skillId);
  }
  return belief;
}

function largestDifference(a: SkillBelief, b: SkillBelief): number {
  let largest = 0;
  for (const i of a.index.keys()) {
    largest = Math.max(largest, Math.abs(a.theta(i) - b.theta(i)));
    for (const j of a.index.keys()) {
      largest = Math.max(largest, Math.abs(a.covariance(i, j) - b.covariance(i, j)));
    }
  }
  return largest;
}

describe("the local path against the dense one", () => {
  test("equal to rounding when solved tightly", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const dense = beliefOf(world, {});
        const local = beliefOf(world, { denseLimit: 0, tolerance: 1e-14 });
        expect(largestDifference(dense, local)).toBeLessThan(1e-11);
      }),
      { numRuns: 60 },
    );
  });

  test("within its tolerance as it comes, also when evidence is taken back", () => {
    fc.assert(
      fc.property(worlds, fc.nat(), (world, pick) => {
        const dense = beliefOf(world, {});
        const local = beliefOf(world, { denseLimit: 0 });
        expect(largestDifference(dense, local)).toBeLessThan(1e-5);
        const gone = world.evidence[pick % world.evidence.length];
        if (gone === undefined) return;
        dense.retractEvidence(gone.id);
        local.retractEvidence(gone.id);
        expect(largestDifference(dense, local)).toBeLessThan(1e-5);
      }),
      { numRuns: 60 },
    );
  });

  test("the same contributions, questions and variance of a quantity", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const dense = beliefOf(world, {});
        const local = beliefOf(world, { denseLimit: 0, tolerance: 1e-14 });
        const gradient = world.skills.slice(0, 3).map(({ id }, k) => [id, 0.3 - 0.2 * k] as const);
        expect(local.varianceAlong(gradient)).toBeCloseTo(dense.varianceAlong(gradient), 11);
        const parts = local.contributions("s0");
        for (const [id, part] of dense.contributions("s0")) expect(parts.get(id)).toBeCloseTo(part, 11);
        const question = ({ id }: Skill) => ({ precision: 0.6, minutes: 1 + (Number(id.slice(1)) % 3) });
        const all = dense.nextQuestions(gradient, question, 20);
        for (const belief of [dense, local]) {
          for (const [k, { perMinute }] of belief.nextQuestions(gradient, question, 3).entries()) {
            expect(perMinute).toBeCloseTo(all[k]!.perMinute, 11);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** A person with many skills in four domains, each skill tied to two earlier ones. */
function crowd(n: number, options: { denseLimit?: number; tolerance?: number } = {}): SkillBelief {
  const belief = new SkillBelief({ day, ...options });
  for (let i = 0; i < n; i++) {
    belief.setSkill({ id: `s${i}`, domain: `d${i % 4}`, mu0: -1, decay: "mixed", motor: false });
  }
  for (let i = 1; i < n; i++) {
    for (const channel of [0, 1]) {
      const { u } = draw(3, i, 0, channel);
      const w = 0.3 + 0.7 * draw(3, i, 1, channel).u;
      belief.setEdge({ from: `s${i}`, to: `s${Math.floor(u * i)}`, type: "similarity", w });
    }
  }
  return belief;
}

function artifact(i: number, id: string, level: number): Evidence {
  return {
    id,
    skillId: `s${i}`,
    t: day * 86_400_000,
    kind: "artifact",
    sourceId: "repository",
    strength: 1,
    reliability: 0.9,
    practice: true,
    value: { level },
  };
}

test("hundreds of updates stay within the stated error", () => {
  const n = 300;
  const local = crowd(n);
  const exact = crowd(n, { denseLimit: n });
  for (let k = 0; k < 400; k++) {
    const evidence = artifact((k * 7919) % n, `e${k}`, (k % 9) / 2);
    local.addEvidence(evidence);
    exact.addEvidence(evidence);
    local.theta(evidence.skillId);
  }
  for (let i = 0; i < n; i++) {
    expect(Math.abs(local.theta(`s${i}`) - exact.theta(`s${i}`))).toBeLessThan(5e-6);
    expect(Math.abs(local.variance(`s${i}`) - exact.variance(`s${i}`))).toBeLessThan(5e-6);
  }
});

test("a skill added to many is as if it had always been there", () => {
  const grown = crowd(40, { denseLimit: 0 });
  for (let i = 0; i < 40; i += 3) grown.addEvidence(artifact(i, `e${i}`, i / 10));
  grown.theta("s0");
  const late: Skill = { id: "late", domain: "d1", mu0: -1, decay: "mixed", motor: false };
  grown.setSkill(late);
  const fresh = crowd(40, { denseLimit: 0 });
  fresh.setSkill(late);
  for (let i = 0; i < 40; i += 3) fresh.addEvidence(artifact(i, `e${i}`, i / 10));
  expect(largestDifference(grown, fresh)).toBeLessThan(1e-5);
  expect(grown.theta("late")).not.toBe(-1);
});

test("samples have the posterior's mean and covariance", () => {
  const belief = crowd(12, { denseLimit: 0 });
  for (let i = 0; i < 12; i += 3) belief.addEvidence(artifact(i, `e${i}`, 1 + i / 4));
  const ids = ["s0", "s3", "s4", "s8"];
  const count = 4000;
  const { values } = belief.sample(11, count, ids);
  const mean = ids.map((_, k) => average(count, (p) => values[p * 4 + k]!));
  for (const [a, idA] of ids.entries()) {
    expect(Math.abs(mean[a]! - belief.theta(idA))).toBeLessThan(4 * Math.sqrt(belief.variance(idA) / count));
    for (const [b, idB] of ids.entries()) {
      const covariance = average(
        count,
        (p) => (values[p * 4 + a]! - mean[a]!) * (values[p * 4 + b]! - mean[b]!),
      );
      const scale = Math.sqrt((belief.variance(idA) * belief.variance(idB) * 2) / count);
      expect(Math.abs(covariance - belief.covariance(idA, idB))).toBeLessThan(4.5 * scale);
    }
  }
});

function average(count: number, value: (p: number) => number): number {
  let sum = 0;
  for (let p = 0; p < count; p++) sum += value(p);
  return sum / count;
}
