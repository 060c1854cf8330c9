/** What a live chart draws: lines that share their times, and dots that have their own. */
import type { Gap } from "./gaps.ts";
import type { Series } from "./series-buffer.ts";
import type { ShownSignals } from "./shown-signals.ts";
import type { YRangeOptions } from "./y-range.ts";

export interface TraceStyle {
  label: string;
  /** CSS custom property, such as --trace-1. */
  colour: string;
}

export interface LineSource {
  buffer: Series;
  /** One column of the buffer per trace. */
  columns: readonly number[];
  /** Expected distance of two points, s. */
  period: number;
  /** Column of the sequence numbers, which tell exactly what is missing. */
  seqColumn?: number;
  /** Where they are known beforehand, instead of those that times and numbers tell. */
  gaps?: readonly Gap[];
  /** Column of the quality, 0 to 1. Where it is low the line is faint. */
  qualityColumn?: number;
}

export interface DotSource {
  buffer: Series;
  column: number;
  /** From the stored value to the drawn one. */
  value(stored: number): number;
}

/** Quality below which a line is faint. */
export const FAINT_BELOW = 0.5;

export interface ChartSpec {
  /** Stable name; keeps the chart apart from others. */
  id: string;
  lines: readonly TraceStyle[];
  /** The lines have a quality: what is missing are seconds without a value, not samples. */
  graded?: boolean;
  dots?: TraceStyle;
  y: YRangeOptions;
  /** Digits of a value in words. */
  digits: number;
  /** What values are multiplied with to be in the unit that is shown; 1 where it is not given. */
  factor?: number;
  lineSource(signals: ShownSignals): LineSource | undefined;
  dotSource?(signals: ShownSignals): DotSource | undefined;
}
