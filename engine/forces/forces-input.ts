/** Everything the forces are computed from: plain data, so that it can also be posted to a worker or sent by HTTP. */
import type { Constraint, Decay, Goal, Project } from "../types.ts";

export const MS_PER_WEEK = 604_800_000;
export const MS_PER_DAY = 86_400_000;

/** The belief about one skill, logit. */
export interface SkillState {
  id: string;
  theta: number;
  variance: number;
  /** Where the skill drifts back to when unused, and how fast. */
  mu0: number;
  decay: Decay;
}

/** Pace w (eh/wk) and delivery bias β of one project with their covariance [P_ww, P_wβ, P_ββ]. */
export interface PaceState {
  w: number;
  beta: number;
  P: readonly [number, number, number];
}

/** ln φ ~ N(mu, sd²), φ = actual over estimated effort. */
export interface Optimism {
  mu: number;
  sd: number;
}

export interface ForcesInput {
  /** Epoch ms. */
  t: number;
  /** h/wk */
  capacity: number;
  /** Ê and Ā, personal sd. */
  energy: number;
  arousal: number;
  optimism: Optimism;
  goals: readonly Goal[];
  projects: readonly Project[];
  constraints: readonly Constraint[];
  /** At least every skill a project requires. */
  skills: readonly SkillState[];
  /** Felt alignment f by project; 0 where absent. */
  felt: Readonly<Record<string, number>>;
  /** By project; a project without starts at its attainable pace. */
  pace: Readonly<Record<string, PaceState>>;
}
