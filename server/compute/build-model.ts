/** The model of a life that was sent, in short steps. */
import { ModelError } from "@trajectory/engine/errors.ts";
import type { ModelEvent } from "@trajectory/engine/life/events.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import type { LifeBody, SkillsBody } from "./questions.ts";

/** Entities between two looks at the cancel flag. */
const CHUNK = 50;

type Sent = SkillsBody & Partial<LifeBody>;
type Lists = Required<Pick<LifeBody, "skills" | "edges" | "evidence" | "goals" | "projects" | "constraints">>;
type Entry = { [List in keyof Lists]: { list: List; entity: Lists[List][number] } }[keyof Lists];

/** @throws ModelError whose field is the path in the body */
export function* buildModel(sent: Sent, now: number): Generator<number, LifeModel, void> {
  const t = sent.t ?? now;
  const model = LifeModel.create();
  const lists: { [List in keyof Lists]: Lists[List] } = {
    skills: sent.skills,
    edges: sent.edges,
    evidence: sent.evidence,
    goals: sent.goals ?? [],
    constraints: sent.constraints ?? [],
    projects: sent.projects ?? [],
  };
  const total = Object.values(lists).reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  for (const list of Object.keys(lists) as (keyof Lists)[]) {
    const seen = new Set<string>();
    for (const [i, entity] of lists[list].entries()) {
      const entry = { list, entity } as Entry;
      requireFirst(entry, seen, i);
      applyEntry(model, entry, t, i);
      if (++done % CHUNK === 0) yield done / total;
    }
  }
  const { capacity, energy, arousal, felt, pace } = sent;
  model.apply({ type: "life_updated", t, ...given({ capacity, energy, arousal, felt, pace }) });
  return model;
}

function applyEntry(model: LifeModel, entry: Entry, t: number, i: number): void {
  try {
    model.apply(eventOf(entry, t));
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const [, ...path] = error.field.split(/[.[\]]+/).filter(Boolean);
    throw new ModelError(error.code, [entry.list, i, ...path].join("."), error.hint);
  }
}

function eventOf({ list, entity }: Entry, t: number): ModelEvent {
  switch (list) {
    case "skills":
      return { type: "skill_set", t, skill: entity };
    case "edges":
      return { type: "edge_set", t, edge: entity };
    case "evidence":
      return { type: "evidence_added", t, evidence: entity };
    case "goals":
      return { type: "goal_set", t, goal: entity };
    case "projects":
      return { type: "project_set", t, project: entity };
    case "constraints":
      return { type: "constraint_set", t, constraint: entity };
  }
}

/** Over time an entity replaces the one before it; in one list two of a name contradict each other. */
function requireFirst({ list, entity }: Entry, seen: Set<string>, i: number): void {
  if (list !== "edges") {
    if (seen.has(entity.id)) throw new ModelError("duplicate_id", `${list}.${i}.id`, "give each id once");
    seen.add(entity.id);
    return;
  }
  const { from, to, type } = entity;
  if (seen.has(`${to} ${from}`) && type === "prerequisite") {
    throw new ModelError("cyclic_prerequisites", `edges.${i}`, `"${to}" leads to "${from}" already`);
  }
  if (seen.has(`${from} ${to}`) || seen.has(`${to} ${from}`)) {
    throw new ModelError("duplicate_id", `edges.${i}`, "give one edge between two skills");
  }
  seen.add(`${from} ${to}`);
}

type Given<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

/** Without what is undefined: absent means unchanged. */
function given<Fields extends object>(fields: Fields): Given<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<Fields>;
}
