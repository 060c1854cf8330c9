/** Days of a date field, in the time zone of the person. */
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** ms since the Unix epoch; undefined for an empty or half-typed field. */
export function startOfDay(value: string): number | undefined {
  return timeOf(value, 0, 0);
}

/** The last millisecond of the day. */
export function endOfDay(value: string): number | undefined {
  return timeOf(value, 1, -1);
}

function timeOf(value: string, days: number, ms: number): number | undefined {
  const [, year, month, day] = DAY.exec(value) ?? [];
  if (year === undefined) return undefined;
  const time = new Date(Number(year), Number(month) - 1, Number(day) + days).getTime() + ms;
  return time >= 0 ? time : undefined;
}
