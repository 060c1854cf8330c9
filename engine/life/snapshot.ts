/** The readable state of a person's physics at one time: plain JSON for a dashboard, a log or an API. */
import type { ForcesReading, OptionalQuantity, Part, Quantity } from "../forces/reading.ts";
import type { FeatureName } from "../types.ts";

export type EscapeState = "bound" | "escaped";

/** A change of the escape state (docs/model.md 3.9). */
export interface EscapeTransition {
  t: number;
  from: EscapeState;
  to: EscapeState;
  eta: number;
  pEscape: number;
  /** The three largest parts of the change of η since the previous transition (or since η first had a value). */
  contributions: ChangePart[];
}

export interface EscapeReading {
  state: EscapeState;
  /** Since when η has been beyond the threshold that would change the state; null when it is not. */
  candidateSince: number | null;
  lastTransition: EscapeTransition | null;
}

export interface BodyReading {
  /** Posterior of the latent state at the snapshot's time. */
  energy: Quantity;
  arousal: Quantity;
  coherence: Quantity;
  /** 24 h averages Ê and Ā: what reaches the physics. */
  energyDay: Quantity;
  arousalDay: Quantity;
  /** Share of the seven features seen with quality in the last hour. */
  coverage: number;
  /** Epoch ms of the newest good value per feature. */
  seen: Partial<Record<FeatureName, number>>;
}

export interface PhysicsSnapshot extends ForcesReading {
  /** Model time, epoch ms. */
  t: number;
  /** Version of the mathematics. */
  version: string;
  /** Hash of everything the numbers were computed from. */
  inputsHash: string;
  capacity: Quantity;
  body: BodyReading;
  /** φ, actual over estimated effort; the sd is that of ln φ. */
  optimism: Quantity;
  escape: EscapeReading;
}

/** One part of a change of η: of a project's pace or relevance, a constraint, or the required pace. */
export interface ChangePart extends Part {
  /** `required` has the project as id, or "deadline" when another deadline became critical; `floor` is v_esc's floor. */
  kind: "pace" | "relevance" | "gravity" | "required" | "floor";
}

/** A change of thrust by what caused it. */
export interface ThrustChangePart extends Part {
  kind: "hours" | "efficiency" | "energy";
}

/** Why η changed between two snapshots: the parts sum to the change. Null when η was undefined in one of them. */
export interface ChangeReport {
  from: OptionalQuantity;
  to: OptionalQuantity;
  change: number | null;
  parts: ChangePart[];
  /** The change of total thrust, which is what moves η∞ and later η. */
  thrust: { from: number; to: number; parts: ThrustChangePart[] };
}
