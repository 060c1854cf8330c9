/** Skills, edges and evidence by id, with names and quotes: the context of the skills machine. */
import type { Evidence, Skill, SkillEdge } from "@trajectory/protocols/events/entities.ts";
import { type MachineEvent, without } from "../runtime/messages.ts";

export type SkillsEvent = MachineEvent<"skills">;

export interface SkillGraph {
  readonly skills: Readonly<Record<string, Skill>>;
  readonly edges: readonly SkillEdge[];
  readonly evidence: Readonly<Record<string, Evidence>>;
}

export const EMPTY_GRAPH: SkillGraph = { skills: {}, edges: [], evidence: {} };

export function evolve(graph: SkillGraph, event: SkillsEvent): SkillGraph {
  switch (event.type) {
    case "skill_set":
      return { ...graph, skills: { ...graph.skills, [event.payload.skill.id]: event.payload.skill } };
    case "skill_removed":
      return withoutSkill(graph, event.payload.skillId);
    case "edge_set": {
      const { edge } = event.payload;
      return { ...graph, edges: [...withoutEdge(graph.edges, edge.from, edge.to), edge] };
    }
    case "edge_removed":
      return { ...graph, edges: withoutEdge(graph.edges, event.payload.from, event.payload.to) };
    case "evidence_added": {
      const { evidence } = event.payload;
      return { ...graph, evidence: { ...graph.evidence, [evidence.id]: evidence } };
    }
    case "evidence_retracted":
      return { ...graph, evidence: without(graph.evidence, event.payload.evidenceId) };
  }
}

/** Two skills have one edge at most, whichever way it runs. */
function withoutEdge(edges: readonly SkillEdge[], a: string, b: string): SkillEdge[] {
  return edges.filter(({ from, to }) => !(from === a && to === b) && !(from === b && to === a));
}

function withoutSkill(graph: SkillGraph, skillId: string): SkillGraph {
  const kept = Object.entries(graph.evidence).filter(([, evidence]) => evidence.skillId !== skillId);
  return {
    skills: without(graph.skills, skillId),
    edges: graph.edges.filter((edge) => edge.from !== skillId && edge.to !== skillId),
    evidence: Object.fromEntries(kept),
  };
}
