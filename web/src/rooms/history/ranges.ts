/** Which part of the past is shown: up to now, all of it, or between two times. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** ms up to now; `all` has none of its own. */
const LENGTHS = {
  quarter: 15 * MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
} as const;

export const RANGES = ["quarter", "hour", "day", "week", "month", "year", "all"] as const;
export type Range = (typeof RANGES)[number];

export interface Span {
  /** ms */
  from: number;
  to: number;
}

export interface ShownSpan extends Span {
  /** ms between points */
  step: number;
}

const POINTS = 180;

/** What the address names, the last hour where it names nothing that can be shown. */
export function askedOf(query: URLSearchParams): Range | Span {
  const [from, to] = [query.get("from"), query.get("to")].map((text) =>
    text === null ? Number.NaN : Math.floor(Number(text)),
  );
  if (from !== undefined && to !== undefined && from >= 0 && from < to) return { from, to };
  return RANGES.find((name) => name === query.get("range")) ?? "hour";
}

/**
 * Whole milliseconds, the newest point at the end.
 * @param first when there was something first, ms; only asked for "all"
 */
export function spanOf(asked: Range | Span, now: number, first = now): ShownSpan {
  const to = Math.floor(typeof asked === "string" ? now : Math.min(asked.to, now));
  const length =
    typeof asked !== "string"
      ? to - asked.from
      : asked === "all"
        ? Math.max(LENGTHS.quarter, to - first)
        : LENGTHS[asked];
  const step = Math.max(1, Math.ceil(length / POINTS));
  return { from: Math.max(0, to - POINTS * step), to, step };
}

/** As long, right before or after it, but not later than now. */
export function besides({ from, to }: Span, by: 1 | -1, now: number): Span {
  const length = to - from;
  const end = Math.min(Math.floor(now), Math.max(length, to + by * length));
  return { from: end - length, to: end };
}
