/**
 * Publishes what users' states have become, at most once per `everyMs` for each user and always once after the last
 * change. One timer serves all users.
 */
import type { Clock } from "./ports.ts";

export class StatePublisher {
  readonly #clock: Clock;
  readonly #everyMs: number;
  readonly #publish: (userId: string) => void;
  /** When each user's state was last published; only of users within `everyMs`. Oldest first. */
  readonly #published = new Map<string, number>();
  /** Changed again since. */
  readonly #changed = new Set<string>();
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, everyMs: number, publish: (userId: string) => void) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#publish = publish;
  }

  changed(userId: string): void {
    if (this.#published.has(userId)) this.#changed.add(userId);
    else this.#publishNow(userId);
  }

  /** Publishes what is due of this user now: its state is about to leave memory. */
  flush(userId: string): void {
    if (this.#changed.delete(userId)) this.#publish(userId);
  }

  forget(userId: string): void {
    this.#changed.delete(userId);
    this.#published.delete(userId);
  }

  close(): void {
    this.#cancelTimer?.();
    this.#published.clear();
    this.#changed.clear();
  }

  #publishNow(userId: string): void {
    this.#published.delete(userId);
    this.#published.set(userId, this.#clock.now());
    this.#publish(userId);
    this.#cancelTimer ??= this.#clock.setTimer(this.#everyMs, () => this.#onTimer());
  }

  #onTimer(): void {
    this.#cancelTimer = undefined;
    const now = this.#clock.now();
    const due: string[] = [];
    for (const [userId, at] of this.#published) {
      // A clock set back must not silence anyone.
      if (at + this.#everyMs > now && at <= now) break;
      this.#published.delete(userId);
      if (this.#changed.delete(userId)) due.push(userId);
    }
    for (const userId of due) this.#publishNow(userId);
    const [next] = this.#published.values();
    if (next === undefined || this.#cancelTimer !== undefined) return;
    const wait = Math.min(this.#everyMs, Math.max(1, next + this.#everyMs - now));
    this.#cancelTimer = this.#clock.setTimer(wait, () => this.#onTimer());
  }
}
