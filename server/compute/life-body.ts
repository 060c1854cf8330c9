/** A life as it is sent to the stateless endpoints: the entities without names, and what else the physics needs. */
import { Type } from "typebox";
import {
  Constraint,
  Evidence,
  Goal,
  Project,
  Skill,
  SkillEdge,
  Time,
} from "@trajectory/protocols/events/entities.ts";
import { lifeCommands } from "@trajectory/protocols/events/life.ts";
import { ModelError } from "@trajectory/engine/errors.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";

/** Names are for people; the mathematics does without. */
const name = Type.Optional(Type.String({ maxLength: 120 }));
const unnamed = <Properties extends Record<string, Type.TSchema>>(properties: Properties) =>
  Type.Object({ ...properties, name }, { additionalProperties: false });

const { capacity, energy, arousal, felt, pace } = lifeCommands.update_life.properties;

export const SkillsBody = {
  t: Type.Optional(Time),
  skills: Type.Array(unnamed(Skill.properties), { maxItems: 2_000, default: [] }),
  edges: Type.Array(SkillEdge, { maxItems: 10_000, default: [] }),
  evidence: Type.Array(Evidence, { maxItems: 10_000, default: [] }),
};

export const LifeBody = {
  ...SkillsBody,
  goals: Type.Array(unnamed(Goal.properties), { maxItems: 1_000, default: [] }),
  projects: Type.Array(unnamed(Project.properties), { maxItems: 1_000, default: [] }),
  constraints: Type.Array(unnamed(Constraint.properties), { maxItems: 1_000, default: [] }),
  capacity,
  energy,
  arousal,
  felt,
  pace,
};

const Life = Type.Object(LifeBody);
export type Life = Type.Static<typeof Life>;
export type SkillsOnly = Pick<Life, "t" | "skills" | "edges" | "evidence">;

/** The model of the life that was sent, at its time. @throws ModelError */
export function modelOf(life: SkillsOnly & Partial<Life>, now: number): LifeModel {
  const t = life.t ?? now;
  const model = LifeModel.create();
  for (const skill of life.skills) model.apply({ type: "skill_set", t, skill });
  for (const [index, edge] of life.edges.entries()) {
    requireFirst(life.edges, index);
    model.apply({ type: "edge_set", t, edge });
  }
  for (const evidence of life.evidence) model.apply({ type: "evidence_added", t, evidence });
  for (const goal of life.goals ?? []) model.apply({ type: "goal_set", t, goal });
  for (const project of life.projects ?? []) model.apply({ type: "project_set", t, project });
  for (const constraint of life.constraints ?? []) model.apply({ type: "constraint_set", t, constraint });
  const { capacity, energy, arousal, felt, pace } = life;
  model.apply({
    type: "life_updated",
    t,
    ...(capacity === undefined ? {} : { capacity }),
    ...(energy === undefined ? {} : { energy }),
    ...(arousal === undefined ? {} : { arousal }),
    ...(felt === undefined ? {} : { felt }),
    ...(pace === undefined ? {} : { pace }),
  });
  return model;
}

/** Over time an edge replaces the one before it; in one list, two between the same skills contradict each other. */
function requireFirst(edges: SkillsOnly["edges"], index: number): void {
  const edge = edges[index]!;
  const before = edges.slice(0, index);
  if (before.some(({ from, to }) => from === edge.to && to === edge.from)) {
    throw new ModelError(
      "cyclic_prerequisites",
      `edges[${index}]`,
      `"${edge.to}" leads to "${edge.from}" already`,
    );
  }
  if (before.some(({ from, to }) => from === edge.from && to === edge.to)) {
    throw new ModelError("duplicate_id", `edges[${index}]`, "give one edge between two skills");
  }
}
