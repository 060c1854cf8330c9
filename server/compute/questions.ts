/** The bodies of the stateless questions: lives as they are sent, the entities without names, with bounds. */
import { Type } from "typebox";
import {
  Constraint,
  Evidence,
  Goal,
  Id,
  Project,
  Skill,
  SkillEdge,
  Time,
} from "@trajectory/protocols/events/entities.ts";
import { lifeCommands } from "@trajectory/protocols/events/life.ts";
import { exampleLife, exampleSkills } from "./example-life.ts";

/** Skills whose evidence is taken apart in one answer. */
export const MAX_EXPLAINED = 100;
/** Draws times skills of one answer. */
export const MAX_DRAWN = 100_000;

/** Names are for people; the mathematics does without. */
const name = Type.Optional(Type.String({ maxLength: 120 }));
const unnamed = <Properties extends Record<string, Type.TSchema>>(properties: Properties) =>
  Type.Object({ ...properties, name }, { additionalProperties: false });

const { capacity, energy, arousal, felt, pace } = lifeCommands.update_life.properties;

const skillsOnly = {
  t: Type.Optional(Time),
  skills: Type.Array(unnamed(Skill.properties), { maxItems: 2_000, default: [] }),
  edges: Type.Array(SkillEdge, { maxItems: 10_000, default: [] }),
  evidence: Type.Array(Evidence, { maxItems: 10_000, default: [] }),
};
const wholeLife = {
  ...skillsOnly,
  goals: Type.Array(unnamed(Goal.properties), { maxItems: 200, default: [] }),
  projects: Type.Array(unnamed(Project.properties), { maxItems: 200, default: [] }),
  constraints: Type.Array(unnamed(Constraint.properties), { maxItems: 200, default: [] }),
  capacity,
  energy,
  arousal,
  felt,
  pace,
};
const seed = Type.Integer({
  minimum: 0,
  maximum: 0xffff_ffff,
  default: 1,
  description: "The same seed is the same luck",
});
const explain = Type.Optional(
  Type.Array(Id, {
    maxItems: MAX_EXPLAINED,
    description: `Skills to take apart; left out, all where there are at most ${MAX_EXPLAINED}`,
  }),
);
const count = Type.Integer({
  minimum: 1,
  maximum: 1_000,
  default: 100,
  description: `Draws; draws times skills are at most ${MAX_DRAWN.toLocaleString("en")}`,
});

const body = <Properties extends Record<string, Type.TSchema>>(properties: Properties, example: object) =>
  Type.Object(properties, { additionalProperties: false, examples: [example] });
const Life = body(wholeLife, exampleLife());
const LuckyLife = body({ ...wholeLife, seed }, { ...exampleLife(), seed: 1 });

/** By question: what is sent. */
export const QUESTIONS = {
  update: body(skillsOnly, exampleSkills()),
  propagate: body({ ...skillsOnly, explain }, exampleSkills()),
  sample: body({ ...skillsOnly, seed, count }, { ...exampleSkills(), seed: 7, count: 3 }),
  alignment: Life,
  conflicts: Life,
  gravity: Life,
  mass: Life,
  predict: LuckyLife,
  escape_time: LuckyLife,
};

export type Ask = keyof typeof QUESTIONS;
export type SkillsBody = Type.Static<typeof QUESTIONS.update>;
export type LifeBody = Type.Static<typeof QUESTIONS.gravity>;
