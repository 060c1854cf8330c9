import type uPlot from "uplot";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createFormat } from "../i18n/format.ts";
import { timeAxis } from "./time-axis.ts";

const DAY = 86_400;

describe("the axis of time in Berlin", () => {
  beforeAll(() => {
    vi.stubEnv("TZ", "Europe/Berlin");
    vi.stubGlobal("devicePixelRatio", 2);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  /** What stands at the axis of a chart 600 pixels wide. */
  function labels(from: string, seconds: number): string[] {
    const axis = timeAxis(createFormat("en-GB"));
    const min = Date.parse(from) / 1_000;
    const plot = { bbox: { width: 1_200 }, scales: { x: { min, max: min + seconds } } } as unknown as uPlot;
    const step = axis.incrs.find((one) => one >= (seconds * 90) / 600) ?? 0;
    return axis.values(plot, axis.splits(plot, 0, min, min + seconds, step), 0, 90, step);
  }

  it("has seconds where seconds are seen", () => {
    expect(labels("2026-11-24T12:00:00Z", 30)).toEqual([
      "13:00:00",
      "13:00:05",
      "13:00:10",
      "13:00:15",
      "13:00:20",
      "13:00:25",
      "13:00:30",
    ]);
  });

  it("has the midnights of the person over several days, also of a night when clocks go back", () => {
    const from = "2026-10-24T10:00:00Z";
    expect(labels(from, 3 * DAY)).toEqual(["12:00", "25 Oct", "12:00", "26 Oct", "12:00", "27 Oct"]);
    expect(labels(from, 5 * DAY)).toEqual(["25 Oct", "26 Oct", "27 Oct", "28 Oct", "29 Oct"]);
  });

  it("has labels at any length", () => {
    for (let seconds = 5; seconds < 3e8; seconds *= 1.9) {
      const found = labels("2026-01-05T06:30:00Z", seconds);
      expect(found.length, `${seconds} s`).toBeGreaterThanOrEqual(1);
      expect(found.length, `${seconds} s`).toBeLessThanOrEqual(8);
    }
  });
});
