export interface BackoffLimits {
  /** Milliseconds. */
  first: number;
  most: number;
}

/** Delays that double up to a limit; half of each is random, so that many callers do not come at once. */
export class Backoff {
  readonly #limits: BackoffLimits;
  readonly #random: () => number;
  #attempts = 0;

  constructor(limits: BackoffLimits, random: () => number = Math.random) {
    this.#limits = limits;
    this.#random = random;
  }

  /** Milliseconds to wait after one more failed attempt. */
  next(): number {
    const full = Math.min(this.#limits.most, this.#limits.first * 2 ** this.#attempts);
    if (full < this.#limits.most) this.#attempts++;
    return Math.round(full * (0.5 + 0.5 * this.#random()));
  }

  reset(): void {
    this.#attempts = 0;
  }
}
