import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FeatureFact, type Facts, gatherFacts } from "@trajectory/engine/insights/facts.ts";
import { findInsights, type Insight, INSIGHT_KINDS } from "@trajectory/engine/insights/find-insights.ts";
import { numberAt } from "@trajectory/engine/insights/references.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { keepsNumbers, type Language, LANGUAGES, numbersIn, showNumber } from "./numbers.ts";
import { type Names, namesIn, writeInsight } from "./write.ts";

const NOW = 1_795_392_000_000;
const DAY = 86_400_000;
/** Names that look like numbers, so that they cannot be taken for some. */
const NAMES: Names = {
  project: new Map([
    ["p0", "Version 2.0"],
    ["p1", "12 % more"],
    ["p2", "Half a book"],
  ]),
  skill: new Map([
    ["s0", "C++17"],
    ["s1", "Two-phase commit"],
  ]),
  constraint: new Map([
    ["c0", "Loan of 500"],
    ["c1", "Care"],
  ]),
};

const share = fc.double({ min: 0, max: 1, noNaN: true });
const project = fc.record({
  size: fc.integer({ min: 1, max: 400 }),
  progress: fc.constantFrom(0, 0.25, 0.9),
  hours: fc.integer({ min: 0, max: 30 }),
  weight: fc.constantFrom(-0.2, 0.4, 1),
  weeks: fc.option(fc.integer({ min: 1, max: 40 })),
  skill: fc.constantFrom("s0", "s1"),
});
const constraint = fc.record({
  kind: fc.constantFrom("financial", "care", "other", "time"),
  severity: share,
  flexibility: share,
});
const feature: fc.Arbitrary<FeatureFact> = fc
  .record({
    id: fc.constantFrom("motion-move", "heart-hr"),
    days: fc.integer({ min: 1, max: 60 }),
    r: share,
    half: share,
  })
  .map(({ id, days, r, half }) => ({
    id,
    days,
    r,
    low: Math.max(-1, r - half),
    high: Math.min(1, r + half),
  }));

const life = fc.record({
  projects: fc.array(project, { maxLength: 3 }),
  constraints: fc.array(constraint, { maxLength: 2 }),
  features: fc.uniqueArray(feature, { maxLength: 2, selector: ({ id }) => id }),
  evidenceDays: fc.option(fc.integer({ min: 1, max: 900 })),
  passed: fc.integer({ min: 0, max: 60 }),
  report: fc.option(share),
});

function factsOf({
  projects,
  constraints,
  features,
  evidenceDays,
  passed,
  report,
}: typeof life extends fc.Arbitrary<infer Life> ? Life : never): Facts {
  const model = LifeModel.create();
  model.apply({ type: "goal_set", t: NOW, goal: { id: "g", importance: 1 } });
  for (const id of ["s0", "s1"])
    model.apply({
      type: "skill_set",
      t: NOW,
      skill: { id, domain: "d", mu0: -1, decay: "mixed", motor: false },
    });
  if (evidenceDays !== null) {
    const evidence = {
      id: "e",
      skillId: "s0",
      t: NOW - evidenceDays * DAY,
      kind: "artifact",
      sourceId: "q",
    } as const;
    model.apply({
      type: "evidence_added",
      t: NOW,
      evidence: { ...evidence, strength: 1, reliability: 1, practice: true, value: { level: 3 } },
    });
  }
  for (const [i, { weight, weeks, skill, ...rest }] of projects.entries()) {
    const requires = [{ skillId: skill, b: 0, importance: 1 }];
    const due = weeks === null ? {} : { deadline: NOW + weeks * 7 * DAY };
    model.apply({
      type: "project_set",
      t: NOW,
      project: { ...rest, id: `p${i}`, goals: { g: weight }, requires, effortBasis: "planned", ...due },
    });
  }
  const before = model.snapshot();
  for (const [i, one] of constraints.entries())
    model.apply({ type: "constraint_set", t: NOW, constraint: { ...one, id: `c${i}`, confidence: 0.5 } });
  model.apply({ type: "day_ticked", t: NOW + passed * DAY });
  if (report !== null && projects.length > 0)
    model.apply({ type: "progress_reported", t: NOW + passed * DAY, projectId: "p0", progress: report });
  return gatherFacts({ model, before, days: 7, features });
}

/** Every way in which a number that the insight refers to may be written. */
function shown({ references }: Insight, language: Language): Set<string> {
  return new Set(references.flatMap((one) => numbersIn(showNumber(one, language), [])));
}

describe("the words of an insight", () => {
  it("hold no number that is not in the data, whoever the person is, in both languages", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(life, (one) => {
        const facts = factsOf(one);
        for (const insight of findInsights(facts)) {
          seen.add(insight.kind);
          for (const { path, value } of insight.references) expect(numberAt(facts, path)).toBe(value);
          const texts = writeInsight(insight, NAMES);
          for (const language of LANGUAGES) {
            const allowed = shown(insight, language);
            const numbers = numbersIn(texts[language], namesIn(insight, NAMES));
            for (const number of numbers)
              expect(allowed, `${number} in: ${texts[language]}`).toContain(number);
          }
        }
      }),
      { numRuns: 400, seed: 20_261_124 },
    );
    const rare = new Set(["claims_differ"]);
    expect([...seen].sort()).toEqual(INSIGHT_KINDS.filter((kind) => !rare.has(kind)).sort());
  });

  it("say claims and signals side by side", () => {
    const insight: Insight = {
      kind: "claims_differ",
      weight: 1,
      references: [
        { name: "differ", path: "claims.differ", value: 1, unit: "count" },
        { name: "compared", path: "claims.compared", value: 4, unit: "count" },
      ],
      mentions: [],
    };
    const { en, de } = writeInsight(insight, NAMES);
    expect(en).toBe(
      "Your signals looked different from 1 of 4 claims you made about how you felt. Both can be true.",
    );
    expect(numbersIn(de, [])).toEqual(["1", "4"]);
  });
});

describe("numbers in a text", () => {
  it("are found with sign and percent, without names", () => {
    const text = "“Version 2.0” fell by −3,5 to 84 % of 1,250 in two weeks";
    expect(numbersIn(text, ["Version 2.0"])).toEqual(["−3,5", "84%", "1,250", "two"]);
  });

  it.each([
    ["η rose from 80 % to 84 % within 7 days.", true],
    ["It stands at 84 % now.", true],
    ["η fell from 84 % to 80 % within 7 days.", false],
    ["η rose from 80 % to 85 % within 7 days.", false],
    ["η rose by 4 points, from 80 % to 84 %.", false],
    ["η doubled, from 80 % to 84 %, it is twice as high.", false],
    ["η rose from 80 to 84 % within 7 days.", false],
    ["η rose from -80 % to 84 %.", false],
  ])("%s %s", (text, kept) => {
    expect(keepsNumbers(text, "Within 7 days η went from 80 % to 84 %. In 7 days.", [])).toBe(kept);
  });
});
