/** Stops asking a server that keeps failing: after some failures in a row it is left alone, then tried by one call. */
export class CircuitBreaker {
  readonly #now: () => number;
  #failures = 0;
  #openUntil = 0;
  #trying = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** False while the server is left alone. True claims the one trial when its time has come: report how it went. */
  mayCall(): boolean {
    if (this.#failures < FAILURES) return true;
    if (this.#trying || this.#now() < this.#openUntil) return false;
    this.#trying = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#trying = false;
  }

  failed(): void {
    this.#failures++;
    this.#trying = false;
    const pauses = Math.max(0, this.#failures - FAILURES);
    this.#openUntil = this.#now() + Math.min(LONGEST_MS, PAUSE_MS * 2 ** pauses);
  }

  /** The call was given up by its caller and says nothing of the server. */
  gaveUp(): void {
    this.#trying = false;
  }
}

const FAILURES = 4;
const PAUSE_MS = 30_000;
const LONGEST_MS = 300_000;
