import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULTS } from "../constants.ts";
import { expectClose } from "../testdata/close.suite.ts";
import vectors from "../testdata/vectors.json" with { type: "json" };
import type { Evidence } from "../types.ts";
import { SkillFilter } from "./filter.ts";
import { anyEvidence } from "./arbitrary.suite.ts";
import { exampleDay, exampleEvidence, exampleSkills } from "./worked-example.suite.ts";

function filterOf(evidence: readonly Evidence[], day: number): SkillFilter {
  const filter = new SkillFilter(-1, "mixed", day, DEFAULTS);
  for (const e of evidence) filter.add(e);
  return filter;
}

function contributionsOf(filter: SkillFilter): Map<string, number> {
  const parts = new Map<string, number>();
  filter.contributions((evidence, logit) => parts.set(evidence.id, logit));
  return parts;
}

test("filters of the worked example", () => {
  for (const skill of exampleSkills) {
    const filter = new SkillFilter(skill.mu0, skill.decay, exampleDay, DEFAULTS);
    for (const evidence of exampleEvidence) if (evidence.skillId === skill.id) filter.add(evidence);
    const { contributions, ...expected } = vectors.expected.filter[skill.id as "ts"];
    for (const key of ["m", "P", "tau", "h", "halfLifeDays"] as const) {
      expectClose(filter.state[key], expected[key], `${skill.id} ${key}`);
    }
    const parts = contributionsOf(filter);
    for (const [id, logit] of Object.entries(contributions)) expectClose(parts.get(id)!, logit, id);
    expect(parts.size).toBe(Object.keys(contributions).length);
  }
});

const days = { min: 20_000, max: 20_040 };
const today = 20_050;
const log = fc.uniqueArray(anyEvidence(["s"], days), { selector: (e) => e.id, maxLength: 30 });

test("any order of arrival gives the same bits", () => {
  fc.assert(
    fc.property(log, fc.infiniteStream(fc.nat()), (evidence, order) => {
      const shuffled = evidence
        .map((e) => ({ e, key: order.next().value! }))
        .sort((a, b) => a.key - b.key)
        .map(({ e }) => e);
      expect(filterOf(shuffled, today).state).toEqual(filterOf(evidence, today).state);
    }),
  );
});

test("retracting is as if it had never been", () => {
  fc.assert(
    fc.property(log, fc.nat(), (evidence, pick) => {
      fc.pre(evidence.length > 0);
      const gone = evidence[pick % evidence.length]!;
      const filter = filterOf(evidence, today);
      expect(filter.remove(gone)).toBe(true);
      expect(filter.remove(gone)).toBe(false);
      const rest = evidence.filter((e) => e !== gone);
      expect(filter.state).toEqual(filterOf(rest, today).state);
      filter.add(gone);
      expect(filter.state).toEqual(filterOf(evidence, today).state);
    }),
  );
});

test("evidence waits for its day, and each day gives what a fresh filter gives", () => {
  fc.assert(
    fc.property(log, (evidence) => {
      const filter = filterOf(evidence, days.min - 1);
      expect(filter.counted).toBe(0);
      for (let day = days.min; day <= today; day += 3) {
        filter.advanceTo(day);
        expect(filter.state).toEqual(filterOf(evidence, day).state);
      }
      expect(filter.counted).toBe(evidence.length);
    }),
    { numRuns: 30 },
  );
});

test("contributions sum to the mean", () => {
  fc.assert(
    fc.property(log, (evidence) => {
      const filter = filterOf(evidence, today);
      const parts = [...contributionsOf(filter).values()];
      const sum = parts.reduce((a, b) => a + b, 0);
      const scale = parts.reduce((a, b) => a + Math.abs(b), 0);
      expect(Math.abs(sum - filter.state.m)).toBeLessThanOrEqual(1e-12 * scale);
    }),
  );
});

test("an unused skill drifts back to its prior", () => {
  const filter = filterOf(exampleEvidence.slice(0, 2), exampleDay);
  filter.advanceTo(exampleDay + 365 * 60);
  expect(Math.abs(filter.state.m)).toBeLessThan(1e-10);
  expectClose(filter.state.P, DEFAULTS.sigmaRef ** 2, "variance");
  expect(filter.state.tau).toBeGreaterThanOrEqual(0);
});

test("half the gain is lost after one half-life", () => {
  const filter = new SkillFilter(-1, "accuracy", 20_000, DEFAULTS);
  filter.add({ ...exampleEvidence[2]!, t: 20_000 * 86_400_000 });
  const { m, halfLifeDays } = filter.state;
  filter.advanceTo(20_000 + halfLifeDays);
  expectClose(filter.state.m, m / 2, "mean");
});

test("practice in many weeks slows forgetting, up to four times", () => {
  const filter = new SkillFilter(-1, "mixed", 20_000 + 7 * 300, DEFAULTS);
  const practice = exampleEvidence[0]!;
  for (let week = 0; week < 300; week++) {
    filter.add({ ...practice, id: `w${week}`, t: (20_000 + 7 * week) * 86_400_000 });
  }
  expectClose(filter.state.halfLifeDays, 4 * DEFAULTS.halfLifeDays.mixed, "half-life");
});

test("practice twice in a week is one week of practice", () => {
  const practice = exampleEvidence[0]!;
  const monday = 20_003;
  const halfLife = (days: readonly number[]) => {
    const items = days.map((day) => ({ ...practice, id: `d${day}`, t: day * 86_400_000 }));
    return filterOf(items, monday + 20).state.halfLifeDays;
  };
  const base = DEFAULTS.halfLifeDays.mixed;
  expectClose(halfLife([monday, monday + 6]), base * Math.sqrt(1 + 1 / 12), "Monday and Sunday");
  expectClose(halfLife([monday, monday + 7]), base * Math.sqrt(1 + 2 / 12), "two Mondays");
});
