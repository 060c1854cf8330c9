/** The skills, edges and evidence of the worked example (docs/model.md 8) in the engine's own types. */
import { SkillBelief } from "./skill-belief.ts";
import type { Evidence, EvidenceKind, Skill, SkillEdge } from "../types.ts";
import vectors from "../testdata/vectors.json" with { type: "json" };

const MS_PER_DAY = 86_400_000;
const { input } = vectors;

export const exampleDay = input.nowDay;

export const exampleSkills: Skill[] = input.skills.map((skill) => {
  return { ...skill, decay: "mixed" as const, motor: false };
});

export const exampleEdges: SkillEdge[] = input.edges.map((edge) => {
  return { ...edge, type: edge.type as SkillEdge["type"] };
});

export const exampleEvidence: Evidence[] = input.evidence.map((e) => ({
  id: e.id,
  skillId: e.skill,
  t: e.day * MS_PER_DAY,
  kind: e.kind as EvidenceKind,
  sourceId: e.source,
  strength: e.strength ?? 1,
  reliability: e.reliability ?? 1,
  practice: e.practice ?? false,
  value: e.level === undefined ? { k: e.k, n: e.n, b: e.b } : { level: e.level },
}));

export function exampleBelief(options: { denseLimit?: number; tolerance?: number } = {}): SkillBelief {
  const belief = new SkillBelief({ day: exampleDay, ...options });
  for (const skill of exampleSkills) belief.setSkill(skill);
  for (const edge of exampleEdges) belief.setEdge(edge);
  for (const evidence of exampleEvidence) belief.addEvidence(evidence);
  return belief;
}
