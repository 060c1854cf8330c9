/**
 * What the benches use of the reference implementation, ../shared/physics/reference.mjs: plain objects and nested
 * arrays. Section numbers of docs/model.md in brackets.
 */
import type { Crowd } from "./crowd.ts";
import { type ForcesInput, MS_PER_DAY, MS_PER_WEEK } from "../forces/forces-input.ts";
import type { Evidence, Skill, SkillEdge } from "../types.ts";

export interface Reference {
  EXAMPLE: ReferenceExample;
  FEATURES: readonly string[];
  /** [2.2] */
  ouFilter(skill: ReferenceSkill, evidence: readonly ReferenceEvidence[], nowDay: number): ReferenceFilter;
  /** [2.3] */
  graphPrior(skills: readonly ReferenceSkill[], edges: readonly SkillEdge[]): { C0: number[][] };
  /** [2.4] From any covariance: with one τ > 0 it is one rank-1 update of a copy. */
  jointPosterior(C0: number[][], tau: number[], h: number[]): { x: number[]; C: number[][] };
  pushSolve(diagonal: number[], rows: [number, number][][], b: number[], epsilon: number): { x: number[] };
  /** [2.5] */
  Phi(x: number): number;
  sig(x: number): number;
  /** [2.6] */
  chol(A: number[][]): number[][];
  draws(seed: number, path: number, step: number, channel: number): { z: number; u: number };
  /** [3] */
  physics(input: ReferenceInput): { u: number[]; tauWk: number; eta: number };
  paceStep(pace: ReferencePace, attainable: number, timeConstant: number, weeks: number): ReferencePace;
  /** [4.3] */
  rollout(input: ReferenceInput, actions: object, options: ReferenceRollout): { trace: { eta: number }[] };
  /** [5] */
  baselineScore(baseline: ReferenceBaseline, x: number): number;
  baselineUpdate(baseline: ReferenceBaseline, x: number): ReferenceBaseline;
  bodyStep(
    state: ReferenceBody,
    hours: number,
    z: Record<string, number>,
    quality: Record<string, number>,
    overlap: number,
  ): ReferenceBody;
}

export interface ReferenceSkill {
  id: string;
  domain: string;
  mu0: number;
}

export interface ReferenceEvidence {
  id: string;
  skill: string;
  day: number;
  kind: string;
  source: string;
  level: number;
  strength: number;
  reliability: number;
  practice: boolean;
}

interface ReferenceFilter {
  m: number;
  P: number;
  tau: number;
  h: number;
}

interface ReferencePace {
  w: number;
  beta: number;
  P: readonly number[];
}

export interface ReferenceBaseline {
  n: number;
  mu: number;
  v: number;
}

export interface ReferenceBody {
  m: number[];
  P: number[][];
}

interface ReferenceRollout {
  days: number;
  seed: number;
  path: number;
  noise: boolean;
}

export interface ReferenceExample {
  skills: ReferenceSkill[];
  edges: SkillEdge[];
  evidence: ReferenceEvidence[];
  nowDay: number;
}

export interface ReferenceInput {
  projects: { h: number }[];
  constraints: object[];
  goals: Record<string, number>;
  theta: Record<string, number>;
  mu: Record<string, number>;
  cov: number[][];
  index: Record<string, number>;
  pace: ReferencePace[];
  E: number;
  Abar: number;
  capacity: number;
}

function referenceSkill({ id, domain, mu0 }: Skill): ReferenceSkill {
  return { id, domain, mu0 };
}

export function referenceEvidence(e: Evidence): ReferenceEvidence {
  return {
    id: e.id,
    skill: e.skillId,
    day: Math.floor(e.t / MS_PER_DAY),
    kind: e.kind,
    source: e.sourceId,
    level: "level" in e.value ? e.value.level : 0,
    strength: e.strength,
    reliability: e.reliability,
    practice: e.practice,
  };
}

/** The evidence of a crowd by skill. */
export function evidenceBySkill({ skills, evidence }: Crowd): ReferenceEvidence[][] {
  const lists = new Map(skills.map(({ id }): [string, ReferenceEvidence[]] => [id, []]));
  for (const item of evidence) lists.get(item.skillId)!.push(referenceEvidence(item));
  return [...lists.values()];
}

