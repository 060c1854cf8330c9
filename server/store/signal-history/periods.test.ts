import { describe, expect, it } from "vitest";
import { periodsOf } from "./periods.ts";

const HOUR = 3_600_000;

function hoursOf(by: "day" | "week", from: string, to: string, tz: string): number[] {
  return periodsOf(by, Date.parse(from), Date.parse(to), tz).map(
    (period) => (period.to - period.from) / HOUR,
  );
}

describe("days and weeks of a time zone", () => {
  it.each([
    ["Europe/Berlin", "2026-03-28T12:00Z", "2026-03-30T12:00Z", [24, 23, 24]],
    ["Europe/Berlin", "2026-10-24T12:00Z", "2026-10-26T12:00Z", [24, 25, 24]],
    // Half an hour of daylight saving.
    ["Australia/Lord_Howe", "2026-04-04T00:00Z", "2026-04-05T00:00Z", [24, 24.5]],
    // Clocks jump at midnight: the day begins at one o'clock.
    ["America/Santiago", "2026-09-05T12:00Z", "2026-09-06T12:00Z", [24, 23]],
    ["Asia/Kathmandu", "2026-01-01T00:00Z", "2026-01-02T00:00Z", [24, 24]],
    ["UTC", "2026-01-01T00:00Z", "2026-01-02T00:00Z", [24]],
  ] as const)("are as long as they are in %s from %s", (tz, from, to, hours) => {
    expect(hoursOf("day", from, to, tz)).toEqual(hours);
  });

  it("begin at local midnight, and weeks on Monday", () => {
    const [day] = periodsOf(
      "day",
      Date.parse("2026-06-10T22:30Z"),
      Date.parse("2026-06-10T22:31Z"),
      "Europe/Berlin",
    );
    expect(day).toEqual({ from: Date.parse("2026-06-10T22:00Z"), to: Date.parse("2026-06-11T22:00Z") });
    const [week] = periodsOf(
      "week",
      Date.parse("2026-10-25T12:00Z"),
      Date.parse("2026-10-25T13:00Z"),
      "Europe/Berlin",
    );
    expect(week).toEqual({ from: Date.parse("2026-10-18T22:00Z"), to: Date.parse("2026-10-25T23:00Z") });
  });

  it.each(["Europe/Nowhere", "+01:00", "", "x'; --"])("refuses %s", (tz) => {
    expect(() => periodsOf("day", 0, 1, tz)).toThrow(
      expect.objectContaining({ code: "invalid_input", field: "tz" }),
    );
  });
});
