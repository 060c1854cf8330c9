/**
 * Events → state. Each case first checks everything, then lets time pass with `moveTo`, then changes the state:
 * nothing after `moveTo` can throw, so a refused event leaves the state as it was.
 */
import { ModelError, requireBetween } from "../errors.ts";
import { takeId, takeObject, takeTime } from "../forces/checks.ts";
import { takeCapacity, takeConstraint, takeGoal } from "../forces/entities.ts";
import type {
  ConstraintEvent,
  GoalEvent,
  LifeUpdated,
  ModelEvent,
  SessionEvent,
  SkillEvent,
} from "./events.ts";
import { checkWindow, takeClaim, takeEdge, takeEvidence, takePace, takeSkill } from "./intake.ts";
import { applyProjectEvent, requireProject, requireRoom } from "./apply-project.ts";
import { withOwn } from "../own-constants.ts";
import type { LifeState, Scope } from "./life-state.ts";

const MAX_PERSONAL_SD = 4;
const MAX_SKILLS = 50_000;
/** Windows that belong to no session share this one. */
const NO_SESSION = "";

/** Applies one event and says how much has to be recomputed. Throws ModelError and then changes nothing. */
export function applyEvent(state: LifeState, event: ModelEvent): Scope {
  const now = Math.max(state.t, takeTime(takeObject(event, "event").t, "t"));
  switch (event.type) {
    case "skill_set":
    case "skill_removed":
    case "edge_set":
    case "edge_removed":
    case "evidence_added":
    case "evidence_retracted":
      return applySkillEvent(state, event, now);
    case "goal_set":
    case "goal_removed":
      return applyGoalEvent(state, event, now);
    case "project_set":
    case "project_archived":
    case "progress_reported":
    case "effort_set":
      return applyProjectEvent(state, event, now);
    case "constraint_set":
    case "constraint_removed":
      return applyConstraintEvent(state, event, now);
    case "life_updated":
      return applyLifeUpdated(state, event, now);
    case "window_recorded":
    case "claim_made":
    case "claim_confirmed":
    case "session_rated":
    case "session_ended":
    case "session_tagged":
      return applySessionEvent(state, event, now);
    case "constants_set": {
      const k = withOwn(takeObject(event.constants, "constants"));
      state.moveTo(now);
      state.setConstants(k);
      return "structure";
    }
    case "day_ticked":
      state.moveTo(now);
      return "skills";
    default:
      throw new ModelError("invalid_value", "type", "give the type of an event of this model");
  }
}

/** The belief checks what it is given and changes nothing when it refuses, so it goes first. */
function applySkillEvent(state: LifeState, event: SkillEvent, now: number): Scope {
  switch (event.type) {
    case "skill_set": {
      const skill = takeSkill(event.skill);
      requireRoom(state.skills, skill.id, "skill", MAX_SKILLS);
      state.belief.setSkill(skill);
      state.skills.set(skill.id, skill);
      break;
    }
    case "skill_removed": {
      const user = [...state.projects.values()].find((p) =>
        p.requires.some((r) => r.skillId === event.skillId),
      );
      if (user !== undefined) {
        throw new ModelError("skill_in_use", "skillId", `project "${user.id}" requires it; edit that first`);
      }
      state.belief.removeSkill(takeId(event.skillId, "skillId"));
      state.skills.delete(event.skillId);
      break;
    }
    case "edge_set":
      state.belief.setEdge(takeEdge(event.edge));
      break;
    case "edge_removed":
      state.belief.removeEdge(takeId(event.from, "from"), takeId(event.to, "to"));
      break;
    case "evidence_added":
      state.belief.addEvidence(takeEvidence(event.evidence, now));
      break;
    case "evidence_retracted":
      state.belief.retractEvidence(takeId(event.evidenceId, "evidenceId"));
      break;
  }
  state.moveTo(now);
  return "skills";
}

function applyGoalEvent(state: LifeState, event: GoalEvent, now: number): Scope {
  if (event.type === "goal_set") {
    const goal = takeGoal(event.goal);
    requireRoom(state.goals, goal.id, "goal");
    state.moveTo(now);
    state.goals.set(goal.id, goal);
  } else {
    const goalId = takeId(event.goalId, "goalId");
    if (!state.goals.has(goalId))
      throw new ModelError("unknown_goal", "goalId", `there is no goal "${goalId}"`);
    state.moveTo(now);
    state.goals.delete(goalId);
  }
  return "structure";
}