/** The belief about a crowd of skills as the reference keeps it. */
export class ReferenceBelief {
  readonly skills: ReferenceSkill[];
  /** By skill. */
  readonly evidence: ReferenceEvidence[][];
  readonly x: number[];
  C: number[][];
  private readonly reference: Reference;
  private readonly day: number;
  private readonly filters: ReferenceFilter[];

  /** `C0` is the prior covariance of the crowd, O(n³) to make. */
  constructor(reference: Reference, crowd: Crowd, C0: number[][]) {
    const { day } = crowd;
    this.reference = reference;
    this.day = day;
    this.skills = crowd.skills.map(referenceSkill);
    this.evidence = evidenceBySkill(crowd);
    this.filters = this.skills.map((skill, i) => reference.ouFilter(skill, this.evidence[i]!, day));
    const { x, C } = this.refreshed(C0);
    this.x = x;
    this.C = C;
  }

  /** The joint posterior from the prior. */
  refreshed(C0: number[][]): { x: number[]; C: number[][] } {
    const tau = this.filters.map((filter) => filter.tau);
    const h = this.filters.map((filter) => filter.h);
    return this.reference.jointPosterior(C0, tau, h);
  }

  /** Every filter at a later day, then the joint posterior from the prior. */
  refreshAt(day: number, C0: number[][]): { x: number[]; C: number[][] } {
    for (const [i, skill] of this.skills.entries()) {
      this.filters[i] = this.reference.ouFilter(skill, this.evidence[i]!, day);
    }
    return this.refreshed(C0);
  }

  /** The skill's filter again, then one rank-1 update by what it changed. */
  add(i: number, evidence: ReferenceEvidence): void {
    const { x, C, filters } = this;
    this.evidence[i]!.push(evidence);
    const before = filters[i]!;
    const after = this.reference.ouFilter(this.skills[i]!, this.evidence[i]!, this.day);
    filters[i] = after;
    const tau = x.map(() => 0);
    const h = x.map(() => 0);
    tau[i] = after.tau - before.tau;
    h[i] = after.h - before.h - tau[i] * x[i]!;
    const update = this.reference.jointPosterior(C, tau, h);
    for (let j = 0; j < x.length; j++) x[j] = x[j]! + update.x[j]!;
    this.C = update.C;
  }

  /** What SkillBelief.readout gives. */
  readout(i: number, b: number): { atLeast: number; success: number } {
    const theta = this.skills[i]!.mu0 + this.x[i]!;
    const variance = this.C[i]![i]!;
    return {
      atLeast: this.reference.Phi((theta - b) / Math.sqrt(variance)),
      success: this.reference.sig((theta - b) / Math.sqrt(1 + (Math.PI * variance) / 8)),
    };
  }
}

/** The input of the forces as the reference takes it; `covariance` of two skills of the input. */
export function referenceInput(
  input: ForcesInput,
  covariance: (a: string, b: string) => number,
): ReferenceInput {
  const { skills, projects, constraints, goals } = input;
  return {
    projects: projects.map((p) => ({
      id: p.id,
      goals: p.goals,
      requires: p.requires.map((r) => ({ skill: r.skillId, b: r.b, iota: r.importance })),
      size: p.size,
      progress: p.progress,
      h: p.hours,
      effortBasis: p.effortBasis,
      tLeft: p.deadline === undefined ? undefined : (p.deadline - input.t) / MS_PER_WEEK,
    })),
    constraints: constraints.map((c) => ({ ...c })),
    goals: Object.fromEntries(goals.map(({ id, importance }) => [id, importance])),
    theta: Object.fromEntries(skills.map(({ id, theta }) => [id, theta])),
    mu: Object.fromEntries(skills.map(({ id, mu0 }) => [id, mu0])),
    cov: skills.map((a) => skills.map((b) => covariance(a.id, b.id))),
    index: Object.fromEntries(skills.map(({ id }, i) => [id, i])),
    pace: projects.map(({ id }) => input.pace[id]!),
    E: input.energy,
    Abar: input.arousal,
    capacity: input.capacity,
  };
}
