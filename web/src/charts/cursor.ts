/** The keyboard cursor of a chart: from point to point in time. */
import type { ChartSpec } from "./chart-spec.ts";
import type { ShownSignals } from "./shown-signals.ts";
import { lowerBound } from "./series-buffer.ts";
import { tracesOf } from "./summary.ts";

/** A value is shown for a time when its point is at most this far away, s. */
const NEAR = 2;
const BIG_STEP = 20;

/** The value of each trace at the last point not after `time`; empty when there is none near. */
export function valuesAt(spec: ChartSpec, signals: ShownSignals, time: number): number[] {
  const near = nearOf(spec, signals);
  const { times, traces } = tracesOf(spec, signals, time - near, time + 1e-6);
  return times.length === 0 ? [] : traces.map((trace) => trace.at(-1) ?? Number.NaN);
}

/** The quality of the last point not after `time`; undefined where there is none near or it has no quality. */
export function qualityAt(spec: ChartSpec, signals: ShownSignals, time: number): number | undefined {
  const lines = spec.lineSource(signals);
  if (lines?.qualityColumn === undefined) return undefined;
  const near = nearOf(spec, signals);
  const { times, columns } = lines.buffer.slice(time - near, time);
  const at = times.findLastIndex((one) => one <= time + 1e-6);
  return at < 0 || (times[at] ?? 0) < time - near ? undefined : columns[lines.qualityColumn]?.[at];
}

function nearOf(spec: ChartSpec, signals: ShownSignals): number {
  return Math.max(NEAR, 1.5 * (spec.lineSource(signals)?.period ?? 0));
}

/** Where a key leads from `time`; undefined for keys that do not move. */
export function nextPoint(
  spec: ChartSpec,
  signals: ShownSignals,
  shown: { from: number; to: number },
  time: number,
  key: string,
  big: boolean,
): number | undefined {
  const { times } = tracesOf(spec, signals, shown.from, shown.to);
  const step = STEPS[key];
  if (times.length === 0) return undefined;
  if (key === "Home") return times[0];
  if (key === "End") return times.at(-1);
  if (step === undefined) return undefined;
  const here = Math.min(times.length - 1, lowerBound(times, time - 1e-9));
  return times[Math.max(0, Math.min(times.length - 1, here + step * (big ? BIG_STEP : 1)))];
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -BIG_STEP,
  PageUp: BIG_STEP,
};
