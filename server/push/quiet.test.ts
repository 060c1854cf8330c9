import { describe, expect, it } from "vitest";
import { quietUntil } from "./quiet.ts";

const NIGHT = { from: "22:00", to: "07:00" };
const at = (time: string): number => Date.parse(time);
const until = (time: string, zone: string, quiet = NIGHT): string | undefined => {
  const end = quietUntil(quiet, zone, at(time));
  return end === undefined ? undefined : new Date(end).toISOString();
};

describe("quietUntil", () => {
  it("ends by the clock where the device is, on this day or the next", () => {
    expect(until("2026-11-24T20:59:59Z", "Europe/Berlin")).toBeUndefined();
    expect(until("2026-11-24T21:00:00Z", "Europe/Berlin")).toBe("2026-11-25T06:00:00.000Z");
    expect(until("2026-11-25T03:00:00Z", "Europe/Berlin")).toBe("2026-11-25T06:00:00.000Z");
    expect(until("2026-11-25T06:00:00Z", "Europe/Berlin")).toBeUndefined();
    expect(until("2026-11-25T02:59:00Z", "America/New_York")).toBeUndefined();
    expect(until("2026-11-25T03:00:00Z", "Asia/Kolkata", { from: "08:00", to: "09:15" })).toBe(
      "2026-11-25T03:45:00.000Z",
    );
  });

  it("ends by the clock in the nights in which clocks are put forward or back", () => {
    expect(until("2026-03-28T21:30:00Z", "Europe/Berlin")).toBe("2026-03-29T05:00:00.000Z");
    expect(until("2026-10-24T20:30:00Z", "Europe/Berlin")).toBe("2026-10-25T06:00:00.000Z");
  });

  it("ends at all where its end is an hour that is left out", () => {
    const end = quietUntil({ from: "22:00", to: "02:30" }, "Europe/Berlin", at("2026-03-28T22:00:00Z"));
    expect(end).toBeGreaterThan(at("2026-03-29T00:00:00Z"));
    expect(end).toBeLessThanOrEqual(at("2026-03-29T01:30:00Z"));
  });

  it("is never without hours", () => {
    expect(quietUntil(null, "Europe/Berlin", 0)).toBeUndefined();
    expect(quietUntil({ from: "08:00", to: "08:00" }, "Europe/Berlin", 8 * 3_600_000)).toBeUndefined();
  });
});
