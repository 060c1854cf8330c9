/** The axis of time of a chart in seconds, as uPlot takes it: by the clock and the calendar where the person is. */
import type uPlot from "uplot";
import type { Format } from "../i18n/format.ts";
import { type TimeTick, timeTicks } from "./time-ticks.ts";

/** Room for a label, CSS pixels. */
const SPACE = 90;
const MINUTE = 60;
const DAY = 86_400;
/** Distances of two labels. From a minute on they only say how many there is room for. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 300, 1_800, 7_200, DAY, 7 * DAY, 30 * DAY, 365 * DAY, 3_650 * DAY];

interface TimeAxis {
  space: number;
  incrs: number[];
  /** @param from s @param to s @param step The least distance of two labels, s */
  splits: (plot: uPlot, axis: number, from: number, to: number, step: number) => number[];
  values: (plot: uPlot, splits: number[], axis: number, space: number, step: number) => string[];
}

export function timeAxis(format: Format): TimeAxis {
  return {
    space: SPACE,
    incrs: STEPS,
    splits: (plot, _axis, from, to, step) =>
      step < MINUTE
        ? wholeSteps(from, to, step)
        : calendarTicks(plot, from, to).map(({ time }) => time / 1_000),
    values: (plot, splits, _axis, _space, step) => {
      const { min, max } = plot.scales["x"] ?? {};
      const ticks = step < MINUTE ? [] : calendarTicks(plot, min ?? 0, max ?? 0);
      return splits.map((second) => {
        const tick = ticks.find(({ time }) => time === second * 1_000);
        return tick === undefined ? format.time(second * 1_000) : format.tick(tick);
      });
    },
  };
}

function wholeSteps(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step);
}

function calendarTicks({ bbox }: uPlot, from: number, to: number): TimeTick[] {
  const most = Math.floor(bbox.width / devicePixelRatio / SPACE);
  return timeTicks(from * 1_000, to * 1_000, Math.max(2, most));
}
