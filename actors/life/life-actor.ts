/** Commands of the life state actor, and what its events mean to the model. */
import type { ModelEvent } from "@trajectory/engine/life/events.ts";
import type { EscapeTransition } from "@trajectory/engine/life/snapshot.ts";
import type { Command, Message } from "../runtime/messages.ts";
import type { LifeEvent } from "./portfolio.ts";

export function decide({ name, payload }: Command<"life">): Message {
  switch (name) {
    case "set_goal":
      return { actor: "life", type: "goal_set", payload };
    case "remove_goal":
      return { actor: "life", type: "goal_removed", payload };
    case "set_project":
      return { actor: "life", type: "project_set", payload };
    case "archive_project":
      return { actor: "life", type: "project_archived", payload };
    case "report_progress":
      return { actor: "life", type: "progress_reported", payload };
    case "set_effort":
      return { actor: "life", type: "effort_set", payload };
    case "set_constraint":
      return { actor: "life", type: "constraint_set", payload };
    case "remove_constraint":
      return { actor: "life", type: "constraint_removed", payload };
    case "update_life":
      return { actor: "life", type: "life_updated", payload };
    case "set_reminder":
      return { actor: "life", type: "reminder_set", payload };
    case "remove_reminder":
      return { actor: "life", type: "reminder_removed", payload };
    case "fire_reminder":
      return { actor: "life", type: "reminder_fired", payload };
    case "set_constants":
      return { actor: "life", type: "constants_set", payload };
    case "tick_day":
      return { actor: "life", type: "day_ticked", payload };
  }
}

/** Undefined for what follows from the model itself, and for what means nothing to it. */
export function toModel(event: LifeEvent): ModelEvent | undefined {
  switch (event.type) {
    case "escape_index_changed":
    case "reminder_set":
    case "reminder_removed":
    case "reminder_fired":
      return undefined;
    default:
      return { type: event.type, t: event.at, ...event.payload } as ModelEvent;
  }
}

export function escapeIndexChanged(transition: EscapeTransition): Message {
  return {
    actor: "life",
    type: "escape_index_changed",
    payload: {
      from: transition.from,
      to: transition.to,
      eta: transition.eta,
      probability: transition.pEscape,
      contributions: transition.contributions.map(({ kind, id, value }) => ({
        name: `${kind} ${id}`,
        value,
      })),
    },
  };
}
