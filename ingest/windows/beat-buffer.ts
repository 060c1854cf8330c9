/**
 * Beat times of RR intervals that arrive late and in bunches (BLE: 0–4 per packet, up to 4 s late; DESIGN D7).
 *
 * A beat cannot be later than the arrival of its interval, nor later than an earlier beat plus the intervals between.
 * Its time is the least of these bounds over the last intervals of its unbroken run: late packets do not move it, and
 * it depends on these neighbours only, so that it can be computed again from any position.
 */

/** Intervals that a beat time looks back on, itself included. */
const LOOK_BACK = 16;
/** More than 3 minutes at 200 beats a minute. Beyond it the oldest are let go. */
const MOST = 1024;
/** An interval above this says nothing about the time between two beats. */
const LONGEST_US = 3_000_000;
/** Radio and buffers delay an interval by at most this much more than the one before it; otherwise beats are missing. */
const LATEST_US = 6_000_000;

/** No beat looks further back, nor comes earlier before its arrival, than this. */
export const BEAT_CONTEXT_US = LOOK_BACK * (LONGEST_US + LATEST_US);

export interface TimeSpan {
  fromUs: number;
  toUs: number;
}

export class BeatBuffer {
  private readonly seqs: number[] = [];
  private readonly arrivals: number[] = [];
  private readonly intervals: number[] = [];
  private readonly beats: number[] = [];

  get length(): number {
    return this.seqs.length;
  }

  /** Time of a beat, microseconds. Index by sequence, from the oldest. */
  beatAt(index: number): number {
    return this.beats[index] ?? 0;
  }

  /** ms */
  intervalAt(index: number): number {
    return this.intervals[index] ?? 0;
  }

  /** True where the interval before it in the heart is the one before it here. */
  followsAt(index: number): boolean {
    if (index === 0 || this.seqs[index - 1] !== (this.seqs[index] ?? 0) - 1) return false;
    const apart = (this.arrivals[index] ?? 0) - (this.arrivals[index - 1] ?? 0);
    return apart >= 0 && apart <= this.intervalUs(index) + LATEST_US;
  }

  /**
   * Takes consecutive intervals that are not held yet.
   * @returns the times, old and new, of all beats that are new or have moved
   */
  insert(firstSeq: number, arrivalsUs: readonly number[], rr: readonly number[]): TimeSpan {
    const at = this.placeOf(firstSeq);
    this.seqs.splice(at, 0, ...rr.map((_, i) => firstSeq + i));
    this.arrivals.splice(at, 0, ...arrivalsUs);
    this.intervals.splice(at, 0, ...rr.map(Math.fround));
    this.beats.splice(at, 0, ...rr.map(() => Number.NaN));
    const span = { fromUs: Number.POSITIVE_INFINITY, toUs: Number.NEGATIVE_INFINITY };
    const until = Math.min(this.length, at + rr.length + LOOK_BACK);
    // The bunch before it may go on in the new intervals.
    for (let i = Math.max(0, at - LOOK_BACK); i < until; i++) {
      const before = this.beatAt(i);
      const after = this.computeBeat(i);
      this.beats[i] = after;
      if (before !== after) {
        widen(span, after);
        if (!Number.isNaN(before)) widen(span, before);
      }
    }
    if (this.length > MOST) this.drop(this.length - MOST);
    return span;
  }

  /** Forgets the beats before a time, except those that later beats look back on. */
  trim(beforeUs: number): void {
    let count = 0;
    while (count < this.length && this.beatAt(count) < beforeUs) count++;
    // Twice the look-back: a bunch at its edge must stay whole.
    this.drop(count - 2 * LOOK_BACK);
  }

  private computeBeat(index: number): number {
    let sum = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let i = index; i >= 0 && i > index - LOOK_BACK; i--) {
      least = Math.min(least, this.boundAt(i) + sum);
      if (!this.followsAt(i)) break;
      sum += this.intervalUs(i);
    }
    return Math.round(least);
  }

  /** Latest time of a beat by the arrival of its bunch: the last beat of the bunch cannot be later than it. */
  private boundAt(index: number): number {
    const arrival = this.arrivals[index] ?? 0;
    let bound = arrival;
    for (let i = index + 1; i < index + LOOK_BACK; i++) {
      if (this.arrivals[i] !== arrival || !this.followsAt(i)) break;
      bound -= this.intervalUs(i);
    }
    return bound;
  }

  private intervalUs(index: number): number {
    const us = this.intervalAt(index) * 1000;
    return us > 0 ? Math.min(us, LONGEST_US) : 0;
  }

  private placeOf(seq: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.seqs[middle] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private drop(count: number): void {
    if (count <= 0) return;
    for (const list of [this.seqs, this.arrivals, this.intervals, this.beats]) list.splice(0, count);
  }
}

function widen(span: TimeSpan, us: number): void {
  if (us < span.fromUs) span.fromUs = us;
  if (us > span.toUs) span.toUs = us;
}
