import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MODEL_ERROR_CODES, ModelError, type ModelErrorCode } from "../errors.ts";
import { MS_PER_WEEK } from "../forces/forces-input.ts";
import { demoPortfolio } from "./demo.ts";
import type { ModelEvent } from "./events.ts";
import { LifeModel } from "./life-model.ts";

const NOW = 1_795_392_000_000;

function demo(): LifeModel {
  const model = LifeModel.create();
  for (const event of demoPortfolio(NOW)) model.apply(event);
  return model;
}

const project = demo().projects()[0]!;
const constraint = demo().constraints()[0]!;
const evidence = {
  id: "new",
  skillId: "ts",
  t: NOW - 1,
  kind: "peer",
  sourceId: "x",
  strength: 1,
  reliability: 1,
  practice: false,
  value: { level: 2 },
};
const skill = { id: "new", domain: "d", mu0: -1, decay: "mixed", motor: false };
const pace = { projectId: "P1", w: 1, beta: 0, P: [1, 0, 0.1], asOf: NOW };
const windowOf = (change: object, feature: object = {}): object => ({
  window: {
    t0: NOW - 10_000,
    t1: NOW,
    overlap: 2,
    features: { hr: { value: 70, quality: 1, ...feature } },
    ...change,
  },
});

const REFUSED: [type: string, fields: object, code: ModelErrorCode, field: string][] = [
  ["nonsense", {}, "invalid_value", "type"],
  ["day_ticked", { t: Number.NaN }, "not_a_number", "t"],
  ["day_ticked", { t: 1e15 }, "out_of_range", "t"],
  ["day_ticked", { t: -1 }, "out_of_range", "t"],
  ["skill_set", { skill: { ...skill, mu0: Number.NaN } }, "not_a_number", "skill.mu0"],
  ["skill_set", { skill: { ...skill, id: "" } }, "invalid_value", "skill.id"],
  ["skill_set", { skill: { ...skill, id: "__proto__" } }, "invalid_value", "skill.id"],
  ["skill_set", { skill: { ...skill, decay: "fast" } }, "invalid_value", "skill.decay"],
  ["skill_set", { skill: null }, "invalid_value", "skill"],
  ["skill_removed", { skillId: "ts" }, "skill_in_use", "skillId"],
  ["skill_removed", { skillId: "none" }, "unknown_skill", "skillId"],
  ["edge_set", { edge: { from: "rt", to: "ts", type: "prerequisite", w: 0 } }, "out_of_range", "edge.w"],
  ["edge_set", { edge: { from: "ts", to: "none", type: "prerequisite", w: 1 } }, "unknown_skill", "edge.to"],
  ["edge_set", { edge: { from: "ts", to: "ts", type: "similarity", w: 1 } }, "self_edge", "edge.to"],
  ["edge_removed", { from: "ts", to: "wr" }, "unknown_edge", "edge"],
  ["evidence_added", { evidence: { ...evidence, t: NOW + 1 } }, "out_of_range", "evidence.t"],
  ["evidence_added", { evidence: { ...evidence, id: "e1" } }, "duplicate_id", "evidence.id"],
  ["evidence_added", { evidence: { ...evidence, kind: "embodied" } }, "embodied_not_motor", "evidence.kind"],
  [
    "evidence_added",
    { evidence: { ...evidence, value: { level: 5 } } },
    "out_of_range",
    "evidence.value.level",
  ],
  ["evidence_retracted", { evidenceId: "none" }, "unknown_evidence", "evidenceId"],
  ["goal_set", { goal: { id: "g", importance: -1 } }, "out_of_range", "goal.importance"],
  ["goal_removed", { goalId: "none" }, "unknown_goal", "goalId"],
  ["project_set", { project: { ...project, goals: { none: 1 } } }, "unknown_goal", "project.goals.none"],
  ["project_set", { project: { ...project, goals: { g1: 0.8, g2: -0.3 } } }, "out_of_range", "project.goals"],
  ["project_set", { project: { ...project, goals: { g1: 2 } } }, "out_of_range", "project.goals.g1"],
  [
    "project_set",
    { project: { ...project, requires: [{ skillId: "none", b: 0, importance: 1 }] } },
    "unknown_skill",
    "project.requires[0].skillId",
  ],
  [
    "project_set",
    { project: { ...project, requires: [{ skillId: "ts", b: 0, importance: 0.9 }] } },
    "out_of_range",
    "project.requires",
  ],
  ["project_set", { project: { ...project, size: 0 } }, "out_of_range", "project.size"],
  ["project_set", { project: { ...project, hours: 169 } }, "out_of_range", "project.hours"],
  ["project_set", { project: { ...project, progress: Number.NaN } }, "not_a_number", "project.progress"],
  ["project_set", { project: { ...project, effortBasis: "felt" } }, "invalid_value", "project.effortBasis"],
  ["project_set", { project: { ...project, deadline: NOW - 1 } }, "deadline_passed", "project.deadline"],
  ["project_archived", { projectId: "none" }, "unknown_project", "projectId"],
  ["project_archived", { projectId: "P1", actualHours: 0 }, "out_of_range", "actualHours"],
  ["progress_reported", { projectId: "P1", progress: 1.1 }, "out_of_range", "progress"],
  ["effort_set", { projectId: "P1", hours: -1, effortBasis: "planned" }, "out_of_range", "hours"],
  ["constraint_set", { constraint: { ...constraint, severity: 2 } }, "out_of_range", "constraint.severity"],
  ["constraint_set", { constraint: { ...constraint, kind: "fate" } }, "invalid_value", "constraint.kind"],
  [
    "constraint_set",
    { constraint: { ...constraint, from: 9, until: 9 } },
    "out_of_range",
    "constraint.until",
  ],
  ["constraint_removed", { constraintId: "none" }, "unknown_constraint", "constraintId"],
  ["constants_set", { constants: { paceCv: 2 } }, "out_of_range", "constants.paceCv"],
  ["constants_set", { constants: { paceCv: Number.NaN } }, "not_a_number", "constants.paceCv"],
  ["constants_set", { constants: { sigmaRef: 1 } }, "invalid_value", "constants.sigmaRef"],
  [
    "constants_set",
    { constants: { "halfLifeDays.none": 1 } },
    "invalid_value",
    "constants.halfLifeDays.none",
  ],
  ["constants_set", { constants: { "__proto__.x": 1 } }, "invalid_value", "constants.__proto__.x"],
  ["life_updated", { capacity: 0 }, "out_of_range", "capacity"],
  ["life_updated", { energy: Number.POSITIVE_INFINITY }, "not_a_number", "energy"],
  ["life_updated", { felt: { none: 0 } }, "unknown_project", "felt.none"],
  ["life_updated", { pace: [{ ...pace, P: [1, 2, 1] }] }, "not_positive_definite", "pace[0].P"],
  ["life_updated", { pace: [{ ...pace, asOf: NOW + 1 }] }, "out_of_range", "pace[0].asOf"],
  ["life_updated", { pace: [{ ...pace, projectId: "none" }] }, "unknown_project", "pace[0].projectId"],
  ["window_recorded", windowOf({ t1: NOW + 3_600_000 }), "out_of_range", "window.t1"],
  ["window_recorded", windowOf({ overlap: 0 }), "out_of_range", "window.overlap"],
  ["window_recorded", windowOf({}, { value: Number.NaN }), "not_a_number", "window.features.hr.value"],
  ["window_recorded", windowOf({}, { value: 1e9 }), "out_of_range", "window.features.hr.value"],
  ["window_recorded", windowOf({}, { quality: 2 }), "out_of_range", "window.features.hr.quality"],
  [
    "claim_made",
    { claim: { id: "c", direction: "happy", intensity: 1 } },
    "invalid_value",
    "claim.direction",
  ],
  ["claim_confirmed", { claimId: "none" }, "unknown_claim", "claimId"],
  ["session_rated", { projectId: "P1", rating: 2 }, "out_of_range", "rating"],
  ["session_tagged", { sessionId: "none", projectId: "P1" }, "unknown_session", "sessionId"],
];

