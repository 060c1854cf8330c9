/**
 * The newest points of a few traces that share their times. A view is a window into typed arrays, without copying:
 * the arrays hold twice the capacity, and when they are full the newest half moves to the front.
 */

/** Views into a buffer, valid until the next append. All have the same length; `times` rises strictly. */
export interface SeriesView {
  /** Seconds since the Unix epoch. */
  times: Float64Array;
  columns: Float64Array[];
}

/** Points in time that a chart reads. */
export interface Series {
  /** Rises with every change: a chart draws again only when it has moved. */
  readonly version: number;
  readonly length: number;
  view(): SeriesView;
  /** The points in [from, to] and one more on each side, so that lines reach the edge of a chart. */
  slice(from: number, to: number): SeriesView;
}

export class SeriesBuffer implements Series {
  readonly capacity: number;
  version = 0;
  #times: Float64Array;
  #columns: Float64Array[];
  #start = 0;
  #end = 0;

  constructor(columns: number, capacity: number) {
    this.capacity = capacity;
    this.#times = new Float64Array(2 * capacity);
    this.#columns = Array.from({ length: columns }, () => new Float64Array(2 * capacity));
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** Undefined while empty. */
  get newest(): number | undefined {
    return this.length === 0 ? undefined : this.#times[this.#end - 1];
  }

  /**
   * Adds one point, or replaces the one at the same time. Late points are put where they belong; those older than
   * everything in a full buffer are left out.
   */
  put(time: number, values: ArrayLike<number>): void {
    this.version += 1;
    const newest = this.newest;
    if (newest === undefined || time > newest) {
      this.#makeRoom();
      this.#write(this.#end, time, values);
      this.#end += 1;
      if (this.length > this.capacity) this.#start += 1;
      return;
    }
    const at = this.#start + lowerBound(this.view().times, time);
    if (this.#times[at] === time) this.#write(at, time, values);
    else this.#insert(at, time, values);
  }

  remove(time: number): void {
    const at = this.#start + lowerBound(this.view().times, time);
    if (at >= this.#end || this.#times[at] !== time) return;
    this.version += 1;
    for (const array of [this.#times, ...this.#columns]) array.copyWithin(at, at + 1, this.#end);
    this.#end -= 1;
  }

  view(): SeriesView {
    return {
      times: this.#times.subarray(this.#start, this.#end),
      columns: this.#columns.map((column) => column.subarray(this.#start, this.#end)),
    };
  }

  slice(from: number, to: number): SeriesView {
    return sliceOf(this.view(), from, to);
  }

  #insert(at: number, time: number, values: ArrayLike<number>): void {
    if (at === this.#start && this.length >= this.capacity) return;
    this.#makeRoom();
    const moved = this.#start + lowerBound(this.view().times, time);
    for (const array of [this.#times, ...this.#columns]) array.copyWithin(moved + 1, moved, this.#end);
    this.#write(moved, time, values);
    this.#end += 1;
    if (this.length > this.capacity) this.#start += 1;
  }

  #write(at: number, time: number, values: ArrayLike<number>): void {
    this.#times[at] = time;
    this.#columns.forEach((column, i) => {
      column[at] = values[i] ?? Number.NaN;
    });
  }

  #makeRoom(): void {
    if (this.#end < this.#times.length) return;
    for (const array of [this.#times, ...this.#columns]) array.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }
}

export function sliceOf({ times, columns }: SeriesView, from: number, to: number): SeriesView {
  const first = Math.max(0, lowerBound(times, from) - 1);
  const last = Math.min(times.length, lowerBound(times, to) + 2);
  return {
    times: times.subarray(first, last),
    columns: columns.map((column) => column.subarray(first, last)),
  };
}

/** Index of the first time that is not before `time`; the length when there is none. */
export function lowerBound(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
