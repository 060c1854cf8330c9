/** A reminder as its form holds it. */
import type { Reminder } from "@trajectory/protocols/events/entities.ts";
import { momentInput, momentOf } from "../../../editing/inputs.ts";

export type Repeat = "once" | "day" | "week" | "other";

const HOURS = { day: 24, week: 168 } as const;

export interface ReminderDraft {
  text: string;
  /** Of a field for day and time. */
  at: string;
  repeat: Repeat;
}

export function repeatOf(everyHours: number | undefined): Repeat {
  if (everyHours === undefined) return "once";
  if (everyHours === HOURS.day) return "day";
  return everyHours === HOURS.week ? "week" : "other";
}

export function draftOf(reminder: Reminder | undefined): ReminderDraft {
  return {
    text: reminder?.text ?? "",
    at: momentInput(reminder?.at),
    repeat: repeatOf(reminder?.everyHours),
  };
}

/** Undefined without a text or a time. @param held The reminder before the edit, whose hours an "other" repeat keeps */
export function reminderOf(id: string, draft: ReminderDraft, held?: Reminder): Reminder | undefined {
  const text = draft.text.trim();
  const at = momentOf(draft.at);
  if (text === "" || at === undefined) return undefined;
  const { repeat } = draft;
  if (repeat === "once") return { id, text, at };
  const everyHours = repeat === "other" ? (held?.everyHours ?? HOURS.day) : HOURS[repeat];
  return { id, text, at, everyHours };
}