function applyConstraintEvent(state: LifeState, event: ConstraintEvent, now: number): Scope {
  if (event.type === "constraint_set") {
    const constraint = takeConstraint(event.constraint);
    requireRoom(state.constraints, constraint.id, "constraint");
    state.moveTo(now);
    state.constraints.set(constraint.id, constraint);
  } else {
    const id = takeId(event.constraintId, "constraintId");
    if (!state.constraints.has(id)) {
      throw new ModelError("unknown_constraint", "constraintId", `there is no constraint "${id}"`);
    }
    state.moveTo(now);
    state.constraints.delete(id);
  }
  return "structure";
}

function applyLifeUpdated(state: LifeState, event: LifeUpdated, now: number): Scope {
  const { capacity, energy, arousal } = event;
  if (capacity !== undefined) takeCapacity(capacity, "capacity");
  for (const [field, value] of Object.entries({ energy, arousal })) {
    if (value !== undefined) requireBetween(value, -MAX_PERSONAL_SD, MAX_PERSONAL_SD, field);
  }
  const felt = Object.entries(event.felt ?? {});
  for (const [id, value] of felt) {
    requireProject(state, id, `felt.${id}`);
    requireBetween(value, -1, 1, `felt.${id}`);
  }
  const pace = takePace(event.pace ?? [], now);
  for (const [i, { projectId }] of pace.entries()) requireProject(state, projectId, `pace[${i}].projectId`);

  state.moveTo(now);
  if (capacity !== undefined) state.capacity = capacity;
  if (energy !== undefined || arousal !== undefined) {
    state.body.setAverages(now, energy ?? state.body.energyAt(now), arousal ?? state.body.arousalAt(now));
  }
  for (const [id, value] of felt) state.felt.state(id, value);
  if (pace.length === 0) return "structure";
  // A pace of the past is brought up to now by the forces that this very update leaves.
  state.recompute("structure");
  for (const entry of pace) state.setPace(entry);
  return "pace";
}

function applySessionEvent(state: LifeState, event: SessionEvent, now: number): Scope {
  switch (event.type) {
    case "window_recorded": {
      checkWindow(event.window, now);
      if (event.sessionId !== undefined) takeId(event.sessionId, "sessionId");
      state.moveTo(now);
      const moved = state.body.observe(event.window);
      if (moved) state.felt.recordCoherence(event.sessionId ?? NO_SESSION, state.body.coherence);
      return "body";
    }
    case "claim_made": {
      const claim = takeClaim(event.claim);
      if (state.claims.has(claim.id)) {
        throw new ModelError("duplicate_id", "claim.id", `"${claim.id}" is there already`);
      }
      state.moveTo(now);
      state.claims.record(claim, now, state.body.stateAt(now));
      return "body";
    }
    case "claim_confirmed":
      if (!state.claims.has(event.claimId)) {
        throw new ModelError("unknown_claim", "claimId", "give the id of one of the newest claims");
      }
      state.moveTo(now);
      state.claims.confirm(event.claimId);
      return "body";
    case "session_rated": {
      const project = requireProject(state, event.projectId, "projectId");
      const rating = requireBetween(event.rating, -1, 1, "rating");
      state.moveTo(now);
      state.felt.rate(project.id, rating);
      return "structure";
    }
    case "session_ended": {
      const { sessionId, projectId } = event;
      if (sessionId !== undefined) takeId(sessionId, "sessionId");
      state.moveTo(now);
      // The project may have been archived while the session ran: then the session ends without one.
      const known = projectId !== undefined && state.projects.has(projectId) ? projectId : undefined;
      return state.felt.endSession(sessionId ?? NO_SESSION, known) ? "structure" : "body";
    }
    case "session_tagged": {
      const project = requireProject(state, event.projectId, "projectId");
      if (!state.felt.hasSession(event.sessionId)) {
        throw new ModelError("unknown_session", "sessionId", "give one of the newest sessions with windows");
      }
      state.moveTo(now);
      return state.felt.tagSession(event.sessionId, project.id) ? "structure" : "body";
    }
  }
}