describe("refused, and nothing changed", () => {
  const model = demo();
  const hash = model.stateHash();
  test.each(REFUSED)("%s %j → %s %s", (type, fields, code, field) => {
    const event = { type, t: NOW, ...fields } as ModelEvent;
    expect(() => model.apply(event)).toThrow(expect.objectContaining({ code, field }));
    expect(model.stateHash()).toBe(hash);
  });

  test("cyclic prerequisites", () => {
    const edge = { from: "ml", to: "ts", type: "prerequisite", w: 1 } as const;
    model.apply({ type: "edge_set", t: NOW, edge: { from: "rt", to: "ml", type: "prerequisite", w: 0.5 } });
    const before = model.stateHash();
    expect(() => model.apply({ type: "edge_set", t: NOW, edge })).toThrow(
      expect.objectContaining({ code: "cyclic_prerequisites" }),
    );
    expect(model.stateHash()).toBe(before);
  });

  test("a deadline that has passed stays when something else is edited", () => {
    const later = demo();
    later.apply({ type: "day_ticked", t: NOW + 11 * MS_PER_WEEK });
    later.apply({ type: "project_set", t: NOW + 11 * MS_PER_WEEK, project: { ...project, hours: 3 } });
    expect(later.snapshot().projects[0]).toMatchObject({ overdue: true, hours: 3 });
  });
});

