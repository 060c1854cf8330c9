/**
 * The worked example of docs/model.md section 8 as the events of a person whose week ends at `now`: after them the
 * snapshot at `now` shows the numbers of the example, η = 0.844434526287983.
 */
import { MS_PER_DAY, MS_PER_WEEK } from "../forces/forces-input.ts";
import type {
  Constraint,
  Evidence,
  EvidenceKind,
  EvidenceValue,
  Project,
  Skill,
  SkillEdge,
} from "../types.ts";
import type { ModelEvent, PaceEntry } from "./events.ts";

/** What people call the entities of the demo; the engine knows only ids. */
export const DEMO_NAMES: Readonly<Record<string, string>> = {
  ts: "TypeScript",
  rt: "Real-time systems",
  ml: "Machine learning",
  wr: "Technical writing",
  pub: "Public speaking",
  g1: "Launch my own software product",
  g2: "Be known for what I write",
  g3: "Keep a steady income",
  P1: "Live dashboard, first release",
  P2: "Handbook on streaming data",
  P3: "Client website redesign",
  c1: "Loan repayment",
  c2: "Back pain",
  c3: "Visits to my grandmother",
};

export function demoPortfolio(now: number): ModelEvent[] {
  const nowDay = Math.floor(now / MS_PER_DAY);
  return [
    ...skills().map((skill): ModelEvent => ({ type: "skill_set", t: now, skill })),
    ...edges().map((edge): ModelEvent => ({ type: "edge_set", t: now, edge })),
    ...evidence(nowDay).map((item): ModelEvent => ({ type: "evidence_added", t: now, evidence: item })),
    { type: "goal_set", t: now, goal: { id: "g1", importance: 0.5 } },
    { type: "goal_set", t: now, goal: { id: "g2", importance: 0.3 } },
    { type: "goal_set", t: now, goal: { id: "g3", importance: 0.2 } },
    ...projects(now).map((project): ModelEvent => ({ type: "project_set", t: now, project })),
    ...constraints().map((constraint): ModelEvent => ({ type: "constraint_set", t: now, constraint })),
    { type: "life_updated", t: now, capacity: 30, energy: 0.4, arousal: 1.2, pace: paceAWeekAgo(now) },
    { type: "progress_reported", t: now, projectId: "P1", progress: 0.35 },
  ];
}

function skills(): Skill[] {
  const skill = (id: string, domain: string, mu0: number): Skill => ({
    id,
    domain,
    mu0,
    decay: "mixed",
    motor: false,
  });
  return [
    skill("ts", "software", -1),
    skill("rt", "software", -1.5),
    skill("ml", "software", -1.5),
    skill("wr", "language", -1),
    skill("pub", "language", -1),
  ];
}

function edges(): SkillEdge[] {
  return [
    { from: "ts", to: "rt", type: "prerequisite", w: 0.8 },
    { from: "rt", to: "ml", type: "similarity", w: 0.4 },
    { from: "ts", to: "ml", type: "similarity", w: 0.3 },
    { from: "wr", to: "pub", type: "similarity", w: 0.6 },
  ];
}

function evidence(nowDay: number): Evidence[] {
  const item = (
    id: string,
    skillId: string,
    daysAgo: number,
    kind: EvidenceKind,
    sourceId: string,
    value: EvidenceValue,
    more: Partial<Evidence> = {},
  ): Evidence => ({
    id,
    skillId,
    t: (nowDay - daysAgo) * MS_PER_DAY,
    kind,
    sourceId,
    strength: 1,
    reliability: 1,
    practice: false,
    value,
    ...more,
  });
  return [
    item("e1", "ts", 40, "artifact", "github", { level: 3.2 }, { reliability: 0.9, practice: true }),
    item("e2", "ts", 10, "test", "quiz", { k: 17, n: 20, b: 0 }, { practice: true }),
    item("e3", "ts", 2, "self_report", "user", { level: 3.5 }),
    item("e4", "rt", 2, "self_report", "user", { level: 2.5 }),
    item("e5", "rt", 2, "self_report", "user", { level: 3 }),
    item("e6", "wr", 30, "interview_structured", "agent", { level: 3 }, { reliability: 0.8 }),
    item("e7", "pub", 30, "interview_free", "agent", { level: 1 }, { reliability: 0.8 }),
    item(
      "e8",
      "rt",
      180,
      "artifact",
      "github",
      { level: 2.6 },
      {
        strength: 0.8,
        reliability: 0.9,
        practice: true,
      },
    ),
  ];
}

function projects(now: number): Project[] {
  const effortBasis = "planned";
  return [
    {
      id: "P1",
      goals: { g1: 0.8, g2: 0.2 },
      requires: [
        { skillId: "ts", b: 0, importance: 0.4 },
        { skillId: "rt", b: 0.5, importance: 0.6 },
      ],
      size: 80,
      progress: 0.2625, // the report that follows says 0.35
      hours: 18,
      effortBasis,
      deadline: now + 10 * MS_PER_WEEK,
    },
    {
      id: "P2",
      goals: { g2: 0.7, g3: 0.2 },
      requires: [
        { skillId: "wr", b: 0, importance: 0.5 },
        { skillId: "ml", b: 0, importance: 0.5 },
      ],
      size: 60,
      progress: 0.1,
      hours: 8,
      effortBasis,
      deadline: now + 16 * MS_PER_WEEK,
    },
    {
      id: "P3",
      goals: { g3: 0.7, g1: -0.2 },
      requires: [{ skillId: "ts", b: -0.5, importance: 1 }],
      size: 40,
      progress: 0.5,
      hours: 3,
      effortBasis,
      deadline: now + 4 * MS_PER_WEEK,
    },
  ];
}

function constraints(): Constraint[] {
  return [
    { id: "c1", kind: "financial", severity: 0.6, flexibility: 0.3, confidence: 0.5 },
    { id: "c2", kind: "health", severity: 0.3, flexibility: 0.5, confidence: 0.7 },
    { id: "c3", kind: "care", severity: 1, flexibility: 0.2, loadHours: 1, confidence: 0.9 },
  ];
}

/** The filter's state a week ago; the engine brings it to `now`. */
function paceAWeekAgo(now: number): PaceEntry[] {
  const asOf = now - MS_PER_WEEK;
  return [
    { projectId: "P1", w: 6, beta: 0, P: [4, 0.5, 0.16], asOf },
    { projectId: "P2", w: 2, beta: 0, P: [1, 0.2, 0.16], asOf },
    { projectId: "P3", w: 1.5, beta: 0, P: [0.5, 0.1, 0.16], asOf },
  ];
}
