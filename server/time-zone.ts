/** What the wall clocks of an IANA time zone show, and when its days begin. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";

const DAY_MS = 86_400_000;
/** Offsets such as +02:00, which some engines take, do not know summer time. */
const NAME = /^[A-Za-z]\w*(\/[\w+-]+)*$/;

export interface TimeZone {
  /** What the wall clock shows, as if it were UTC, ms. */
  wallAt(ms: number): number;
  /** Days since 1970-01-01 on the wall calendar. */
  dayAt(ms: number): number;
  /** The first moment of a day, ms. */
  startOf(day: number): number;
}

/** @throws ProtocolError `invalid_input` for a zone that there is not, naming the field */
export function timeZoneOf(tz: string, field = "tz"): TimeZone {
  if (!NAME.test(tz)) throw unknownZone(tz, field);
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
    throw unknownZone(tz, field, cause);
  }
  function wallAt(ms: number): number {
    const parts = Object.fromEntries(
      format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  }
  const dayAt = (ms: number): number => Math.floor(wallAt(ms) / DAY_MS);
  return {
    wallAt,
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

function unknownZone(tz: string, field: string, cause?: unknown): ProtocolError {
  return new ProtocolError("invalid_input", `"${tz}" is no IANA time zone such as Europe/Berlin.`, {
    field,
    cause,
  });
}
