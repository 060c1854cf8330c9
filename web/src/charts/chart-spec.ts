/** What a live chart draws: lines that share their times, and dots that have their own. */
import type { SessionSignals } from "../feed/session-signals.ts";
import type { SeriesBuffer } from "./series-buffer.ts";
import type { YRangeOptions } from "./y-range.ts";

export interface TraceStyle {
  label: string;
  /** CSS custom property, such as --trace-1. */
  colour: string;
}

export interface LineSource {
  buffer: SeriesBuffer;
  /** One column of the buffer per trace. */
  columns: readonly number[];
  /** Expected distance of two points, s. */
  period: number;
  seqColumn?: number;
}

export interface DotSource {
  buffer: SeriesBuffer;
  column: number;
  /** From the stored value to the drawn one. */
  value(stored: number): number;
}

export interface ChartSpec {
  /** Stable name; keeps the chart apart from others. */
  id: string;
  lines: readonly TraceStyle[];
  dots?: TraceStyle;
  y: YRangeOptions;
  /** Digits of a value in words. */
  digits: number;
  lineSource(signals: SessionSignals): LineSource | undefined;
  dotSource?(signals: SessionSignals): DotSource | undefined;
}
