/** Skills, edges and evidence by id, with names and quotes: the context of the skills machine. */
import type { Evidence, Skill, SkillEdge } from "@trajectory/protocols/events/entities.ts";
import type { MachineEvent } from "../runtime/messages.ts";

export type SkillsEvent = MachineEvent<"skills">;

export interface SkillGraph {
  readonly skills: Readonly<Record<string, Skill>>;
  readonly edges: readonly SkillEdge[];
  readonly evidence: Readonly<Record<string, Evidence>>;
}

export const EMPTY_GRAPH: SkillGraph = { skills: {}, edges: [], evidence: {} };

/**
 * The graph after an event. It shares what it holds with the graph before, which is not to be used any more: copying
 * tens of thousands of skills at every event would cost milliseconds. What comes from elsewhere, such as a snapshot, is
 * copied once, when it is written first.
 */
export function evolve(graph: SkillGraph, event: SkillsEvent): SkillGraph {
  switch (event.type) {
    case "skill_set": {
      const { skill } = event.payload;
      return { ...graph, skills: put(graph.skills, skill.id, skill) };
    }
    case "skill_removed":
      return withoutSkill(graph, event.payload.skillId);
    case "edge_set": {
      const { edge } = event.payload;
      const edges = withoutEdge(graph.edges, edge.from, edge.to);
      edges.push(edge);
      return { ...graph, edges };
    }
    case "edge_removed":
      return { ...graph, edges: withoutEdge(graph.edges, event.payload.from, event.payload.to) };
    case "evidence_added": {
      const { evidence } = event.payload;
      return { ...graph, evidence: put(graph.evidence, evidence.id, evidence) };
    }
    case "evidence_retracted":
      return { ...graph, evidence: drop(graph.evidence, event.payload.evidenceId) };
  }
}

/** Records and lists that only graphs of this module hold. */
const ours = new WeakSet<object>();

function ownRecord<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  if (ours.has(record)) return record;
  const copy = { ...record };
  ours.add(copy);
  return copy;
}

function put<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
  value: Value,
): Readonly<Record<string, Value>> {
  const own = ownRecord(record);
  own[key] = value;
  return own;
}

function drop<Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  if (!Object.hasOwn(record, key)) return record;
  const own = ownRecord(record);
  delete own[key];
  return own;
}

/** Two skills have one edge at most, whichever way it runs. */
function withoutEdge(edges: readonly SkillEdge[], a: string, b: string): SkillEdge[] {
  const own = ours.has(edges) ? (edges as SkillEdge[]) : [...edges];
  ours.add(own);
  const at = own.findIndex(({ from, to }) => (from === a && to === b) || (from === b && to === a));
  if (at >= 0) own.splice(at, 1);
  return own;
}

function withoutSkill(graph: SkillGraph, skillId: string): SkillGraph {
  const kept = Object.entries(graph.evidence).filter(([, evidence]) => evidence.skillId !== skillId);
  return {
    skills: drop(graph.skills, skillId),
    edges: graph.edges.filter((edge) => edge.from !== skillId && edge.to !== skillId),
    evidence: Object.fromEntries(kept),
  };
}
