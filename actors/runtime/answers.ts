/** Answers queries from a user's state. */
import { ownOf } from "@trajectory/engine/own-constants.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Skill } from "@trajectory/protocols/events/entities.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import type { SkillGraph } from "../skills/skill-graph.ts";
import {
  type ForcesAnswer,
  type GraphAnswer,
  PageRequest,
  type PortfolioAnswer,
  QUERIES,
  type QueryAnswer,
  type SkillReading,
  type SkillsPageAnswer,
} from "./queries.ts";
import type { UserState } from "./user-state.ts";

type QueryName = (typeof QUERIES)[ActorName][number];

/** How to answer the query. @throws ProtocolError `command_unknown` or `invalid_input` */
export function parseQuery(
  actor: ActorName,
  query: string,
  body: unknown,
): (state: UserState) => QueryAnswer {
  const known: readonly QueryName[] = QUERIES[actor];
  const name = known.find((name) => name === query);
  if (name === undefined) {
    throw new ProtocolError("command_unknown", `The ${actor} actor knows no query "${query}".`);
  }
  if (name === "page") {
    const asked = parse(PageRequest, body ?? {});
    return (state) => page(state, asked);
  }
  return (state) => answerQuery(state, actor, name);
}

function answerQuery(state: UserState, actor: ActorName, query: Exclude<QueryName, "page">): QueryAnswer {
  const { seq } = state;
  if (query === "portfolio") return portfolio(state);
  if (query === "model") return { ok: true, seq, model: state.model.toJSON() };
  if (query === "graph") return graph(state);
  if (query === "forces") return forces(state);
  if (query === "hash") return { ok: true, seq, stateHash: state.stateHash() };
  if (query === "state" && actor === "life") return { ok: true, seq, state: state.model.snapshot() };
  // The answer may wait for a commit while the graph goes on.
  const shown = actor === "skills" ? copyOf(state.actors.context("skills")) : state.actors.context(actor);
  return { ok: true, seq, value: state.actors.value(actor), context: shown };
}

function copyOf({ skills, edges, evidence }: SkillGraph): SkillGraph {
  return { skills: { ...skills }, edges: [...edges], evidence: { ...evidence } };
}

function portfolio(state: UserState): PortfolioAnswer {
  const { goals, projects, constraints, reminders = {} } = state.actors.context("life");
  return {
    ok: true,
    seq: state.seq,
    goals: Object.values(goals),
    projects: Object.values(projects),
    constraints: Object.values(constraints),
    reminders: Object.values(reminders).sort((a, b) => a.at - b.at),
    capacity: state.model.capacity,
    constants: ownOf(state.model.constants),
  };
}

function forces({ seq, model }: UserState): ForcesAnswer {
  const { version, inputsHash } = model.snapshot();
  const constants = ownOf(model.constants);
  return { ok: true, seq, version, inputsHash, constants, input: model.simulationInput() };
}

function graph(state: UserState): GraphAnswer {
  const { skills, edges, evidence } = state.actors.context("skills");
  return {
    ok: true,
    seq: state.seq,
    skills: Object.values(skills).map((skill) => reading(state, skill)),
    edges: [...edges],
    evidence: Object.values(evidence),
  };
}

function page(state: UserState, { from = "", limit }: PageRequest): SkillsPageAnswer {
  const graph = state.actors.context("skills");
  const { skills } = graph;
  const ids = sortedIds(graph);
  const at = ids.findIndex((id) => id >= from);
  const start = at < 0 ? ids.length : at;
  const next = ids[start + limit];
  return {
    ok: true,
    seq: state.seq,
    skills: ids.slice(start, start + limit).map((id) => reading(state, skills[id]!)),
    ...(next === undefined ? {} : { next }),
  };
}

/** Sorted once for all pages of one state: every event makes another graph. */
const idsInOrder = new WeakMap<object, readonly string[]>();

function sortedIds(graph: SkillGraph): readonly string[] {
  let ids = idsInOrder.get(graph);
  if (ids === undefined) {
    ids = Object.keys(graph.skills).sort();
    idsInOrder.set(graph, ids);
  }
  return ids;
}

function reading(state: UserState, skill: Skill): SkillReading {
  const theta = state.model.belief.theta(skill.id);
  const sd = Math.sqrt(state.model.belief.variance(skill.id));
  return { ...skill, belief: { theta, sd, band: [levelOf(theta - sd), levelOf(theta + sd)] } };
}

/** θ = 1.5·(level − 2) (docs/model.md, section 1). */
function levelOf(theta: number): number {
  return Math.min(4, Math.max(0, theta / 1.5 + 2));
}
