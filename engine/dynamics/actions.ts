/** What a scenario changes, and its application to the input of the forces (docs/model.md 4.3). */
import { ModelError, requireBetween } from "../errors.ts";
import { takeList, takeObject, takeTime } from "../forces/checks.ts";
import { takeProject } from "../forces/entities.ts";
import type { ForcesInput } from "../forces/forces-input.ts";
import type { Project } from "../types.ts";

export type Action =
  /** h/wk from now on. */
  | { type: "set_effort"; projectId: string; hours: number }
  | { type: "change_effort"; projectId: string; hours: number }
  /** A project that nobody works on yet: its pace starts at 0. */
  | { type: "add_project"; project: Project }
  | { type: "drop_project"; projectId: string }
  /** Epoch ms; null takes the deadline away. */
  | { type: "move_deadline"; projectId: string; deadline: number | null }
  /** Dedicated practice, h/wk, beside the projects. */
  | { type: "practise"; skillId: string; hours: number }
  /** The constraint's load times a factor in [0, 2]. */
  | { type: "relax"; constraintId: string; factor: number }
  /** Hours a week taken from all projects in proportion, for ΔE in [0, 1]. */
  | { type: "rest"; hours: number; energy: number };

export interface Scenario {
  name: string;
  actions: readonly Action[];
}

/** A scenario ready to run. */
export interface Plan {
  name: string;
  input: ForcesInput;
  /** Ids of projects that nobody works on any more and that nothing requires. */
  dropped: ReadonlySet<string>;
  /** h/wk by skill. */
  practice: ReadonlyMap<string, number>;
}

const MAX_HOURS = 168;
const MAX_ACTIONS = 100;

/** Throws ModelError with the path of the offending field. */
export function planScenario(input: ForcesInput, scenario: Scenario, field: string): Plan {
  const dropped = new Set<string>();
  const practice = new Map<string, number>();
  let planned = input;
  const { name, actions } = takeObject(scenario, field);
  if (typeof name !== "string") throw new ModelError("invalid_value", `${field}.name`, "give a text");
  for (const [i, action] of takeList(actions, MAX_ACTIONS, `${field}.actions`).entries()) {
    const at = `${field}.actions[${i}]`;
    takeObject(action, at);
    if (action.type === "drop_project") {
      dropped.add(projectOf(planned, action.projectId, at).id);
    } else if (action.type === "practise") {
      requireSkill(planned, action.skillId, `${at}.skillId`);
      const hours = requireBetween(action.hours, 0, MAX_HOURS, `${at}.hours`);
      practice.set(action.skillId, (practice.get(action.skillId) ?? 0) + hours);
    } else {
      planned = applyAction(planned, action, at);
    }
  }
  return { name, input: planned, dropped, practice };
}

type InputAction = Exclude<Action, { type: "drop_project" | "practise" }>;

function applyAction(input: ForcesInput, action: InputAction, at: string): ForcesInput {
  switch (action.type) {
    case "set_effort": {
      const hours = requireBetween(action.hours, 0, MAX_HOURS, `${at}.hours`);
      return withProject(input, action.projectId, at, { hours });
    }
    case "change_effort": {
      const change = requireBetween(action.hours, -MAX_HOURS, MAX_HOURS, `${at}.hours`);
      const hours = projectOf(input, action.projectId, at).hours + change;
      return withProject(input, action.projectId, at, {
        hours: Math.min(MAX_HOURS, Math.max(0, hours)),
      });
    }
    case "move_deadline": {
      const { deadline: _, ...rest } = projectOf(input, action.projectId, at);
      const { deadline } = action;
      if (deadline === null) return replaceProject(input, rest);
      if (!(takeTime(deadline, `${at}.deadline`) > input.t)) {
        throw new ModelError("deadline_passed", `${at}.deadline`, "give a time in the future, or null");
      }
      return replaceProject(input, { ...rest, deadline });
    }
    case "add_project":
      return addProject(input, action.project, at);
    case "relax":
      return relax(input, action, at);
    case "rest":
      return rest(input, action, at);
    default:
      throw new ModelError("invalid_value", `${at}.type`, "give the type of an action");
  }
}

function projectOf(input: ForcesInput, projectId: string, at: string): Project {
  const project = input.projects.find((p) => p.id === projectId);
  if (project !== undefined) return project;
  throw new ModelError("unknown_project", `${at}.projectId`, `there is no project "${projectId}"`);
}

function requireSkill(input: ForcesInput, skillId: string, field: string): void {
  if (input.skills.some((s) => s.id === skillId)) return;
  throw new ModelError("unknown_skill", field, `there is no skill "${skillId}"`);
}

function withProject(
  input: ForcesInput,
  projectId: string,
  at: string,
  change: Partial<Project>,
): ForcesInput {
  return replaceProject(input, { ...projectOf(input, projectId, at), ...change });
}

function replaceProject(input: ForcesInput, project: Project): ForcesInput {
  return { ...input, projects: input.projects.map((p) => (p.id === project.id ? project : p)) };
}

function addProject(input: ForcesInput, raw: Project, at: string): ForcesInput {
  const around = {
    hasGoal: (id: string) => input.goals.some((g) => g.id === id),
    hasSkill: (id: string) => input.skills.some((s) => s.id === id),
    mayBeDue: (deadline: number) => deadline > input.t,
  };
  const project = takeProject(raw, around, `${at}.project`);
  if (input.projects.some((p) => p.id === project.id)) {
    throw new ModelError("duplicate_id", `${at}.project.id`, `"${project.id}" is there already`);
  }
  return { ...input, projects: [...input.projects, project] };
}

function relax(
  input: ForcesInput,
  { constraintId, factor }: Extract<Action, { type: "relax" }>,
  at: string,
): ForcesInput {
  requireBetween(factor, 0, 2, `${at}.factor`);
  const constraint = input.constraints.find((c) => c.id === constraintId);
  if (constraint === undefined) {
    throw new ModelError("unknown_constraint", `${at}.constraintId`, `there is no "${constraintId}"`);
  }
  const relaxed = { ...constraint, severity: constraint.severity * factor };
  if (constraint.loadHours !== undefined) relaxed.loadHours = constraint.loadHours * factor;
  return {
    ...input,
    constraints: input.constraints.map((c) => (c.id === constraintId ? relaxed : c)),
  };
}

function rest(
  input: ForcesInput,
  { hours, energy }: Extract<Action, { type: "rest" }>,
  at: string,
): ForcesInput {
  requireBetween(hours, 0, MAX_HOURS, `${at}.hours`);
  requireBetween(energy, 0, 1, `${at}.energy`);
  const total = input.projects.reduce((sum, p) => sum + p.hours, 0);
  const kept = total > 0 ? Math.max(0, 1 - hours / total) : 1;
  const projects: Project[] = [];
  for (const p of input.projects) projects.push({ ...p, hours: p.hours * kept });
  return { ...input, projects, energy: input.energy + energy };
}
