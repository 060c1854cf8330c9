import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { timeTicks } from "./time-ticks.ts";

const HOUR = 3_600_000;

describe("ticks of time in Berlin", () => {
  beforeAll(() => void vi.stubEnv("TZ", "Europe/Berlin"));
  afterAll(() => void vi.unstubAllEnvs());

  const clock = (time: number): string => new Date(time).toTimeString().slice(0, 5);
  const local = (text: string): number => new Date(text).getTime();

  it("are full minutes of a quarter of an hour", () => {
    const ticks = timeTicks(local("2026-11-24T12:01:30"), local("2026-11-24T12:16:30"));
    expect(ticks.map(({ time }) => clock(time))).toEqual(["12:05", "12:10", "12:15"]);
    expect(ticks.every(({ shows }) => shows === "clock")).toBe(true);
  });

  it("name the day at midnight", () => {
    const ticks = timeTicks(local("2026-11-23T20:00"), local("2026-11-24T20:00"));
    expect(ticks.map(({ time, shows }) => [clock(time), shows])).toEqual([
      ["00:00", "day"],
      ["06:00", "clock"],
      ["12:00", "clock"],
      ["18:00", "clock"],
    ]);
  });

  it("have one for each of the two hours of the night when clocks go back, and none for the one left out", () => {
    const back = timeTicks(local("2026-10-25T00:30"), local("2026-10-25T04:30"), 6);
    expect(back.map(({ time }) => clock(time))).toEqual(["01:00", "02:00", "02:00", "03:00", "04:00"]);
    const forth = timeTicks(local("2026-03-29T00:30"), local("2026-03-29T05:30"), 6);
    expect(forth.map(({ time }) => clock(time))).toEqual(["01:00", "03:00", "04:00", "05:00"]);
  });

  it("stay at midnight over such nights", () => {
    const ticks = timeTicks(local("2026-10-23T12:00"), local("2026-10-28T12:00"));
    expect(ticks.map(({ time }) => clock(time))).toEqual(["00:00", "00:00", "00:00", "00:00", "00:00"]);
    expect(ticks.map(({ time }, i) => (time - (ticks[i - 1]?.time ?? time)) / HOUR)).toEqual([
      0, 24, 25, 24, 24,
    ]);
    const half = timeTicks(local("2026-03-28T06:00"), local("2026-03-30T06:00"), 5);
    expect(half.map(({ time }) => clock(time))).toEqual(["12:00", "00:00", "12:00", "00:00"]);
  });

  it("go on to months and years", () => {
    const year = timeTicks(local("2025-11-24T12:00"), local("2026-11-24T12:00"));
    expect(year.map(({ shows }) => shows)).toEqual(Array.from({ length: year.length }, () => "month"));
    expect(year.length).toBeGreaterThan(2);
    const decades = timeTicks(local("1998-05-01T00:00"), local("2026-05-01T00:00"));
    expect(decades.map(({ time }) => new Date(time).getFullYear())).toEqual([
      2000, 2005, 2010, 2015, 2020, 2025,
    ]);
  });

  it("are few, and none where nothing lies between", () => {
    for (let span = 60_000; span < 1e13; span *= 1.7) {
      const ticks = timeTicks(1_795_000_000_000 - span, 1_795_000_000_000);
      expect(ticks.length).toBeLessThanOrEqual(7);
    }
    expect(timeTicks(5, 5)).toEqual([]);
  });
});
