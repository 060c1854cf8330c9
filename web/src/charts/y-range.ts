/** The vertical range of a live chart: grows at once, shrinks slowly, never below a sensible span. */

export interface YRangeOptions {
  /** Always within the range. */
  floor?: number;
  ceiling?: number;
  /** Smallest span. */
  span: number;
}

/** Share of the distance to a smaller range that is given up per second. */
const SHRINK = 0.25;
const MARGIN = 0.08;

export class YRange {
  readonly #options: YRangeOptions;
  #range: [number, number] | undefined;

  constructor(options: YRangeOptions) {
    this.#options = options;
  }

  /** @param elapsed s since the last call */
  next(columns: readonly Float64Array[], elapsed: number): [number, number] {
    const found = extent(columns);
    if (found === undefined) return this.#range ?? this.#around([0, 0]);
    const wanted = this.#around(found);
    const current = this.#range;
    if (current === undefined) {
      this.#range = wanted;
      return wanted;
    }
    const give = Math.min(1, SHRINK * elapsed);
    this.#range = [
      wanted[0] < current[0] ? wanted[0] : current[0] + give * (wanted[0] - current[0]),
      wanted[1] > current[1] ? wanted[1] : current[1] + give * (wanted[1] - current[1]),
    ];
    return this.#range;
  }

  #around([least, greatest]: [number, number]): [number, number] {
    const { floor, ceiling, span } = this.#options;
    let [low, high] = [least, greatest];
    if (floor !== undefined) low = Math.min(low, floor);
    if (ceiling !== undefined) high = Math.max(high, ceiling);
    const lacking = Math.max(0, span - (high - low));
    const margin = MARGIN * Math.max(span, high - low) + lacking / 2;
    return [floor !== undefined && low >= floor ? floor : low - margin, high + margin];
  }
}

function extent(columns: readonly Float64Array[]): [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (const value of column) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : undefined;
}
