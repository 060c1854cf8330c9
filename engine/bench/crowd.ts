/** Synthetic people of any size for the benches: the same numbers in every run. */
import { SkillBelief } from "../belief/skill-belief.ts";
import { MS_PER_DAY, MS_PER_WEEK } from "../forces/forces-input.ts";
import type { ModelEvent } from "../life/events.ts";
import { LifeModel } from "../life/life-model.ts";
import { draw } from "../numerics/philox.ts";
import type { Evidence, Skill, SkillEdge } from "../types.ts";

const DAY = 20_780;
const DOMAINS = 4;

export interface Crowd {
  day: number;
  skills: Skill[];
  edges: SkillEdge[];
  evidence: Evidence[];
}

/** n skills, each tied to two earlier ones, with three pieces of evidence on one skill in `every`. */
export function crowdOf(n: number, every: number): Crowd {
  const skills = Array.from({ length: n }, (_, i): Skill => {
    return { id: `s${i}`, domain: `d${i % DOMAINS}`, mu0: -1, decay: "mixed", motor: false };
  });
  const edges: SkillEdge[] = [];
  for (let i = 1; i < n; i++) {
    const first = Math.floor(draw(n, i, 0, 0).u * i);
    const second = Math.floor(draw(n, i, 1, 0).u * i);
    edges.push(edge(i, first));
    if (second !== first) edges.push(edge(i, second));
  }
  const evidence = skills
    .filter((_, i) => i % every === 0)
    .flatMap(({ id }, i) => [90, 40, 10].map((ago, k) => evidenceOn(id, `p${i}-${k}`, (i + k) % 9, ago)));
  return { day: DAY, skills, edges, evidence };
}

function edge(from: number, to: number): SkillEdge {
  const w = 0.3 + 0.7 * draw(from, to, 2, 0).u;
  return { from: `s${from}`, to: `s${to}`, type: "similarity", w };
}

/** `half` counts half levels from 0 to 8. */
export function evidenceOn(skillId: string, id: string, half: number, daysAgo = 0): Evidence {
  return {
    id,
    skillId,
    t: (DAY - daysAgo) * MS_PER_DAY,
    kind: "artifact",
    sourceId: "repository",
    strength: 1,
    reliability: 0.9,
    practice: true,
    value: { level: half / 2 },
  };
}

export function beliefOf({ day, skills, edges, evidence }: Crowd): SkillBelief {
  const belief = new SkillBelief({ day });
  for (const skill of skills) belief.setSkill(skill);
  for (const item of edges) belief.setEdge(item);
  for (const item of evidence) belief.addEvidence(item);
  return belief;
}

/** A person with that crowd of skills and p projects, goals and constraints; each project requires two skills. */
export function personOf({ day, skills, edges, evidence }: Crowd, p: number): LifeModel {
  const t = day * MS_PER_DAY;
  const numbers = Array.from({ length: p }, (_, i) => i);
  const events: ModelEvent[] = [
    ...skills.map((skill) => ({ type: "skill_set" as const, t, skill })),
    ...edges.map((item) => ({ type: "edge_set" as const, t, edge: item })),
    ...evidence.map((item) => ({ type: "evidence_added" as const, t, evidence: item })),
    ...numbers.map((i) => ({ type: "goal_set" as const, t, goal: { id: `g${i}`, importance: 1 + (i % 3) } })),
    ...numbers.map((i) => projectSet(i, p, t, skills)),
    ...numbers.map((i) => constraintSet(i, t)),
  ];
  const model = LifeModel.create();
  for (const event of events) model.apply(event);
  return model;
}

function projectSet(i: number, p: number, t: number, skills: readonly Skill[]): ModelEvent {
  const skill = (k: number) => skills[(2 * i + k) % skills.length]!.id;
  return {
    type: "project_set",
    t,
    project: {
      id: `P${i}`,
      goals: { [`g${i}`]: 0.7, [`g${(i + 1) % p}`]: i % 4 === 3 ? -0.2 : 0.2 },
      requires: [
        { skillId: skill(0), b: 0, importance: 0.4 },
        { skillId: skill(1), b: 0.5, importance: 0.6 },
      ],
      size: 40 + 10 * (i % 5),
      progress: 0.1 * (i % 7),
      hours: 30 / p,
      effortBasis: "planned",
      deadline: t + (4 + (i % 12)) * MS_PER_WEEK,
    },
  };
}

const KINDS = ["financial", "health", "care"] as const;

function constraintSet(i: number, t: number): ModelEvent {
  const constraint = { severity: 0.3 / (1 + i), flexibility: 0.3, confidence: 0.5, kind: KINDS[i % 3]! };
  return { type: "constraint_set", t, constraint: { id: `c${i}`, ...constraint } };
}
