/** What project events do to the state; see apply.ts for the order of checks and changes. */
import { ModelError, requireBetween } from "../errors.ts";
import { takeId } from "../forces/checks.ts";
import { takeBasis, takeHours, takeProject } from "../forces/entities.ts";
import { MS_PER_WEEK } from "../forces/forces-input.ts";
import { observeOptimism } from "../forces/optimism.ts";
import { observedPace, observePace, PACE_SIZE } from "../forces/pace.ts";
import type { Project } from "../types.ts";
import type { ProjectEvent } from "./events.ts";
import type { LifeState, Scope } from "./life-state.ts";

/** Entities of one kind that a person can have. */
const MAX_ENTITIES = 1_000;
const MAX_OVERRUN = 100;

export function applyProjectEvent(state: LifeState, event: ProjectEvent, now: number): Scope {
  switch (event.type) {
    case "project_set":
      setProject(state, event.project, now);
      break;
    case "project_archived": {
      const project = requireProject(state, event.projectId, "projectId");
      const { actualHours } = event;
      if (actualHours !== undefined) requireActual(actualHours, project.size);
      state.moveTo(now);
      if (actualHours !== undefined) {
        state.optimism = observeOptimism(state.optimism, actualHours / project.size, state.k);
      }
      state.projects.delete(project.id);
      state.reports.delete(project.id);
      state.felt.forgetProject(project.id);
      break;
    }
    case "progress_reported": {
      const project = requireProject(state, event.projectId, "projectId");
      const progress = requireBetween(event.progress, 0, 1, "progress");
      state.moveTo(now);
      reportProgress(state, project, progress);
      break;
    }
    case "effort_set": {
      const project = requireProject(state, event.projectId, "projectId");
      const hours = takeHours(event.hours, "hours");
      const effortBasis = takeBasis(event.effortBasis, "effortBasis");
      state.moveTo(now);
      state.projects.set(project.id, { ...project, hours, effortBasis });
      break;
    }
  }
  return "structure";
}

/** Beyond a factor of 100 either number is a slip of the keyboard. */
function requireActual(actualHours: number, size: number): void {
  requireBetween(actualHours, size / MAX_OVERRUN, size * MAX_OVERRUN, "actualHours");
}

function setProject(state: LifeState, raw: Project, now: number): void {
  const before = state.projects.get(raw?.id);
  const project = takeProject(raw, {
    hasGoal: (id) => state.goals.has(id),
    hasSkill: (id) => state.skills.has(id),
    mayBeDue: (deadline) => deadline > now || deadline === before?.deadline,
  });
  requireRoom(state.projects, project.id, "project");
  state.moveTo(now);
  state.projects.set(project.id, project);
  if (before?.progress !== project.progress) {
    state.reports.set(project.id, { t: now, progress: project.progress });
  }
}

/** Teaches the pace what was done since the last report (docs/model.md 3.5), with the forces held since then. */
function reportProgress(state: LifeState, project: Project, progress: number): void {
  const { forces, k } = state;
  const last = state.reports.get(project.id)!;
  const weeks = (state.t - last.t) / MS_PER_WEEK;
  const deltaProgress = progress - last.progress;
  // Reading error cannot make a drop this large: it corrects the last report and says nothing of the pace.
  const isCorrection = deltaProgress < -3 * Math.SQRT2 * k.progressError;
  if (weeks > 0 && !isCorrection) {
    const p = forces.entities.projects.findIndex(({ id }) => id === project.id);
    const share = forces.totalHours > 0 ? forces.hours[p]! / forces.totalHours : 0;
    const { y, R } = observedPace(
      {
        deltaProgress,
        weeks,
        work: forces.phi * project.size,
        gravityShare: forces.gravity * share,
        attainable: forces.attainable[p]!,
      },
      k,
    );
    observePace(forces.pace, p * PACE_SIZE, y, R);
  }
  state.reports.set(project.id, { t: state.t, progress });
  state.projects.set(project.id, { ...project, progress });
}

export function requireProject(state: LifeState, projectId: string, field: string): Project {
  const id = takeId(projectId, field);
  const project = state.projects.get(id);
  if (project !== undefined) return project;
  throw new ModelError("unknown_project", field, `there is no project "${id}"`);
}

export function requireRoom(
  entities: ReadonlyMap<string, unknown>,
  id: string,
  field: string,
  max = MAX_ENTITIES,
): void {
  if (entities.size < max || entities.has(id)) return;
  throw new ModelError("out_of_range", field, `there are ${max} already; remove one first`);
}
