/** What people type, as numbers and times. Days are those of the person's own time zone. */

/** Accepts a decimal comma; undefined for an empty field, NaN for what is no number. */
export function numberIn(text: string): number | undefined {
  const trimmed = text.trim().replace(",", ".");
  return trimmed === "" ? undefined : Number(trimmed);
}

/** Start of the day of a date field, ms; undefined for an empty field. */
export function dayStart(text: string): number | undefined {
  const day = dayOf(text);
  return day?.getTime();
}

/** End of that day: its last second, so that a deadline holds for the whole day it names. */
export function dayEnd(text: string): number | undefined {
  const day = dayOf(text);
  if (day === undefined) return undefined;
  day.setHours(23, 59, 59, 0);
  return day.getTime();
}

/** The time `held` where its day was not changed; otherwise what the new day gives. */
export function keptOr(held: number | undefined, text: string, time: number | undefined): number | undefined {
  return held !== undefined && dayInput(held) === text ? held : time;
}

/** For a date field: year-month-day in the person's time zone, empty when there is none. */
export function dayInput(ms: number | undefined): string {
  if (ms === undefined) return "";
  const day = new Date(ms);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${String(day.getFullYear()).padStart(4, "0")}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** For a field of day and time, in the person's time zone; empty when there is none. */
export function momentInput(ms: number | undefined): string {
  if (ms === undefined) return "";
  const moment = new Date(ms);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${dayInput(ms)}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** Of a field of day and time, ms; undefined for an empty or an impossible one. */
export function momentOf(text: string): number | undefined {
  const ms = new Date(text).getTime();
  return Number.isNaN(ms) ? undefined : ms;
}

function dayOf(text: string): Date | undefined {
  const [year, month, day] = text.split("-").map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(year, month - 1, day);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
