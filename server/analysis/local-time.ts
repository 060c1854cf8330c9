/** What a wall clock of a time zone shows. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";

export interface LocalTime {
  /** YYYY-MM-DD */
  day: string;
  hour: number;
}

/** @throws ProtocolError `invalid_input` for what is no time zone */
export function localTime(ms: number, timeZone: string): LocalTime {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const { year = "", month = "", day = "", hour = "" } = parts;
  return { day: `${year}-${month}-${day}`, hour: Number(hour) };
}

/** Offsets such as +02:00, which some engines take, do not know summer time. */
const NAME = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    if (!NAME.test(timeZone)) throw new RangeError(timeZone);
    return new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
    });
  } catch (cause) {
    throw new ProtocolError("invalid_input", `"${timeZone}" is no IANA time zone such as Europe/Berlin.`, {
      field: "timeZone",
      cause,
    });
  }
}
