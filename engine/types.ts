/**
 * The entities of the model and their units. `h` is a clock hour, `sh` a standard hour (one focused hour of a
 * proficient person), `eh` an effective hour; `logit` is the unit of skill levels: θ = 1.5·(level − 2).
 * All times are epoch milliseconds.
 */

/** How a skill fades when unused; it selects the half-life (docs/model.md 2.2). */
export type Decay = "mixed" | "accuracy" | "speed";

export interface Skill {
  id: string;
  domain: string;
  /** Prior mean in logit; −1.0 where nothing is known. */
  mu0: number;
  decay: Decay;
  /** Only motor skills accept embodied evidence. */
  motor: boolean;
}

export interface SkillEdge {
  /** For a prerequisite, the parent: what has to be known first. */
  from: string;
  to: string;
  type: "prerequisite" | "similarity";
  /** (0, 1] */
  w: number;
}

export type EvidenceKind =
  | "self_report"
  | "interview_free"
  | "interview_structured"
  | "peer"
  | "artifact"
  | "test"
  | "embodied";

/** k of n correct at difficulty b (logit); `answers` says which, oldest first, where that is known. */
export interface TestValue {
  k: number;
  n: number;
  b: number;
  answers?: readonly boolean[];
}

/** A level in [0, 4] (0 none, 1 basic, 2 working, 3 strong, 4 expert), or the outcome of a test. */
export type EvidenceValue = { level: number } | TestValue;

export interface Evidence {
  id: string;
  skillId: string;
  t: number;
  kind: EvidenceKind;
  sourceId: string;
  /** (0, 1] */
  strength: number;
  /** (0, 1] */
  reliability: number;
  /** Whether producing this evidence was practice of the skill. */
  practice: boolean;
  value: EvidenceValue;
}

export interface Goal {
  id: string;
  /** ≥ 0; normalised over the goals of the person. */
  importance: number;
}

export interface Requirement {
  skillId: string;
  /** Level needed, logit. */
  b: number;
  /** Importance ι; the requirements of a project sum to 1. */
  importance: number;
}

export interface Project {
  id: string;
  /** Contribution a ∈ [−1, 1] to each goal; Σ|a| ≤ 1. */
  goals: Record<string, number>;
  requires: readonly Requirement[];
  /** sh, the person's own estimate. */
  size: number;
  /** [0, 1] */
  progress: number;
  /** h/wk */
  hours: number;
  effortBasis: "planned" | "measured";
  deadline?: number;
}

export type ConstraintKind =
  | "health"
  | "financial"
  | "legal"
  | "social"
  | "time"
  | "care"
  | "location"
  | "other";

export interface Constraint {
  id: string;
  kind: ConstraintKind;
  /** [0, 1] */
  severity: number;
  /** [0, 1] */
  flexibility: number;
  /** h/wk, measured; overrides severity. */
  loadHours?: number;
  /** [0, 1] */
  confidence: number;
  from?: number;
  until?: number;
}

/** The seven features of a window that reach the physics. */
export type FeatureName = "move" | "cadence" | "regularity" | "hr" | "rmssd" | "coherence" | "gesture";

/** One window in sensor time. A missing feature is absent, never zero. */
export interface WindowFeatures {
  t0: number;
  t1: number;
  /** Window length over hop; overlap is paid for in the observation noise. */
  overlap: number;
  features: Partial<Record<FeatureName, { value: number; quality: number }>>;
}

/** Direction of a claim about one's own state (docs/model.md 5.4). */
export type ClaimDirection = "energised" | "tired" | "calm" | "stressed" | "focused" | "scattered";
