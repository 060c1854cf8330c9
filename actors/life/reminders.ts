/** What a person wants to be reminded of, once or again and again; pure. */
import type { Reminder } from "@trajectory/protocols/events/entities.ts";

const MS_PER_HOUR = 3_600_000;

export interface DueReminder {
  reminderId: string;
  text: string;
  /** Epoch ms. */
  due: number;
  /** When it is due again; absent for the last time. However long nobody was awake, it comes once. */
  next?: number;
}

/** Those due at `now`, earliest first. */
export function dueReminders(reminders: Readonly<Record<string, Reminder>>, now: number): DueReminder[] {
  return Object.values(reminders)
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at)
    .map(({ id: reminderId, text, at: due, everyHours }) => {
      const next = everyHours === undefined ? {} : { next: nextAfter(now, due, everyHours) };
      return { reminderId, text, due, ...next };
    });
}

/** Epoch ms; undefined when there is nothing to be reminded of. */
export function earliestDue(reminders: Readonly<Record<string, Reminder>>): number | undefined {
  const times = Object.values(reminders).map(({ at }) => at);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Whether what is said to have come is what was waited for. */
export function isDue(
  reminders: Readonly<Record<string, Reminder>>,
  { reminderId, due, next }: Pick<DueReminder, "reminderId" | "due" | "next">,
): boolean {
  const reminder = Object.hasOwn(reminders, reminderId) ? reminders[reminderId] : undefined;
  if (reminder?.at !== due) return false;
  if (reminder.everyHours === undefined) return next === undefined;
  return next !== undefined && next > due && (next - due) % (reminder.everyHours * MS_PER_HOUR) === 0;
}

function nextAfter(now: number, due: number, everyHours: number): number {
  const period = everyHours * MS_PER_HOUR;
  return due + (Math.floor((now - due) / period) + 1) * period;
}
