/** Days and weeks of an IANA time zone, as spans of real time: a night in which clocks change makes 23 or 25 hours. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";

export interface Period {
  /** ms since the Unix epoch */
  from: number;
  to: number;
}

const DAY_MS = 86_400_000;
const NAME = /^[A-Za-z]\w*(\/[\w+-]+)*$/;
/** 1970 began on a Thursday; weeks begin on Monday. */
const MONDAY = 4;

/**
 * The whole periods that a span touches, in order.
 * @throws ProtocolError `invalid_input` for a zone that there is not
 */
export function periodsOf(by: "day" | "week", from: number, to: number, tz: string): Period[] {
  const zone = zoneOf(tz);
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

interface Zone {
  /** Days since 1970-01-01 on the wall calendar. */
  dayAt(ms: number): number;
  /** The first moment of a day. */
  startOf(day: number): number;
}

function zoneOf(tz: string): Zone {
  if (!NAME.test(tz)) throw unknownZone(tz);
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: tz,
      calendar: "iso8601",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (cause) {
    throw unknownZone(tz, cause);
  }
  /** What the wall clock shows, as if it were UTC. */
  function wallAt(ms: number): number {
    const parts = Object.fromEntries(
      format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  }
  const dayAt = (ms: number): number => Math.floor(wallAt(ms) / DAY_MS);
  return {
    dayAt,
    startOf(day) {
      // Between these two, whatever the zone's offset; the day begins once.
      let before = day * DAY_MS - 1.25 * DAY_MS;
      let within = day * DAY_MS + 1.25 * DAY_MS;
      while (within - before > 1) {
        const middle = Math.floor((before + within) / 2);
        if (dayAt(middle) < day) before = middle;
        else within = middle;
      }
      return within;
    },
  };
}

function unknownZone(tz: string, cause?: unknown): ProtocolError {
  return new ProtocolError("invalid_input", `"${tz}" is no IANA time zone such as Europe/Berlin.`, {
    field: "tz",
    cause,
  });
}
