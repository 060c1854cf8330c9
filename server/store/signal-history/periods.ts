/** Days and weeks of an IANA time zone, as spans of real time: a night in which clocks change makes 23 or 25 hours. */
import { timeZoneOf } from "../../time-zone.ts";

export interface Period {
  /** ms since the Unix epoch */
  from: number;
  to: number;
}

/** 1970 began on a Thursday; weeks begin on Monday. */
const MONDAY = 4;

/**
 * The whole periods that a span touches, in order.
 * @throws ProtocolError `invalid_input` for a zone that there is not
 */
export function periodsOf(by: "day" | "week", from: number, to: number, tz: string): Period[] {
  const zone = timeZoneOf(tz);
  const length = by === "day" ? 1 : 7;
  let day = zone.dayAt(from);
  if (by === "week") day -= (((day - MONDAY) % 7) + 7) % 7;
  const periods: Period[] = [];
  for (let start = zone.startOf(day); start < to;) {
    day += length;
    const end = zone.startOf(day);
    periods.push({ from: start, to: end });
    start = end;
  }
  return periods;
}
