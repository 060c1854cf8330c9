/**
 * Makes the vectors that are missing, a few texts at a time, behind everything that is urgent. What is to be done is in
 * the rows: a crash loses at most one small batch of work, and nothing has to be told. A model that does not answer is
 * asked again later, at longer and longer distances.
 */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Log } from "@trajectory/ingest/ports.ts";
import type { Embedder, MemoryRows } from "../ports.ts";
import { BATCH, makeVectors } from "./make-vectors.ts";

export interface KeeperOptions {
  rows: Pick<MemoryRows, "waiting" | "setVectors" | "refuse">;
  embedder: Embedder;
  clock: Clock;
  log: Log;
}

/** Other nodes store things too. */
const LOOK_MS = 30_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

export class EmbeddingKeeper {
  readonly #options: KeeperOptions;
  readonly #abort = new AbortController();
  #turn: Promise<void> | undefined;
  #isDue = false;
  #retryMs = FIRST_RETRY_MS;
  #cancelTimer: (() => void) | undefined;
  #made = 0;
  #problem: string | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** There may be something to do. */
  wake(): void {
    this.#isDue = true;
    // A model that failed just now is left alone.
    if (this.#turn !== undefined || this.#problem !== undefined || this.#abort.signal.aborted) return;
    this.#turn = this.#work();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#turn !== undefined) await this.#turn;
  }

  get status(): { made: number; problem: string | undefined } {
    return { made: this.#made, problem: this.#problem };
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#cancelTimer?.();
    await this.#turn;
  }

  async #work(): Promise<void> {
    const { rows, embedder, log } = this.#options;
    let again = LOOK_MS;
    try {
      while (this.#isDue && !this.#abort.signal.aborted) {
        this.#isDue = false;
        for (;;) {
          const texts = await rows.waiting(BATCH);
          if (texts.length === 0 || this.#abort.signal.aborted) break;
          this.#made += await makeVectors(rows, embedder, texts, this.#abort.signal);
        }
      }
      this.#retryMs = FIRST_RETRY_MS;
      this.#problem = undefined;
    } catch (err) {
      if (!this.#abort.signal.aborted) {
        if (this.#problem === undefined) log.warn({ err }, "Vectors could not be made; it is tried again");
        this.#problem = err instanceof Error ? err.message : String(err);
      }
      again = this.#retryMs;
      this.#retryMs = Math.min(LAST_RETRY_MS, 2 * this.#retryMs);
    }
    this.#turn = undefined;
    if (this.#abort.signal.aborted) return;
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.clock.setTimer(again, () => {
      this.#isDue = true;
      this.#turn ??= this.#work();
    });
  }
}