test.each(["constructor", "toString", "hasOwnProperty"])("an id may be %s", (id) => {
  const model = demo();
  model.apply({ type: "goal_set", t: NOW, goal: { id, importance: 1 } });
  const named = { ...project, id, goals: { [id]: 1 } };
  model.apply({ type: "project_set", t: NOW, project: named });
  const { projects, eta } = model.snapshot();
  expect(projects.find((p) => p.id === id)?.felt).toBe(0);
  expect(eta.value).toBeGreaterThan(0);
  expect(LifeModel.fromJSON(JSON.parse(JSON.stringify(model.toJSON()))).stateHash()).toBe(model.stateHash());
});

describe("anything at all", () => {
  const TYPES = [...new Set(REFUSED.map(([type]) => type))];
  const wild: fc.Arbitrary<unknown> = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.constantFrom(null, undefined, true, "", "P1", "ts", "g1", "c1", "e1", "planned", NOW, [], {}),
    fc.array(fc.double(), { maxLength: 3 }),
  );
  const ENTITY_KEYS = ["skill", "edge", "evidence", "goal", "project", "constraint", "claim", "window"];
  const VALID: Record<string, object> = {
    skill,
    edge: { from: "ts", to: "wr", type: "similarity", w: 0.5 },
    evidence,
    goal: { id: "g1", importance: 1 },
    project,
    constraint,
    claim: { id: "c", direction: "calm", intensity: 1 },
    window: (windowOf({}) as { window: object }).window,
  };

  /** A valid entity with a few fields made wild. */
  const spoilt = fc
    .record({
      name: fc.constantFrom(...ENTITY_KEYS),
      changes: fc.array(fc.tuple(fc.nat(12), wild), { maxLength: 2 }),
    })
    .map(({ name, changes }) => {
      const entity: Record<string, unknown> = { ...VALID[name] };
      const keys = Object.keys(entity);
      for (const [i, value] of changes) entity[keys[i % keys.length]!] = value;
      return { [name]: entity };
    });
  const flat = fc.dictionary(
    fc.constantFrom(
      "projectId",
      "skillId",
      "progress",
      "hours",
      "rating",
      "capacity",
      "energy",
      "pace",
      "felt",
      "effortBasis",
    ),
    wild,
  );
  const event = fc
    .record({
      type: fc.constantFrom(...TYPES),
      t: fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: NOW, max: NOW + 40 * MS_PER_WEEK }) },
        { weight: 1, arbitrary: wild },
      ),
      fields: fc.oneof(spoilt, flat),
    })
    .map(({ type, t, fields }) => Object.assign({ type, t }, fields));

  test("is refused with a code and no change, or gives finite numbers", () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 12 }), (events) => {
        const model = demo();
        for (const e of events) {
          const before = model.stateHash();
          try {
            model.apply(e as unknown as ModelEvent);
          } catch (error) {
            expect(error).toBeInstanceOf(ModelError);
            expect(MODEL_ERROR_CODES).toContain((error as ModelError).code);
            expect(model.stateHash()).toBe(before);
          }
          expectFinite(model.snapshot());
        }
        expectFinite(model.toJSON());
      }),
      { numRuns: 150 },
    );
  });
});

function expectFinite(value: unknown, path = ""): void {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) expect.fail(`${path} is ${value}`);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) expectFinite(inner, `${path}.${key}`);
  }
}
