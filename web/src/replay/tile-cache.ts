/**
 * Pieces of a session that are loaded when they are wanted: few at a time, the most important first. What is not
 * wanted any more is not waited for, and the pieces used longest ago are let go of beyond a number.
 */

export interface TileCacheOptions<Tile> {
  load(index: number, signal: AbortSignal): Promise<Tile>;
  /** Kept at most. */
  most: number;
  /** Asked for at once. */
  inFlight: number;
  /** Asked for a second, over time: who drags a cursor over hours must not ask for all that lies under it. */
  perSecond: number;
  /** A piece has come, or could not be had. */
  onChange(): void;
  /** ms */
  now(): number;
  /** Calls back once; the returned function cancels. */
  setTimer(ms: number, callback: () => void): () => void;
}

/** Asked for without waiting after a rest. */
const BURST = 8;

/** A piece that could not be had is asked for again after this, ms. */
const RETRY_MS = 3_000;

export class TileCache<Tile> {
  readonly #options: TileCacheOptions<Tile>;
  /** The one used last is the last. */
  readonly #tiles = new Map<number, Tile>();
  readonly #loading = new Map<number, AbortController>();
  readonly #failed = new Map<number, number>();
  #wanted: readonly number[] = [];
  #error: unknown;
  /** How many may be asked for now, and when that was so. */
  #budget = { left: BURST, at: Number.NEGATIVE_INFINITY };
  #cancelTimer: (() => void) | undefined;

  constructor(options: TileCacheOptions<Tile>) {
    this.#options = options;
  }

  get size(): number {
    return this.#tiles.size;
  }

  /** Why the newest one that failed could not be had; undefined since something came. */
  get error(): unknown {
    return this.#error;
  }

  get(index: number): Tile | undefined {
    const tile = this.#tiles.get(index);
    if (tile === undefined) return undefined;
    this.#tiles.delete(index);
    this.#tiles.set(index, tile);
    return tile;
  }

  /** In order of importance. Replaces what was wanted before. */
  want(indexes: readonly number[]): void {
    this.#wanted = indexes;
    for (const [index, controller] of this.#loading) {
      if (!indexes.includes(index)) controller.abort();
    }
    this.#loadNext();
  }

  /** Waits for nothing any more. */
  close(): void {
    this.want([]);
    this.#cancelTimer?.();
    this.#tiles.clear();
  }

  #loadNext(): void {
    const { inFlight } = this.#options;
    const now = this.#options.now();
    for (const index of this.#wanted) {
      if (this.#loading.size >= inFlight) return;
      const failedAt = this.#failed.get(index) ?? Number.NEGATIVE_INFINITY;
      if (this.#tiles.has(index) || this.#loading.has(index) || now - failedAt < RETRY_MS) continue;
      if (!this.#spend()) return;
      void this.#load(index);
    }
  }

  /** False when too much was asked for lately; it goes on by itself then. */
  #spend(): boolean {
    const { perSecond } = this.#options;
    const now = this.#options.now();
    const { left, at } = this.#budget;
    const budget = Math.min(BURST, left + ((now - at) * perSecond) / 1_000);
    this.#budget = { left: budget < 1 ? budget : budget - 1, at: now };
    if (budget >= 1) return true;
    this.#cancelTimer ??= this.#options.setTimer(((1 - budget) * 1_000) / perSecond, () => {
      this.#cancelTimer = undefined;
      this.#loadNext();
    });
    return false;
  }

  async #load(index: number): Promise<void> {
    const { most } = this.#options;
    const controller = new AbortController();
    const { signal } = controller;
    this.#loading.set(index, controller);
    try {
      const tile = await this.#options.load(index, signal);
      if (signal.aborted) return;
      this.#tiles.set(index, tile);
      this.#failed.delete(index);
      this.#error = undefined;
      for (const oldest of this.#tiles.keys()) {
        if (this.#tiles.size <= most) break;
        this.#tiles.delete(oldest);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#failed.set(index, this.#options.now());
      this.#error = error;
    } finally {
      this.#loading.delete(index);
      this.#loadNext();
    }
    this.#options.onChange();
  }
}
