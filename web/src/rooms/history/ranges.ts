/** Ranges of the past, each with some 180 points. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const RANGES = ["quarter", "hour", "day", "week", "month", "year"] as const;
export type Range = (typeof RANGES)[number];

/** ms */
export const LENGTHS: Readonly<Record<Range, number>> = {
  quarter: 15 * MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
};

const POINTS = 180;

/** Whole milliseconds, the newest point at `now`. */
export function spanOf(range: Range, now: number): { from: number; to: number; step: number } {
  const step = Math.max(1, Math.round(LENGTHS[range] / POINTS));
  const to = Math.floor(now);
  return { from: to - POINTS * step, to, step };
}
