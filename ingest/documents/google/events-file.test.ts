import { expect, it } from "vitest";
import { eventsFile, type GoogleEvent } from "./events-file.ts";

const at = (id: string, from: string, to: string, more: Partial<GoogleEvent> = {}): GoogleEvent => ({
  id,
  summary: "Choir",
  start: { dateTime: from },
  end: { dateTime: to },
  ...more,
});
const linesOf = (...events: GoogleEvent[]) => eventsFile(events).split("\r\n").slice(3, -2);

it("makes one series of the instances of one, and keeps those that last otherwise", () => {
  const series = { recurringEventId: "c" };
  expect(
    linesOf(
      at("c_1", "2026-01-05T10:00:00+01:00", "2026-01-05T12:00:00+01:00", series),
      at("c_2", "2026-01-12T10:00:00+01:00", "2026-01-12T11:00:00+01:00", series),
    ),
  ).toEqual([
    ..."BEGIN:VEVENT|UID:c|SUMMARY:Choir|DTSTART:20260105T090000Z|DTEND:20260105T110000Z".split("|"),
    ..."RRULE:FREQ=DAILY;COUNT=1|RDATE:20260112T090000Z|END:VEVENT".split("|"),
    ..."BEGIN:VEVENT|UID:c|SUMMARY:Choir|DTSTART:20260112T090000Z|DTEND:20260112T100000Z".split("|"),
    ..."RECURRENCE-ID:20260112T090000Z|END:VEVENT".split("|"),
  ]);
});

it("marks as free what is cancelled, shown as free or declined", () => {
  const times = ["2026-01-05T10:00:00Z", "2026-01-05T12:00:00Z"] as const;
  for (const more of [
    { status: "cancelled" },
    { transparency: "transparent" },
    { attendees: [{ responseStatus: "accepted" }, { self: true, responseStatus: "declined" }] },
  ]) {
    expect(linesOf(at("a", ...times, more))).toContain("TRANSP:TRANSPARENT");
  }
  expect(linesOf(at("a", ...times, { status: "confirmed" }))).not.toContain("TRANSP:TRANSPARENT");
  expect(linesOf({ id: "gone", status: "cancelled" })).toEqual([]);
});

it("keeps whole days as days, and words from becoming lines of the file", () => {
  const day = {
    id: "d",
    summary: "A,b;c\\\nEND:VCALENDAR",
    start: { date: "2026-01-05" },
    end: { date: "2026-01-06" },
  };
  expect(linesOf(day)).toEqual([
    "BEGIN:VEVENT",
    "UID:d",
    String.raw`SUMMARY:A\,b\;c\\\nEND:VCALENDAR`,
    "DTSTART;VALUE=DATE:20260105",
    "DTEND;VALUE=DATE:20260106",
    "END:VEVENT",
  ]);
});
