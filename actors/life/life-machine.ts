/**
 * The life state of a person as a statechart.
 *
 * empty    neither goals nor constraints: there is no escape index
 * bound    at the pace held now the goals are not met by their dates (η below its upper threshold)
 * escaped  they are (η crossed 1 + b and has not come back below 1 − b)
 */
import { assign, setup } from "xstate";
import { isDue } from "./reminders.ts";
import { EMPTY_PORTFOLIO, evolve, isEmpty, type LifeEvent, type Portfolio } from "./portfolio.ts";

/** Of one person. */
const MOST_REMINDERS = 200;

const recorded = { actions: "record" } as const;
const back = { guard: "hadEscaped", target: "escaped", actions: "record" } as const;
const emptied = { guard: "nothingLeft", target: "empty", actions: "record" } as const;

const types: { context?: Portfolio; events?: LifeEvent } = {};

export const lifeMachine = setup({
  types,
  guards: {
    hadEscaped: ({ context }) => context.escape === "escaped",
    nothingLeft: ({ context, event }) => isEmpty(evolve(context, event)),
    roomForReminder: ({ context: { reminders = {} }, event }) =>
      event.type === "reminder_set" &&
      (Object.hasOwn(reminders, event.payload.reminder.id) || Object.keys(reminders).length < MOST_REMINDERS),
    knownReminder: ({ context: { reminders = {} }, event }) =>
      event.type === "reminder_removed" && Object.hasOwn(reminders, event.payload.reminderId),
    reminderDue: ({ context: { reminders = {} }, event }) =>
      event.type === "reminder_fired" && isDue(reminders, event.payload),
    upwards: ({ event }) => event.type === "escape_index_changed" && event.payload.to === "escaped",
    downwards: ({ event }) => event.type === "escape_index_changed" && event.payload.to === "bound",
  },
  actions: {
    record: assign(({ context, event }) => evolve(context, event)),
  },
}).createMachine({
  id: "life",
  context: EMPTY_PORTFOLIO,
  initial: "empty",
  on: {
    goal_set: recorded,
    goal_removed: recorded,
    project_set: recorded,
    project_archived: recorded,
    progress_reported: recorded,
    effort_set: recorded,
    constraint_set: recorded,
    constraint_removed: recorded,
    life_updated: recorded,
    constants_set: recorded,
    day_ticked: recorded,
    escape_index_changed: recorded,
    reminder_set: { guard: "roomForReminder", actions: "record" },
    reminder_removed: { guard: "knownReminder", actions: "record" },
    reminder_fired: { guard: "reminderDue", actions: "record" },
  },
  states: {
    empty: {
      on: {
        goal_set: [back, { target: "bound", actions: "record" }],
        constraint_set: [back, { target: "bound", actions: "record" }],
      },
    },
    bound: {
      on: {
        goal_removed: emptied,
        constraint_removed: emptied,
        escape_index_changed: { guard: "upwards", target: "escaped", actions: "record" },
      },
    },
    escaped: {
      on: {
        goal_removed: emptied,
        constraint_removed: emptied,
        escape_index_changed: { guard: "downwards", target: "bound", actions: "record" },
      },
    },
  },
});
