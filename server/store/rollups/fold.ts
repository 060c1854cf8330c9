/** Folds the blocks of one stream, in order of sequence and time, into buckets of all levels. */
import { lastStampOf } from "@trajectory/ingest/samples/block.ts";
import type { SampleBlock } from "@trajectory/protocols/messages.ts";
import {
  type Bucket,
  LEVEL_US,
  PackedBuckets,
  addBucket,
  addSamples,
  copyBucket,
  emptyBucket,
  resetBucket,
  startOf,
} from "./bucket.ts";

const MOST_HELD = 16;

export interface StreamShape {
  channels: number;
  /** Below 1 Hz nothing can be said of how much of a second was covered. */
  nominalHz: number;
}

export type FoldedRows = Record<"second" | "minute" | "hour", Bucket[]>;

/** Where the stored rows of a stream stand, so that folding can go on. */
export interface FoldTail {
  nextSeq: number;
  lastUs: number;
  second: Bucket;
  /** Of the closed seconds of the second's minute, and of the closed minutes of its hour; perhaps of none. */
  minute: Bucket;
  hour: Bucket;
}

export class Fold {
  private readonly shape: StreamShape;
  private closed: PackedBuckets | undefined;
  private rows: Pick<FoldedRows, "minute" | "hour"> = { minute: [], hour: [] };
  private second: Bucket | undefined;
  private minute: Bucket | undefined;
  private hour: Bucket | undefined;
  /** Ahead of `nextSeq`, in order. */
  private readonly held: SampleBlock[] = [];
  private unwrittenUs: number | undefined;
  private latestUs = Number.NEGATIVE_INFINITY;
  private nextSeq = 0;
  private lastUs = Number.NEGATIVE_INFINITY;

  constructor(shape: StreamShape, tail?: FoldTail) {
    this.shape = shape;
    if (tail === undefined) return;
    this.nextSeq = tail.nextSeq;
    this.lastUs = tail.lastUs;
    this.second = tail.second;
    this.minute = tail.minute;
    this.hour = tail.hour;
  }

  /**
   * Takes a block that follows everything before it; one that is ahead waits for those between, whose COMMIT may be a
   * little later. False: the buckets are to be folded from the store.
   */
  offer(block: SampleBlock): boolean {
    if (!this.takes(block)) return false;
    this.unwrittenUs = Math.min(this.unwrittenUs ?? block.t0Us, block.t0Us);
    this.latestUs = Math.max(this.latestUs, lastStampOf(block));
    if (block.firstSeq > this.nextSeq) {
      this.held.push(block);
      this.held.sort((a, b) => a.firstSeq - b.firstSeq);
      if (this.held.length <= MOST_HELD) return true;
      // What is missing does not come any more.
      this.addHeld();
    } else this.add(block);
    while (this.held[0]?.firstSeq === this.nextSeq && this.takes(this.held[0])) this.addHeld();
    return true;
  }

  /** Waits no longer for what is missing. False: the buckets are to be folded from the store. */
  settle(): boolean {
    while (this.held[0] !== undefined) {
      if (!this.takes(this.held[0])) return false;
      this.addHeld();
    }
    return true;
  }

  /** Stamps of the samples since the last `takeRows`. */
  get unwritten(): { fromUs: number; toUs: number } | undefined {
    const { unwrittenUs: fromUs } = this;
    return fromUs === undefined ? undefined : { fromUs, toUs: this.latestUs };
  }

  /** Closed seconds that wait to be written. */
  get waiting(): number {
    return this.closed?.length ?? 0;
  }

  private takes(block: SampleBlock): boolean {
    return block.firstSeq >= this.nextSeq && block.t0Us >= this.lastUs;
  }

  private addHeld(): void {
    const block = this.held.shift();
    if (block !== undefined) this.add(block);
  }

  private add(block: SampleBlock): void {
    const { dtUs, samples, firstSeq } = block;
    const total = dtUs.length;
    let next = block.t0Us + (dtUs[0] ?? 0);
    for (let first = 0; first < total;) {
      if (this.second === undefined || next >= this.second.tUs + LEVEL_US.second) {
        this.closeSecond();
        const tUs = startOf("second", next);
        if (this.second === undefined) this.second = this.newBucket(tUs);
        else resetBucket(this.second, tUs);
      }
      const endUs = this.second.tUs + LEVEL_US.second;
      const firstUs = next;
      let lastUs = next;
      let end = first;
      while (end < total && next < endUs) {
        lastUs = next;
        end++;
        next += dtUs[end] ?? 0;
      }
      const run = { first, count: end - first, firstSeq: firstSeq + first, firstUs, lastUs };
      addSamples(this.second, run, samples);
      first = end;
      this.lastUs = lastUs;
    }
    this.nextSeq = firstSeq + total;
  }

  /** Everything that has changed since the last call, what is open included; to be settled before. */
  takeRows(): FoldedRows {
    const { second } = this;
    const rows = { second: this.closed?.unpack() ?? [], ...this.rows };
    this.unwrittenUs = undefined;
    this.closed = undefined;
    this.rows = { minute: [], hour: [] };
    if (second === undefined) return rows;
    this.cover(second);
    const minuteUs = startOf("minute", second.tUs);
    const hourUs = startOf("hour", second.tUs);
    if (this.minute !== undefined && this.minute.tUs !== minuteUs) this.closeMinute(rows);
    if (this.hour !== undefined && this.hour.tUs !== hourUs) this.closeHour(rows);
    this.minute ??= this.newBucket(minuteUs);
    this.hour ??= this.newBucket(hourUs);
    const minute = withPart(this.minute, second);
    const hour = withPart(this.hour, minute);
    rows.second.push(copyBucket(second));
    rows.minute.push(minute);
    rows.hour.push(hour);
    second.replaces = second.count;
    this.minute.replaces = minute.count;
    this.hour.replaces = hour.count;
    return rows;
  }

  private closeSecond(): void {
    const { second } = this;
    if (second === undefined) return;
    this.cover(second);
    this.closed ??= new PackedBuckets(this.shape.channels);
    this.closed.push(second);
    const tUs = startOf("minute", second.tUs);
    if (this.minute !== undefined && this.minute.tUs !== tUs) this.closeMinute(this.rows);
    this.minute ??= this.newBucket(tUs);
    addBucket(this.minute, second);
  }

  private closeMinute(rows: Pick<FoldedRows, "minute" | "hour">): void {
    const { minute } = this;
    if (minute === undefined) return;
    rows.minute.push(minute);
    const tUs = startOf("hour", minute.tUs);
    if (this.hour !== undefined && this.hour.tUs !== tUs) this.closeHour(rows);
    this.hour ??= this.newBucket(tUs);
    addBucket(this.hour, minute);
    this.minute = undefined;
  }

  private closeHour(rows: Pick<FoldedRows, "hour">): void {
    if (this.hour !== undefined) rows.hour.push(this.hour);
    this.hour = undefined;
  }

  private newBucket(tUs: number): Bucket {
    return { ...emptyBucket(tUs, this.shape.channels), replaces: 0 };
  }

  private cover(second: Bucket): void {
    second.coveredS = coveredSeconds(second.count, this.shape.nominalHz);
  }
}

/** Of one second. */
export function coveredSeconds(count: number, nominalHz: number): number | null {
  return nominalHz >= 1 ? Math.min(1, count / nominalHz) : null;
}

function withPart(closed: Bucket, part: Bucket): Bucket {
  const whole = copyBucket(closed);
  addBucket(whole, part);
  return whole;
}
