/** Commands and events of the life state actor. */
import { Type } from "typebox";
import { OwnConstants } from "./constants.ts";
import { Constraint, Goal, Id, Project, Reminder, ReminderText, Time } from "./entities.ts";

const setGoal = Type.Object({ goal: Goal }, { additionalProperties: false });
const removeGoal = Type.Object({ goalId: Id }, { additionalProperties: false });
const setProject = Type.Object({ project: Project }, { additionalProperties: false });
const archiveProject = Type.Object(
  {
    projectId: Id,
    actualHours: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1e8,
        description: "Standard hours it really took; teaches how optimistic your estimates are",
      }),
    ),
  },
  { additionalProperties: false },
);
const reportProgress = Type.Object(
  { projectId: Id, progress: Type.Number({ minimum: 0, maximum: 1 }) },
  { additionalProperties: false },
);
const setEffort = Type.Object(
  {
    projectId: Id,
    hours: Type.Number({ minimum: 0, maximum: 168 }),
    effortBasis: Type.Enum(["planned", "measured"], { default: "planned" }),
  },
  { additionalProperties: false },
);
const setConstraint = Type.Object({ constraint: Constraint }, { additionalProperties: false });
const removeConstraint = Type.Object({ constraintId: Id }, { additionalProperties: false });

const setReminder = Type.Object({ reminder: Reminder }, { additionalProperties: false });
const removeReminder = Type.Object({ reminderId: Id }, { additionalProperties: false });
/** By the node that serves the person, when the time has come. */
const fireReminder = Type.Object(
  {
    reminderId: Id,
    text: ReminderText,
    due: Time,
    next: Type.Optional(
      Type.Integer({ minimum: 0, description: "When it is due again, ms since the Unix epoch" }),
    ),
  },
  { additionalProperties: false },
);

/** Replaces what was changed before; empty: everything as published. */
const setConstants = Type.Object({ constants: OwnConstants }, { additionalProperties: false });

/** A manual update or an import: what is absent stays as it is. */
const updateLife = Type.Object(
  {
    capacity: Type.Optional(Type.Number({ minimum: 0.1, maximum: 168, description: "Hours per week" })),
    energy: Type.Optional(Type.Number({ minimum: -4, maximum: 4, description: "24 h average, personal SD" })),
    arousal: Type.Optional(
      Type.Number({ minimum: -4, maximum: 4, description: "24 h average, personal SD" }),
    ),
    felt: Type.Optional(
      Type.Record(Id, Type.Number({ minimum: -1, maximum: 1 }), {
        maxProperties: 1_000,
        additionalProperties: false,
      }),
    ),
    pace: Type.Optional(
      Type.Array(
        Type.Object(
          {
            projectId: Id,
            w: Type.Number({ minimum: -1_000, maximum: 1_000, description: "Effective hours per week" }),
            beta: Type.Number({
              minimum: -10,
              maximum: 10,
              description: "Delivers 1 + beta of what hours and skills predict",
            }),
            P: Type.Tuple(
              [
                Type.Number({ minimum: 0, maximum: 1e6 }),
                Type.Number({ minimum: -1e4, maximum: 1e4 }),
                Type.Number({ minimum: 0, maximum: 100 }),
              ],
              { description: "Covariance of (w, beta): ww, wb, bb" },
            ),
            asOf: Time,
          },
          { additionalProperties: false },
        ),
        { maxItems: 1_000 },
      ),
    ),
  },
  { additionalProperties: false },
);

export const lifeCommands = {
  set_goal: setGoal,
  remove_goal: removeGoal,
  set_project: setProject,
  archive_project: archiveProject,
  report_progress: reportProgress,
  set_effort: setEffort,
  set_constraint: setConstraint,
  remove_constraint: removeConstraint,
  update_life: updateLife,
  set_reminder: setReminder,
  remove_reminder: removeReminder,
  fire_reminder: fireReminder,
  set_constants: setConstants,
  tick_day: Type.Object({}, { additionalProperties: false }),
};

export const lifeEvents = {
  goal_set: setGoal,
  goal_removed: removeGoal,
  project_set: setProject,
  project_archived: archiveProject,
  progress_reported: reportProgress,
  effort_set: setEffort,
  constraint_set: setConstraint,
  constraint_removed: removeConstraint,
  life_updated: updateLife,
  reminder_set: setReminder,
  reminder_removed: removeReminder,
  reminder_fired: fireReminder,
  constants_set: setConstants,
  day_ticked: Type.Object({}, { additionalProperties: false }),
  /** Follows from another event in the same commit; it never comes from outside. */
  escape_index_changed: Type.Object(
    {
      from: Type.Enum(["bound", "escaped"]),
      to: Type.Enum(["bound", "escaped"]),
      eta: Type.Number(),
      probability: Type.Number({ description: "P(η > 1)" }),
      contributions: Type.Array(Type.Object({ name: Type.String(), value: Type.Number() }), { maxItems: 3 }),
    },
    { additionalProperties: false },
  ),
};
