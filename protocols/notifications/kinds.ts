/** What is worth a word to somebody who was not looking: the same at the bell of the page and as a push. */

/** Of the log. */
export const NEWS_EVENTS = ["escape_index_changed", "session_ended", "reminder_fired"] as const;

/** `job`: work that took its time is over. */
export const NOTIFICATION_KINDS = ["crossing", "reminder", "session", "job"] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** From and to as "22:00" by the clock on the wall; an empty end is for none. */
export interface QuietHours {
  from: string;
  to: string;
}

/** Over midnight where `to` is the earlier one; never where one is missing or both are the same. @param time "06:59" */
export function isQuiet({ from, to }: QuietHours, time: string): boolean {
  if (from === "" || to === "" || from === to) return false;
  return from < to ? from <= time && time < to : from <= time || time < to;
}
