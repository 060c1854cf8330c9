/** Which sequence numbers have been seen, as sorted half-open ranges. Nothing is counted twice at the seam of history and live. */

interface SeqRange {
  from: number;
  to: number;
}

/** More holes than this are forgotten from the old end: what lies before them then counts as seen. */
const MAX_RANGES = 256;

export class SeqRanges {
  #ranges: SeqRange[] = [];

  /** Marks [from, to) as seen and returns the parts of it that were new, in order. */
  add(from: number, to: number): SeqRange[] {
    const fresh: SeqRange[] = [];
    const kept: SeqRange[] = [];
    const merged = { from, to };
    let cursor = from;
    for (const range of this.#ranges) {
      if (range.to < from || range.from > to) {
        kept.push(range);
        continue;
      }
      if (range.from > cursor) fresh.push({ from: cursor, to: range.from });
      cursor = Math.max(cursor, range.to);
      merged.from = Math.min(merged.from, range.from);
      merged.to = Math.max(merged.to, range.to);
    }
    if (cursor < to) fresh.push({ from: cursor, to });
    kept.push(merged);
    kept.sort((a, b) => a.from - b.from);
    this.#ranges = boundRanges(kept);
    return fresh;
  }

  /** Numbers between the first and the last seen that are missing. */
  get missing(): number {
    let missing = 0;
    for (let i = 1; i < this.#ranges.length; i++) {
      missing += (this.#ranges[i]?.from ?? 0) - (this.#ranges[i - 1]?.to ?? 0);
    }
    return missing;
  }

  get seen(): number {
    return this.#ranges.reduce((sum, range) => sum + range.to - range.from, 0);
  }
}

function boundRanges(ranges: SeqRange[]): SeqRange[] {
  const [first, second, ...rest] = ranges;
  if (ranges.length <= MAX_RANGES || first === undefined || second === undefined) return ranges;
  return [{ from: first.from, to: second.to }, ...rest];
}
