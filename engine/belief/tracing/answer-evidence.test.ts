/** Runs of answers as evidence of the skill belief. */
import { expect, test } from "vitest";
import { LifeModel } from "../../life/life-model.ts";
import { DEFAULTS } from "../../constants.ts";
import type { Evidence, TestValue } from "../../types.ts";
import { observe } from "../evidence.ts";
import { SkillBelief } from "../skill-belief.ts";

const DAY = 20_000;
const skill = { id: "s", domain: "d", mu0: -1, decay: "mixed", motor: false } as const;

function run(marks: string, id = "e", hour = 10): Evidence {
  const answers = Array.from(marks, (mark) => mark === "+");
  const k = answers.filter(Boolean).length;
  return {
    id,
    skillId: "s",
    t: DAY * 86_400_000 + hour * 3_600_000,
    kind: "test",
    sourceId: "quiz",
    strength: 1,
    reliability: 1,
    practice: true,
    value: { k, n: answers.length, b: 0, answers },
  };
}

function belief(...evidence: Evidence[]): SkillBelief {
  const of = new SkillBelief({ day: DAY });
  of.setSkill(skill);
  for (const one of evidence) of.addEvidence(one);
  return of;
}

test("told answer by answer, a run is less sure of the lasting level than its count", () => {
  const told = run("++-++++-+-+++++++-++");
  const { k, n, b } = told.value as TestValue;
  const counted = observe({ ...told, value: { k, n, b } }, DEFAULTS);
  const { y, tau } = observe(told, DEFAULTS);
  expect(tau).toBeLessThan(counted.tau);
  expect(Math.abs(y - counted.y)).toBeLessThan(0.2);
});

test("no run is worth more than the validity of a test allows", () => {
  const { tau } = observe(run("+-".repeat(500)), DEFAULTS);
  expect(tau).toBeLessThan(0.64 / (DEFAULTS.sigmaRef ** 2 * (1 - 0.64)));
});

test("the next answer follows the end of the latest run of the day", () => {
  const improving = belief(run("-----+++++"));
  const declining = belief(run("+++++-----"));
  expect(improving.theta("s")).toBeCloseTo(declining.theta("s"), 0);
  expect(improving.nextAnswer("s", 0).success).toBeGreaterThan(declining.nextAnswer("s", 0).success + 0.1);
  const both = belief(run("+++++-----", "b", 9), run("-----+++++", "a", 11));
  const before = both.nextAnswer("s", 0).success;
  both.retractEvidence("a");
  expect(both.nextAnswer("s", 0).success).toBeLessThan(before);
});

test("by the next day only the lasting level is left", () => {
  const of = belief(run("-----+++++"));
  const other = belief(run("+++++-----"));
  for (const one of [of, other]) one.advanceTo(DAY + 1);
  const gap = of.nextAnswer("s", 0).success - other.nextAnswer("s", 0).success;
  expect(Math.abs(gap)).toBeLessThan(0.05);
});

test("what is said of the next answer can be taken apart", () => {
  const { success, logit, parts } = belief(run("--+++")).nextAnswer("s", 0);
  expect(parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(logit, 12);
  expect(success).toBeCloseTo(1 / (1 + Math.exp(-logit)), 12);
  expect(parts.map(({ name }) => name)).toContain("last_on_skill");
});

test("without answers of the day the belief speaks alone", () => {
  const quiet = belief(run("--+++"));
  quiet.advanceTo(DAY + 1);
  expect(quiet.nextAnswer("s", 0).parts.map(({ name }) => name)).toEqual(["belief"]);
});

test("the order of arrival does not matter, and JSON restores it bit-equal", () => {
  const [a, b] = [run("++-+", "a"), run("-+--", "b")];
  const first = belief(a, b);
  const second = belief(b, a);
  expect(second.filter("s")).toEqual(first.filter("s"));
  const restored = SkillBelief.fromJSON(JSON.parse(JSON.stringify(first)));
  expect(restored.theta("s")).toBe(first.theta("s"));
  expect(restored.nextAnswer("s", 0.3).success).toBe(first.nextAnswer("s", 0.3).success);
});

test("a life model keeps the answers it is told", () => {
  const model = LifeModel.create();
  const told = run("-----+++++");
  model.apply({ t: told.t, type: "skill_set", skill });
  model.apply({ t: told.t, type: "evidence_added", evidence: told });
  expect(model.toJSON().belief.evidence).toEqual([told]);
});
