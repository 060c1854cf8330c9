import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { dayEnd, dayInput, dayStart, numberIn } from "./inputs.ts";

describe("numberIn", () => {
  it("takes a decimal comma and tells nothing from nonsense", () => {
    expect(numberIn(" 7,5 ")).toBe(7.5);
    expect(numberIn("")).toBeUndefined();
    expect(numberIn("ten")).toBeNaN();
  });
});

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Pacific/Apia",
  "Australia/Lord_Howe",
  "Africa/Cairo",
];

describe.each(ZONES)("days in %s", (zone) => {
  beforeAll(() => vi.stubEnv("TZ", zone));
  afterAll(() => vi.unstubAllEnvs());

  it("come back as they were typed, also over the change of the clocks", () => {
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    for (const day of ["2026-11-24", "2026-03-29", "2026-04-24", "2026-10-25", "2026-11-01", "2027-01-01"]) {
      expect(dayInput(dayStart(day))).toBe(day);
      expect(dayInput(dayEnd(day))).toBe(day);
      expect(dayEnd(day)).toBeGreaterThan(dayStart(day) ?? 0);
    }
    expect(dayStart("")).toBeUndefined();
    expect(dayInput(undefined)).toBe("");
  });
});
