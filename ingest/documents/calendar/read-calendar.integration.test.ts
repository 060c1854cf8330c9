import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCalendar } from "./read-calendar.ts";

const { signal } = new AbortController();
const NOW = Date.UTC(2026, 0, 1);

function calendar(lines: string): Buffer {
  return Buffer.from(`BEGIN:VCALENDAR\nVERSION:2.0\n${lines}\nEND:VCALENDAR\n`);
}

function event(more: string, start = "20260105T090000Z", end = "20260105T110000Z"): string {
  return `BEGIN:VEVENT\nUID:1\nSUMMARY:Choir\nDTSTART:${start}\nDTEND:${end}\n${more}\nEND:VEVENT`;
}

const hours = async (content: Buffer, now = NOW) => (await readCalendar(content, now, signal)).stated;

describe("a calendar", () => {
  it("is the hours a week of what recurs, and of the rest together", async () => {
    const other = event("UID:2", "20260110T100000Z", "20260110T180000Z").replace("UID:1", "UID:3");
    expect(await hours(calendar(`${event("RRULE:FREQ=WEEKLY")}\n${other}`))).toMatchObject([
      { kind: "hours", name: "Choir", hoursPerWeek: 2, flexibility: 0.1 },
      { name: "Other appointments", hoursPerWeek: 1, flexibility: 0.5 },
    ]);
  });

  it("knows what was moved, left out, cancelled and shown as free", async () => {
    const moved = `BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20260112T090000Z\nSUMMARY:Choir\nDTSTART:20260112T090000Z\nDTEND:20260112T190000Z\nEND:VEVENT`;
    const rule = event("RRULE:FREQ=WEEKLY\nEXDATE:20260119T090000Z,20260126T090000Z");
    expect(await hours(calendar(`${rule}\n${moved}`))).toMatchObject([{ hoursPerWeek: 2.5 }]);
    const none = calendar(event("RRULE:FREQ=WEEKLY\nTRANSP:TRANSPARENT"));
    expect(await readCalendar(none, NOW, signal)).toMatchObject({
      stated: [],
      notices: ["1 events that are cancelled or shown as free do not count as hours."],
    });
  });

  it("counts by its own time zone over the change of the clocks", async () => {
    const zone = `BEGIN:VTIMEZONE\nTZID:Here\nBEGIN:DAYLIGHT\nDTSTART:19700329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nBEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE`;
    const night = event("RRULE:FREQ=DAILY", "X", "Y")
      .replace("DTSTART:X", "DTSTART;TZID=Here:20260101T233000")
      .replace("DTEND:Y", "DTEND;TZID=Here:20260102T003000");
    const march = Date.UTC(2026, 2, 1);
    expect(await hours(calendar(`${zone}\n${night}`), march)).toMatchObject([{ hoursPerWeek: 7 }]);
  });

  it.each([
    ["a million times", "RRULE:FREQ=DAILY;COUNT=1000000"],
    ["every second", "RRULE:FREQ=SECONDLY"],
    [
      "a hundred thousand given times",
      Array.from({ length: 30_000 }, () => "RDATE:20260201T090000Z").join("\n"),
    ],
  ])("that recurs %s is refused with a sentence", async (_, rule) => {
    await expect(hours(calendar(event(rule)))).rejects.toMatchObject({
      code: "document_too_large",
      message: "“Choir” recurs more often than a calendar can hold.",
    });
  });

  it("whose rule never comes true ends the process that reads it, and nothing else", async () => {
    const never = calendar(event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"));
    const reading = readCalendar(never, NOW, signal, { longestMs: 1_000, mostMb: 640 });
    await expect(reading).rejects.toMatchObject({
      code: "document_unreadable",
      message: "The document cannot be read. It was not read within 1 s.",
    });
  });
});

const REAL = new URL("../../../../shared/data/text/ics/", import.meta.url);

describe.skipIf(!existsSync(REAL))("real calendars (needs ../shared/data beside the repository)", () => {
  it.each([
    ["daily_recur.ics", "2012-09-01", [{ name: "Every day recurring", hoursPerWeek: 7 }]],
    ["x_location.ics", "2026-11-24", [{ name: "Daily Sync", hoursPerWeek: 2.5 }]],
    ["google_birthday.ics", "2026-11-24", []],
    ["google_calendar_public_holidays.ics", "2026-11-24", []],
  ])("%s", async (name, now, expected) => {
    const content = readFileSync(new URL(name, REAL));
    expect(await hours(content, Date.parse(now))).toMatchObject(expected);
  });
});
