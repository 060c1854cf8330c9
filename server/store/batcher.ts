/**
 * Gathers what many callers write at once, so that they share one COMMIT.
 *
 * Order: batches begin in the order in which their entries were added, and at most `parallel` of them are under way.
 * They begin at least `delayMs` apart unless they are full: a lone entry is written at once, a crowd shares its COMMITs.
 * The queue is bounded in entries and bytes, those being written included; beyond the bound `add` rejects with
 * ProtocolError `busy`.
 */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";

export interface BatchEntry<Item, Outcome> {
  readonly item: Item;
  resolve(outcome: Outcome): void;
}

export interface BatcherOptions<Item, Outcome> {
  /**
   * Resolves every entry. Those that are left when it throws are rejected with its error.
   * @param before settled when the batch before this one is over; never rejected
   */
  write(batch: readonly BatchEntry<Item, Outcome>[], before: Promise<void>): Promise<void>;
  clock: Clock;
  /** Batches that may be written at the same time. Default: 1. */
  parallel?: number;
  /** 0: each batch takes what has come while the one before it was written. */
  delayMs: number;
  maxBatchEntries: number;
  maxBatchBytes: number;
  maxQueueEntries: number;
  maxQueueBytes: number;
}

interface Pending<Item, Outcome> extends BatchEntry<Item, Outcome> {
  readonly bytes: number;
  reject(error: unknown): void;
}

const RETRY_AFTER_MS = 500;

export class Batcher<Item, Outcome> {
  readonly #options: BatcherOptions<Item, Outcome>;
  readonly #queue: Pending<Item, Outcome>[] = [];
  readonly #flushes: { upTo: number; resolve: () => void }[] = [];
  #entries = 0;
  #bytes = 0;
  #added = 0;
  #settled = 0;
  #due = false;
  #writing = 0;
  #lastBatch = Promise.resolve();
  #closed = false;
  #cancelTimer: (() => void) | undefined;
  #lastBegan = Number.NEGATIVE_INFINITY;

  constructor(options: BatcherOptions<Item, Outcome>) {
    this.#options = options;
  }

  /** Entries that wait or are being written. */
  get size(): number {
    return this.#entries;
  }

  /** @throws ProtocolError `busy`, `store_unavailable` after close, or what `write` threw */
  add(item: Item, bytes: number): Promise<Outcome> {
    const { maxQueueEntries, maxQueueBytes } = this.#options;
    if (this.#closed) {
      return Promise.reject(new ProtocolError("store_unavailable", "The store is closed."));
    }
    if (this.#entries >= maxQueueEntries || this.#bytes + bytes > maxQueueBytes) {
      return Promise.reject(
        new ProtocolError("busy", `${this.#entries} writes wait for the database already.`, {
          retryAfterMs: RETRY_AFTER_MS,
        }),
      );
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, bytes, resolve, reject });
      this.#entries++;
      this.#bytes += bytes;
      this.#added++;
      this.#schedule();
    });
  }

  /** Resolves when everything added before has been written or has failed. Never rejects. */
  flush(): Promise<void> {
    if (this.#settled === this.#added) return Promise.resolve();
    return new Promise((resolve) => {
      this.#flushes.push({ upTo: this.#added, resolve });
      this.#becomeDue();
    });
  }

  /** Takes nothing more and writes what waits. */
  close(): Promise<void> {
    this.#closed = true;
    return this.flush();
  }

  #schedule(): void {
    if (this.#queue.length >= this.#options.maxBatchEntries) {
      this.#becomeDue();
    } else if (this.#cancelTimer === undefined && !this.#due) {
      this.#cancelTimer = this.#timer(() => this.#becomeDue());
    }
  }

  /** With all others of the same turn of the event loop at the earliest. */
  #timer(callback: () => void): () => void {
    const { clock, delayMs } = this.#options;
    const wait = this.#lastBegan + delayMs - clock.now();
    if (wait > 0) return clock.setTimer(Math.min(wait, delayMs), callback);
    const immediate = setImmediate(callback);
    return () => clearImmediate(immediate);
  }

  #becomeDue(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#due = true;
    this.#writeDue();
  }

  #writeDue(): void {
    const { clock, parallel = 1 } = this.#options;
    while (this.#due && this.#writing < parallel) {
      const batch = this.#take();
      this.#due = this.#queue.length > 0;
      if (batch.length === 0) continue;
      this.#lastBegan = clock.now();
      this.#writing++;
      this.#lastBatch = this.#write(batch, this.#lastBatch);
    }
  }

  async #write(batch: readonly Pending<Item, Outcome>[], before: Promise<void>): Promise<void> {
    try {
      await this.#options.write(batch, before);
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    }
    await before;
    this.#writing--;
    this.#settle(batch);
    this.#writeDue();
  }

  #take(): Pending<Item, Outcome>[] {
    const { maxBatchEntries, maxBatchBytes } = this.#options;
    let count = 0;
    let bytes = 0;
    for (const entry of this.#queue) {
      if (count === maxBatchEntries || (count > 0 && bytes + entry.bytes > maxBatchBytes)) break;
      count++;
      bytes += entry.bytes;
    }
    return this.#queue.splice(0, count);
  }

  #settle(batch: readonly Pending<Item, Outcome>[]): void {
    this.#settled += batch.length;
    this.#entries -= batch.length;
    for (const entry of batch) this.#bytes -= entry.bytes;
    while (this.#flushes[0] !== undefined && this.#flushes[0].upTo <= this.#settled) {
      this.#flushes.shift()?.resolve();
    }
  }
}
