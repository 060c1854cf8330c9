/** When quiet hours end, by the clock on the wall where a device is. */
import { isQuiet, type QuietHours } from "@trajectory/protocols/notifications/kinds.ts";
import { timeZoneOf } from "../time-zone.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** @param now ms; @returns ms; undefined where it is not quiet. @throws ProtocolError `invalid_input` for no time zone */
export function quietUntil(quiet: QuietHours | null, timeZone: string, now: number): number | undefined {
  if (quiet === null) return undefined;
  const zone = timeZoneOf(timeZone);
  const wall = zone.wallAt(now);
  if (!isQuiet(quiet, clock(wall))) return undefined;
  const end = wall - (wall % DAY_MS) + minutesOf(quiet.to) * MINUTE_MS;
  const endOnWall = end > wall ? end : end + DAY_MS;
  // Clocks may be put forward or back on the way.
  let until = now + endOnWall - wall;
  until -= zone.wallAt(until) - endOnWall;
  return Math.max(until, now + MINUTE_MS);
}

function clock(wall: number): string {
  return new Date(wall).toISOString().slice(11, 16);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
