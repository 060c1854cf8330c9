/**
 * Lets work that may wait run in slices of time, so that what may not wait, such as acknowledgements, comes in between.
 *
 * Order: first in, first out; what is already waiting is not added again. While nothing waits and the slice of this turn
 * of the event loop is not used up, work runs at once. Unbounded by itself: callers bound what they hand in.
 */
export interface TurnsOptions {
  /** Work of one turn of the event loop, ms; the last piece may take longer. */
  sliceMs: number;
  /** ms of a clock that is never set, such as performance.now */
  now: () => number;
  /** Calls back in the next turn, after what has come in meanwhile. */
  nextTurn: (callback: () => void) => void;
}

export class Turns {
  readonly #options: TurnsOptions;
  readonly #waiting = new Set<() => void>();
  #usedMs = 0;
  #isAsked = false;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Must not throw. */
  run(work: () => void): void {
    if (this.#waiting.size === 0 && this.#usedMs < this.#options.sliceMs) this.#timed(work);
    else this.#waiting.add(work);
    this.#ask();
  }

  cancel(work: () => void): void {
    this.#waiting.delete(work);
  }

  #turn(): void {
    this.#isAsked = false;
    this.#usedMs = 0;
    for (const work of this.#waiting) {
      if (this.#usedMs >= this.#options.sliceMs) break;
      this.#waiting.delete(work);
      this.#timed(work);
    }
    if (this.#waiting.size > 0) this.#ask();
  }

  #timed(work: () => void): void {
    const began = this.#options.now();
    work();
    this.#usedMs += this.#options.now() - began;
  }

  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#options.nextTurn(() => this.#turn());
  }
}
