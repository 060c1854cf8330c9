import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isDoubled } from "./doubled-hour.ts";
import { createFormat } from "./format.ts";

describe("the hour that comes twice in Berlin", () => {
  beforeAll(() => void vi.stubEnv("TZ", "Europe/Berlin"));
  afterAll(() => void vi.unstubAllEnvs());

  it("is from two to three, twice, and no other", () => {
    const doubled = (utc: string): boolean => isDoubled(Date.parse(utc));
    expect(doubled("2026-10-24T23:59:59.999Z")).toBe(false);
    expect(doubled("2026-10-25T00:00:00Z")).toBe(true);
    expect(doubled("2026-10-25T00:59:59.999Z")).toBe(true);
    expect(doubled("2026-10-25T01:00:00Z")).toBe(true);
    expect(doubled("2026-10-25T01:59:59.999Z")).toBe(true);
    expect(doubled("2026-10-25T02:00:00Z")).toBe(false);
    expect(doubled("2026-03-29T00:30:00Z")).toBe(false);
    expect(doubled("2026-03-29T01:30:00Z")).toBe(false);
  });

  it("is told apart, in each language", () => {
    const [first, second] = [Date.parse("2026-10-25T00:30:00Z"), Date.parse("2026-10-25T01:30:00Z")];
    const en = createFormat("en-GB");
    const de = createFormat("de-DE");
    expect([first, second].map((ms) => en.time(ms))).toEqual(["02:30:00 CEST", "02:30:00 CET"]);
    expect([first, second].map((ms) => de.time(ms))).toEqual(["02:30:00 MESZ", "02:30:00 MEZ"]);
    expect(en.dateTime(second)).toMatch(/^25 Oct 2026, 02:30:00 CET$/);
    expect(en.timeFine(first)).toMatch(/^02:30:00[.,]00 CEST$/);
    expect(en.tick({ time: second, shows: "clock" })).toBe("02:30 CET");
    expect(en.time(Date.parse("2026-10-25T02:30:00Z"))).toBe("03:30:00");
  });
});
