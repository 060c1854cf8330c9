/** What a person declared, by id and with names: the context of the life machine. */
import type { Constraint, Goal, Project, Reminder } from "@trajectory/protocols/events/entities.ts";
import type { DueReminder } from "./reminders.ts";
import { type MachineEvent, without } from "../runtime/messages.ts";

export type LifeEvent = MachineEvent<"life">;

export interface Portfolio {
  readonly goals: Readonly<Record<string, Goal>>;
  readonly projects: Readonly<Record<string, Project>>;
  readonly constraints: Readonly<Record<string, Constraint>>;
  /** Hours per week; null until the person says, then the model's default counts. */
  readonly capacity: number | null;
  /** Where the escape index stood after its last change. */
  readonly escape: "bound" | "escaped";
  readonly escapeChangedAt: number | null;
  /** Absent until the first one is set. */
  readonly reminders?: Readonly<Record<string, Reminder>>;
}

export const EMPTY_PORTFOLIO: Portfolio = {
  goals: {},
  projects: {},
  constraints: {},
  capacity: null,
  escape: "bound",
  escapeChangedAt: null,
};

export function evolve(portfolio: Portfolio, event: LifeEvent): Portfolio {
  switch (event.type) {
    case "goal_set":
      return { ...portfolio, goals: { ...portfolio.goals, [event.payload.goal.id]: event.payload.goal } };
    case "goal_removed":
      return { ...portfolio, goals: without(portfolio.goals, event.payload.goalId) };
    case "project_set":
      return withProject(portfolio, event.payload.project);
    case "project_archived":
      return { ...portfolio, projects: without(portfolio.projects, event.payload.projectId) };
    case "progress_reported": {
      const { projectId, progress } = event.payload;
      return changeProject(portfolio, projectId, { progress });
    }
    case "effort_set": {
      const { projectId, hours, effortBasis } = event.payload;
      return changeProject(portfolio, projectId, { hours, effortBasis });
    }
    case "constraint_set": {
      const { constraint } = event.payload;
      return { ...portfolio, constraints: { ...portfolio.constraints, [constraint.id]: constraint } };
    }
    case "constraint_removed":
      return { ...portfolio, constraints: without(portfolio.constraints, event.payload.constraintId) };
    case "life_updated":
      return { ...portfolio, capacity: event.payload.capacity ?? portfolio.capacity };
    case "escape_index_changed":
      return { ...portfolio, escape: event.payload.to, escapeChangedAt: event.at };
    case "reminder_set": {
      const { reminder } = event.payload;
      return { ...portfolio, reminders: { ...portfolio.reminders, [reminder.id]: reminder } };
    }
    case "reminder_removed":
      return { ...portfolio, reminders: without(portfolio.reminders ?? {}, event.payload.reminderId) };
    case "reminder_fired":
      return { ...portfolio, reminders: fired(portfolio.reminders ?? {}, event.payload) };
    // The model holds them.
    case "constants_set":
    case "day_ticked":
      return portfolio;
  }
}

/** Nothing pulls and nothing holds: there is no escape index. */
export function isEmpty(portfolio: Portfolio): boolean {
  return Object.keys(portfolio.goals).length === 0 && Object.keys(portfolio.constraints).length === 0;
}

function fired(
  reminders: Readonly<Record<string, Reminder>>,
  { reminderId, next }: DueReminder,
): Record<string, Reminder> {
  const reminder = reminders[reminderId];
  if (reminder === undefined || next === undefined) return without(reminders, reminderId);
  return { ...reminders, [reminderId]: { ...reminder, at: next } };
}

function withProject(portfolio: Portfolio, project: Project): Portfolio {
  return { ...portfolio, projects: { ...portfolio.projects, [project.id]: project } };
}

function changeProject(portfolio: Portfolio, projectId: string, change: Partial<Project>): Portfolio {
  const project = Object.hasOwn(portfolio.projects, projectId) ? portfolio.projects[projectId] : undefined;
  return project === undefined ? portfolio : withProject(portfolio, { ...project, ...change });
}
