/** What the forces say in readable form: plain JSON, each number with its unit and, where defined, its sd. */

/** "1" is a pure number; `sd` personal standard deviations; the others as in types.ts. */
export type Unit = "1" | "eh/wk" | "h/wk" | "wk" | "sh" | "logit" | "sd" | "eh²/wk²";

export interface Quantity {
  value: number;
  unit: Unit;
  sd?: number;
}

/** Why a quantity has no value. */
export type NeutralReason =
  /** No goal with importance: nothing is needed, nothing counts. */
  | "no_goals"
  /** No project: what the goals need is not known. */
  | "no_projects"
  /** No hours on any unfinished project. */
  | "no_effort";

/** A quantity that can be undefined: then `value` is null and `reason` says why. */
export interface OptionalQuantity {
  value: number | null;
  unit: Unit;
  sd?: number;
  reason?: NeutralReason;
}

/** The share of one entity in a quantity. */
export interface Part {
  id: string;
  value: number;
  sd?: number;
}

/** A quantity whose parts sum to its value. */
export interface Composed extends Quantity {
  parts: Part[];
}

/** The escape index with its parts c_p·w_p/v_esc, one per project. */
export interface EscapeIndex extends OptionalQuantity {
  parts: Part[];
  /** η ± 1 sd. */
  likely?: [number, number];
}

export interface VelocityLimit extends Composed {
  /** The sd that the uncertainty of the skills alone explains. */
  skillSd: number;
}

export interface RequiredPace extends Composed {
  /** Weeks to the critical deadline t*. */
  criticalTime: Quantity;
  /** The project whose deadline is critical; null when nothing is required. */
  criticalProjectId: string | null;
}

export interface EscapeVelocity extends Quantity {
  /** True when r + g lies below the floor of 1 eh/wk, which then counts instead. */
  floored: boolean;
}

export interface Thrust extends Composed {
  /** Per goal, T_k = Σ T_p·a_pk. */
  vector: Part[];
  /** Σ c_p·T_p */
  aligned: number;
}

export interface ProjectReading {
  id: string;
  /** h/wk that count: 0 once the project is finished. */
  hours: number;
  readiness: number;
  /** Expected success p of each requirement. */
  requirements: { skillId: string; success: number }[];
  efficiency: number;
  relevance: number;
  /** Felt alignment f, part of relevance. */
  felt: number;
  /** eh/wk */
  thrust: number;
  /** û: the pace this thrust can hold, eh/wk. */
  attainable: number;
  pace: Quantity;
  /** β: delivers (1+β) of what hours and skill predict. */
  bias: Quantity;
  remaining: Quantity;
  /** Null without deadline; negative when it has passed. */
  weeksLeft: number | null;
  /** A passed deadline counts as due within a week. */
  overdue: boolean;
}

/** ∂of/∂by of one entity. */
export interface Sensitivity {
  of: "eta" | "etaInf";
  by: "pace" | "remaining" | "gravity" | "criticalTime" | "hours" | "skill" | "energy";
  /** Project, constraint or skill; absent for criticalTime and energy. */
  id?: string;
  value: number;
  /** Unit of the denominator. */
  per: Unit;
}

export interface Conflict {
  projects: [string, string];
  /** 1 − (1−direction)(1−time) */
  score: number;
  /** Cosine of the two goal vectors. */
  cosine: number;
  direction: number;
  time: number;
  reason: "direction" | "time" | "direction_and_time";
}

/** The projects due by t* need more clock hours a week than the capacity that gravity leaves. */
export interface CriticalSet {
  projects: string[];
  /** h/wk */
  hoursNeeded: number;
  hoursAvailable: number;
}

/** The forces at one time. Section numbers of docs/model.md in brackets. */
export interface ForcesReading {
  /** [3.6] */
  eta: EscapeIndex;
  etaInf: OptionalQuantity;
  pEscape: OptionalQuantity;
  pEscapeInf: OptionalQuantity;
  /** Deterministic time to η = 1 under constant inputs; null value: not with the present plan [4.2]. */
  escapeTime: { value: number | null; unit: "wk" };
  /** [3.5] parts c_p·w_p */
  velocity: Composed;
  /** [3.5] parts c_p·û_p(1+β_p) */
  velocityInf: VelocityLimit;
  /** [3.4] */
  escapeVelocity: EscapeVelocity;
  /** v_esc − v */
  gap: Quantity;
  required: RequiredPace;
  gravity: Composed;
  /** [3.1] parts T_p */
  thrust: Thrust;
  energyFactor: Quantity;
  /** [3.2] parts c_p·T_p/ΣT */
  alignment: OptionalQuantity & { parts: Part[] };
  balance: OptionalQuantity;
  conflicts: Conflict[];
  criticalSet: CriticalSet | null;
  /** [3.3] parts base, wip, gap */
  mass: Composed;
  /** [3.3] parts switch, overload, body */
  drag: Composed;
  timeConstant: Quantity;
  effectiveProjects: Quantity;
  kinetic: Quantity;
  kineticEscape: Quantity;
  projects: ProjectReading[];
  /** [3.7] */
  sensitivities: Sensitivity[];
  /** Half-width b of the dead band of the escape state [3.9]. */
  hysteresis: Quantity;
}
