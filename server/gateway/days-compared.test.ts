import { describe, expect, it } from "vitest";
import { localDaysOf, measuresOf } from "./days-compared.ts";

const HOUR = 3_600_000;

function period(from: number, mean: number, windows = 1) {
  const statistics = { mean, min: mean, max: mean, sd: null };
  const feature = { feature: "move", kind: "motion" as const, windows, quality: 1, ...statistics };
  return { from, to: from + HOUR / 4, channels: [], features: [feature] };
}

describe("days over one another", () => {
  it.each([
    ["Europe/Berlin", "2026-06-10", 24, 96],
    ["Europe/Berlin", "2026-03-29", 23, 92],
    ["Europe/Berlin", "2026-10-25", 25, 96],
    ["Australia/Lord_Howe", "2026-04-05", 24.5, 96],
    ["America/Santiago", "2026-09-06", 23, 92],
    ["Asia/Kathmandu", "2026-01-01", 24, 96],
  ])("are cut by the clock of %s on %s", (tz, name, hours, slots) => {
    const [day] = localDaysOf([name], tz);
    expect(((day?.to ?? 0) - (day?.from ?? 0)) / HOUR).toBe(hours);
    expect(day?.parts).toHaveLength(hours * 4);
    expect(new Set(day?.parts.map(({ slot }) => slot)).size).toBe(slots);
    expect(day?.parts.map(({ to }) => to)).toEqual([
      ...(day?.parts.slice(1).map((part) => part.from) ?? []),
      day?.to,
    ]);
  });

  it("leave the hour empty that clocks left out, and take the one that came twice as one", () => {
    const [spring, autumn] = localDaysOf(["2026-03-29", "2026-10-25"], "Europe/Berlin");
    if (spring === undefined || autumn === undefined) throw new Error("There are two days.");
    const etaOf = (parts: readonly unknown[]): number[] => parts.map((_, i) => i);
    const [eta] = measuresOf([
      { day: spring, eta: etaOf(spring.parts), periods: [] },
      { day: autumn, eta: etaOf(autumn.parts), periods: [] },
    ]);
    // 1:45, then 3:00.
    expect(eta?.values[0]?.slice(7, 13)).toEqual([7, null, null, null, null, 8]);
    // 2:00 came as the 9th quarter hour and again as the 13th.
    expect(eta?.values[1]?.slice(7, 13)).toEqual([7, 10, 11, 12, 13, 16]);
  });

  it("weigh what came twice by how much of it there was, and know nothing of what nobody measured", () => {
    const [day] = localDaysOf(["2026-10-25"], "Europe/Berlin");
    if (day === undefined) throw new Error("There is a day.");
    const two = [period(day.from + 2 * HOUR, 1, 3), period(day.from + 3 * HOUR, 5, 1)];
    const [move, ...rest] = measuresOf([{ day, eta: day.parts.map(() => undefined), periods: two }]);
    expect(rest).toEqual([]);
    expect(move).toMatchObject({ name: "move", kind: "feature" });
    expect(move?.values[0]?.filter((value) => value !== null)).toEqual([2]);
    expect(move?.values[0]?.[8]).toBe(2);
  });

  it.each([
    [["2026-06-31"], "Europe/Berlin", "days"],
    [["2026-06-30", "2026-06-30"], "Europe/Berlin", "days"],
    [["2026-06-30"], "Mars/Phobos", "tz"],
  ])("are refused: %s in %s", (days, tz, field) => {
    expect(() => localDaysOf(days, tz)).toThrow(expect.objectContaining({ code: "invalid_input", field }));
  });
});
