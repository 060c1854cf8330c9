/** What a chart shows, in numbers for a sentence and a table. */
import type { ChartSpec } from "./chart-spec.ts";
import type { ShownSignals } from "./shown-signals.ts";
import { gapsOf } from "./gaps.ts";

export interface ChartSummary {
  newest: number;
  low: number;
  high: number;
  missing: number;
}

/** Over the traces together, in [from, to]; undefined when there are no values. */
export function summarise(
  spec: ChartSpec,
  signals: ShownSignals,
  from: number,
  to: number,
): ChartSummary | undefined {
  const { times, traces, missing } = tracesOf(spec, signals, from, to);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const trace of traces) {
    for (const value of trace) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const newest = traces[0]?.at(-1);
  return times.length === 0 || newest === undefined ? undefined : { newest, low, high, missing };
}

export interface SecondRow {
  /** s since the Unix epoch */
  second: number;
  traces: { mean: number; low: number; high: number; count: number }[];
}

/** One row per whole second of [from, to), newest first. Seconds without values are left out. */
export function secondRows(spec: ChartSpec, signals: ShownSignals, from: number, to: number): SecondRow[] {
  const { times, traces } = tracesOf(spec, signals, from, to);
  const rows = new Map<number, SecondRow>();
  times.forEach((time, i) => {
    const second = Math.floor(time);
    let row = rows.get(second);
    if (row === undefined) {
      row = {
        second,
        traces: traces.map(() => ({
          mean: 0,
          low: Number.POSITIVE_INFINITY,
          high: Number.NEGATIVE_INFINITY,
          count: 0,
        })),
      };
      rows.set(second, row);
    }
    traces.forEach((trace, at) => {
      const cell = row.traces[at];
      const value = trace[i];
      if (cell === undefined || value === undefined) return;
      cell.count += 1;
      cell.mean += (value - cell.mean) / cell.count;
      cell.low = Math.min(cell.low, value);
      cell.high = Math.max(cell.high, value);
    });
  });
  return [...rows.values()].sort((a, b) => b.second - a.second);
}

function inUnit({ factor = 1 }: ChartSpec, values: Float64Array): Float64Array {
  return factor === 1 ? values : values.map((value) => factor * value);
}

interface Traces {
  times: Float64Array;
  traces: Float64Array[];
  missing: number;
}

/** The lines of a chart, or its dots where it has no line, inside [from, to], in the unit that is shown. */
export function tracesOf(spec: ChartSpec, signals: ShownSignals, from: number, to: number): Traces {
  const lines = spec.lineSource(signals);
  const inside = (times: Float64Array): [number, number] => [
    times.findIndex((time) => time >= from),
    times.findLastIndex((time) => time <= to) + 1,
  ];
  if (lines !== undefined && lines.buffer.length > 0) {
    const view = lines.buffer.slice(from, to);
    const [first, last] = inside(view.times);
    const cut = (column: Float64Array | undefined): Float64Array =>
      first < 0 || column === undefined ? new Float64Array(0) : column.subarray(first, Math.max(first, last));
    const times = cut(view.times);
    const shown = { times, columns: view.columns.map(cut) };
    const missing = gapsOf(lines, shown).reduce((sum, gap) => sum + gap.missing, 0);
    const traces = lines.columns.map((column) => inUnit(spec, cut(view.columns[column])));
    return { times, traces, missing };
  }
  const dots = spec.dotSource?.(signals);
  if (dots === undefined) return { times: new Float64Array(0), traces: [], missing: 0 };
  const view = dots.buffer.slice(from, to);
  const [first, last] = inside(view.times);
  if (first < 0) return { times: new Float64Array(0), traces: [], missing: 0 };
  const values = (view.columns[dots.column] ?? new Float64Array(0)).map((stored) => dots.value(stored));
  return { times: view.times.subarray(first, last), traces: [values.subarray(first, last)], missing: 0 };
}
