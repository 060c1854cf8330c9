import { describe, expect, it } from "vitest";
import { endOfDay, startOfDay } from "./days.ts";

describe("days of a date field", () => {
  it("begin at midnight and end with their last millisecond", () => {
    const start = startOfDay("2026-11-24");
    expect(new Date(start ?? 0).toString()).toContain("Nov 24 2026 00:00:00");
    expect(endOfDay("2026-11-24")).toBe((startOfDay("2026-11-25") ?? 0) - 1);
  });

  it.each(["", "2026-1", "24.11.2026", "x"])("are none for %j", (value) => {
    expect(startOfDay(value)).toBeUndefined();
    expect(endOfDay(value)).toBeUndefined();
  });
});
