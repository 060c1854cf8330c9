/** Where a trace has to break: a gap is never drawn as a line. */
import type { LineSource } from "./chart-spec.ts";
import type { SeriesView } from "./series-buffer.ts";

export interface Gap {
  /** Times of the last point before and the first one after, s. */
  from: number;
  to: number;
  /** Index of the first point after the gap. */
  at: number;
  missing: number;
  /** True when sequence numbers tell the count; otherwise it follows from the period. */
  counted: boolean;
  /** Something was measured in it: it is shaded, and the line goes on. */
  partial?: boolean;
}

const MAX_PERIODS = 1.5;

/** Those of a source in what is shown of it. */
export function gapsOf(
  { gaps, period, seqColumn, qualityColumn }: LineSource,
  { times, columns }: SeriesView,
): readonly Gap[] {
  if (gaps === undefined && qualityColumn !== undefined) {
    // Of a feature the seconds without a value count.
    return findGaps(times, period).map((gap) => ({ ...gap, missing: Math.round(gap.missing * period) }));
  }
  if (gaps === undefined) {
    return findGaps(times, period, seqColumn === undefined ? undefined : columns[seqColumn]);
  }
  const [from = 0, to = 0] = [times[0], times.at(-1)];
  return gaps.filter((gap) => gap.to > from && gap.from < to);
}

/**
 * @param period Expected distance of two points, s
 * @param seqs Sequence number of each point, where points have one
 */
export function findGaps(times: Float64Array, period: number, seqs?: Float64Array): Gap[] {
  const gaps: Gap[] = [];
  const longest = period * MAX_PERIODS;
  for (let at = 1; at < times.length; at++) {
    const from = times[at - 1] ?? 0;
    const to = times[at] ?? 0;
    const jump = seqs === undefined ? 1 : (seqs[at] ?? 0) - (seqs[at - 1] ?? 0);
    if (jump > 1) gaps.push({ from, to, at, missing: jump - 1, counted: true });
    else if (to - from > longest) {
      gaps.push({ from, to, at, missing: Math.max(1, Math.round((to - from) / period) - 1), counted: false });
    }
  }
  return gaps;
}
