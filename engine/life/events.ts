/**
 * What can happen to the model of one person, by the names these events have on the wire (snake_case). Every state
 * of a LifeModel is a function of the sequence of these events. `t` is event time; time never runs backwards: an
 * event older than the model's time is applied as of the model's time (only windows keep their own clock, see
 * LifeModel).
 */
import type { OwnConstants } from "../own-constants.ts";
import type {
  ClaimDirection,
  Constraint,
  Evidence,
  Goal,
  Project,
  Skill,
  SkillEdge,
  WindowFeatures,
} from "../types.ts";

export type ModelEvent =
  | SkillEvent
  | GoalEvent
  | ProjectEvent
  | ConstraintEvent
  | LifeUpdated
  | ConstantsSet
  | SessionEvent
  | DayTicked;

interface At {
  /** Epoch ms, event time. */
  t: number;
}

export type SkillEvent =
  | (At & { type: "skill_set"; skill: Skill })
  /** Refused while a project requires the skill. */
  | (At & { type: "skill_removed"; skillId: string })
  | (At & { type: "edge_set"; edge: SkillEdge })
  | (At & { type: "edge_removed"; from: string; to: string })
  | (At & { type: "evidence_added"; evidence: Evidence })
  | (At & { type: "evidence_retracted"; evidenceId: string });

export type GoalEvent =
  | (At & { type: "goal_set"; goal: Goal })
  /** Projects keep their weight on a removed goal; it counts again if the goal comes back. */
  | (At & { type: "goal_removed"; goalId: string });

export type ProjectEvent =
  /**
   * Adds or edits. A new project starts at the pace its hours and skills predict; an edited one keeps its pace.
   * A changed progress is a correction here, not a report.
   */
  | (At & { type: "project_set"; project: Project })
  /** `actualHours` (sh, what the work really took) teaches the optimism φ. */
  | (At & { type: "project_archived"; projectId: string; actualHours?: number })
  | (At & { type: "progress_reported"; projectId: string; progress: number })
  | (At & { type: "effort_set"; projectId: string; hours: number; effortBasis: Project["effortBasis"] });

export type ConstraintEvent =
  | (At & { type: "constraint_set"; constraint: Constraint })
  | (At & { type: "constraint_removed"; constraintId: string });

/** Pace of one project as known at `asOf` (epoch ms, not after the event); P = [P_ww, P_wβ, P_ββ]. */
export interface PaceEntry {
  projectId: string;
  w: number;
  beta: number;
  P: readonly [number, number, number];
  asOf: number;
}

/** A manual update or an import. What is absent stays. */
export type LifeUpdated = At & {
  type: "life_updated";
  /** h/wk */
  capacity?: number;
  /** 24 h averages Ê and Ā, personal sd. */
  energy?: number;
  arousal?: number;
  /** Felt alignment f per project. */
  felt?: Readonly<Record<string, number>>;
  pace?: readonly PaceEntry[];
};

/**
 * The person's own constants of the model, all of them; what is absent is as published. They count from now on: what
 * pace, body and felt alignment have learned under others stays, beliefs about skills are computed again.
 */
export type ConstantsSet = At & { type: "constants_set"; constants: OwnConstants };

export interface Claim {
  id: string;
  direction: ClaimDirection;
  /** 1; "very" is 2. */
  intensity: number;
  sessionId?: string;
}

export type SessionEvent =
  | (At & { type: "window_recorded"; window: WindowFeatures; sessionId?: string })
  | (At & { type: "claim_made"; claim: Claim })
  /** The person kept the claim after seeing the difference: calibrates the threshold. */
  | (At & { type: "claim_confirmed"; claimId: string })
  /** The person's own after-session rating of a project, [−1, 1]. */
  | (At & { type: "session_rated"; projectId: string; rating: number })
  /** With a project, the session's coherence teaches that project's felt alignment. */
  | (At & { type: "session_ended"; sessionId?: string; projectId?: string })
  /** Tags a session that ended without project. */
  | (At & { type: "session_tagged"; sessionId: string; projectId: string });

/** Nothing but time passing. */
export type DayTicked = At & { type: "day_ticked" };
