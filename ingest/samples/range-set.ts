/** A set of whole numbers as sorted, disjoint, half-open ranges that do not touch. */
export interface Span {
  first: number;
  /** One behind the last. */
  end: number;
}

export class RangeSet {
  private readonly ranges: Span[] = [];

  get spans(): readonly Span[] {
    return this.ranges;
  }

  /** How many numbers. */
  get size(): number {
    return this.ranges.reduce((sum, { first, end }) => sum + end - first, 0);
  }

  /** One behind the largest number; 0 for the empty set. */
  get end(): number {
    return this.ranges.at(-1)?.end ?? 0;
  }

  add(first: number, end: number): void {
    if (first >= end) return;
    const last = this.ranges.at(-1);
    // The usual case: the next numbers.
    if (last !== undefined && first === last.end) {
      last.end = end;
      return;
    }
    const from = this.placeOf(first);
    let to = from;
    let low = first;
    let high = end;
    for (; to < this.ranges.length; to++) {
      const range = this.ranges[to];
      if (range === undefined || range.first > high) break;
      low = Math.min(low, range.first);
      high = Math.max(high, range.end);
    }
    this.ranges.splice(from, to - from, { first: low, end: high });
  }

  remove(first: number, end: number): void {
    if (first >= end) return;
    const kept = this.ranges.flatMap((range) => {
      if (range.end <= first || range.first >= end) return [range];
      return [
        { first: range.first, end: first },
        { first: end, end: range.end },
      ].filter((part) => part.first < part.end);
    });
    this.ranges.splice(0, this.ranges.length, ...kept);
  }

  /** What of [first, end) is not in the set. */
  missing(first: number, end: number): Span[] {
    const missing: Span[] = [];
    let at = first;
    for (let i = this.placeOf(first); i < this.ranges.length && at < end; i++) {
      const range = this.ranges[i];
      if (range === undefined || range.first >= end) break;
      if (range.first > at) missing.push({ first: at, end: range.first });
      at = Math.max(at, range.end);
    }
    if (at < end) missing.push({ first: at, end });
    return missing;
  }

  /** The first range that ends at or behind a number. */
  private placeOf(number: number): number {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ranges[middle]?.end ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
