/** Points that do not change any more, in one piece of memory each. */
import { sliceOf, type Series, type SeriesView } from "../charts/series-buffer.ts";

/** Tells all of them apart, so that a chart sees that it got another one. */
let versions = 0;

export class FixedSeries implements Series {
  readonly version: number;
  readonly #view: SeriesView;

  constructor(view: SeriesView) {
    versions += 1;
    this.version = versions;
    this.#view = view;
  }

  get length(): number {
    return this.#view.times.length;
  }

  view(): SeriesView {
    return this.#view;
  }

  slice(from: number, to: number): SeriesView {
    return sliceOf(this.#view, from, to);
  }
}

/** One behind the other; points that are not later than the one before are left out: two pieces may overlap. */
export function joined(parts: readonly SeriesView[], columns: number): SeriesView {
  const total = parts.reduce((sum, { times }) => sum + times.length, 0);
  const times = new Float64Array(total);
  const values = Array.from({ length: columns }, () => new Float64Array(total));
  let count = 0;
  for (const part of parts) {
    const newest = count === 0 ? Number.NEGATIVE_INFINITY : (times[count - 1] ?? 0);
    const first = part.times.findIndex((time) => time > newest);
    if (first < 0) continue;
    times.set(part.times.subarray(first), count);
    values.forEach((column, i) => column.set(part.columns[i]?.subarray(first) ?? [], count));
    count += part.times.length - first;
  }
  return { times: times.subarray(0, count), columns: values.map((column) => column.subarray(0, count)) };
}
