/** What a schema of the protocols takes, the model takes too: nobody is refused twice, for different reasons. */
import type { Type } from "typebox";
import { describe, expect, it } from "vitest";
import { constantsCatalogue } from "@trajectory/engine/constants-catalogue.ts";
import { demoPortfolio } from "@trajectory/engine/life/demo.ts";
import type { ModelEvent } from "@trajectory/engine/life/events.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { rangeOf } from "@trajectory/engine/own-constants.ts";
import {
  Constraint,
  Evidence,
  Goal,
  Project,
  Skill,
  SkillEdge,
} from "@trajectory/protocols/events/entities.ts";
import { lifeCommands } from "@trajectory/protocols/events/life.ts";
import { parse } from "@trajectory/protocols/validate.ts";

const NOW = 1_795_392_000_000;
const EVENT_OF = new Map<Type.TSchema, (value: object) => object>([
  [Skill, (skill) => ({ type: "skill_set", skill })],
  [SkillEdge, (edge) => ({ type: "edge_set", edge })],
  [Evidence, (evidence) => ({ type: "evidence_added", evidence })],
  [Goal, (goal) => ({ type: "goal_set", goal })],
  [Project, (project) => ({ type: "project_set", project })],
  [Constraint, (constraint) => ({ type: "constraint_set", constraint })],
  [lifeCommands.update_life, (update) => ({ type: "life_updated", ...update })],
  [lifeCommands.set_effort, (effort) => ({ type: "effort_set", ...effort })],
  [lifeCommands.report_progress, (report) => ({ type: "progress_reported", ...report })],
  [lifeCommands.archive_project, (archive) => ({ type: "project_archived", ...archive })],
]);
const evidence = { id: "new", skillId: "ts", t: NOW, kind: "test", sourceId: "quiz" };
const opinion = { ...evidence, kind: "peer" };
const project = { id: "new", name: "New", goals: {}, requires: [], size: 8, progress: 0, hours: 1 };
const constraint = { id: "new", name: "New", kind: "other", severity: 0.5, flexibility: 0.5 };

const NUMBERS: [path: string, schema: Type.TSchema, value: object][] = [
  ["mu0", Skill, { id: "new", name: "New", domain: "d" }],
  ["w", SkillEdge, { from: "ts", to: "pub", type: "similarity", w: 1 }],
  ["strength", Evidence, { ...opinion, value: { level: 2 } }],
  ["reliability", Evidence, { ...opinion, value: { level: 2 } }],
  ["value.level", Evidence, { ...opinion, value: { level: 2 } }],
  ["value.n", Evidence, { ...evidence, value: { k: 0, n: 1, b: 0 } }],
  ["value.b", Evidence, { ...evidence, value: { k: 0, n: 1, b: 0 } }],
  ["importance", Goal, { id: "new", name: "New", importance: 1 }],
  ["size", Project, project],
  ["progress", Project, project],
  ["hours", Project, project],
  ["goals.g1", Project, { ...project, goals: { g1: 1 } }],
  ["requires.0.b", Project, { ...project, requires: [{ skillId: "ts", b: 0, importance: 1 }] }],
  ["severity", Constraint, constraint],
  ["flexibility", Constraint, constraint],
  ["confidence", Constraint, constraint],
  ["loadHours", Constraint, constraint],
  ["from", Constraint, constraint],
  ["until", Constraint, constraint],
  ["capacity", lifeCommands.update_life, {}],
  ["energy", lifeCommands.update_life, {}],
  ["arousal", lifeCommands.update_life, {}],
  ["felt.P1", lifeCommands.update_life, { felt: { P1: 0 } }],
  ...["w", "beta", "P.0", "P.2"].map((path): [string, Type.TSchema, object] => {
    const pace = { projectId: "P1", w: 1, beta: 0, P: [1, 0, 0.1], asOf: NOW };
    return [`pace.0.${path}`, lifeCommands.update_life, { pace: [pace] }];
  }),
  ["hours", lifeCommands.set_effort, { projectId: "P1", hours: 1 }],
  ["progress", lifeCommands.report_progress, { projectId: "P1", progress: 1 }],
];

describe("the constants of the model that can be changed", () => {
  it("are those of the engine, with its ranges", () => {
    const { constants } = lifeCommands.set_constants.properties as unknown as {
      constants: { properties: Record<string, { minimum: number; maximum: number }> };
    };
    const ranges = Object.entries(constants.properties).map(([key, { minimum, maximum }]) => [
      key,
      [minimum, maximum],
    ]);
    const known = constantsCatalogue().flatMap(({ key }) => {
      const range = rangeOf(key);
      return range === undefined ? [] : [[key, range]];
    });
    expect(ranges).toEqual(known);
  });
});

describe("the bounds of the schemas", () => {
  it.each(NUMBERS)("of %s: the model takes them", (path, schema, value) => {
    const { lowest, highest } = boundsOf(schema, path.split("."), value);
    for (const bound of [lowest, highest]) {
      const checked = parse(schema, withValue(value, path.split("."), bound)) as object;
      const model = demo();
      model.apply({ t: NOW, ...EVENT_OF.get(schema)!(checked) } as ModelEvent);
      expect(Number.isFinite(model.snapshot().eta.value)).toBe(true);
    }
  });

  it("hold for what a project really took as far as it can be: within a hundred times its size", () => {
    for (const actualHours of [0.8, 8_000]) {
      const model = demo();
      const checked = parse(lifeCommands.archive_project, { projectId: "P1", actualHours });
      model.apply({ t: NOW, type: "project_archived", ...checked });
      expect(model.projects().map(({ id }) => id)).not.toContain("P1");
    }
  });
});

function demo(): LifeModel {
  const model = LifeModel.create();
  for (const event of demoPortfolio(NOW)) model.apply(event);
  return model;
}

interface Bounds {
  lowest: number;
  highest: number;
}

/** Of the number at the path; an excluded bound counts as the nearest number inside. */
function boundsOf(schema: Type.TSchema, [first, ...rest]: string[], value: unknown): Bounds {
  const found = schema as {
    minimum?: number;
    exclusiveMinimum?: number;
    maximum?: number;
    anyOf?: Type.TSchema[];
    properties?: Record<string, Type.TSchema>;
    patternProperties?: Record<string, Type.TSchema>;
    items?: Type.TSchema | Type.TSchema[];
  };
  if (first === undefined) {
    const { minimum, exclusiveMinimum, maximum } = found;
    const lowest = minimum ?? (exclusiveMinimum === 0 ? 1e-300 : Number.NaN);
    return { lowest, highest: maximum ?? Number.NaN };
  }
  const field = (value as Record<string, unknown>)[first];
  if (found.anyOf !== undefined) {
    const one = found.anyOf.find((option) => first in ((option as typeof found).properties ?? {}));
    return boundsOf(one!, [first, ...rest], value);
  }
  const inner =
    found.properties?.[first] ??
    Object.values(found.patternProperties ?? {})[0] ??
    (Array.isArray(found.items) ? found.items[Number(first)] : found.items);
  if (inner === undefined) throw new Error(`The schema has no ${first}.`);
  return boundsOf(inner, rest, field);
}

function withValue(value: unknown, [first, ...rest]: string[], replacement: number): unknown {
  if (first === undefined) return replacement;
  const inner = withValue((value as Record<string, unknown>)[first], rest, replacement);
  return Array.isArray(value) ? value.with(Number(first), inner) : { ...(value as object), [first]: inner };
}
