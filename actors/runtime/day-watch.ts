/**
 * Tells users in memory that a new UTC day has begun. Users at rest learn it when they come back. One timer serves
 * all; whether a day has passed is read from the clock, so a late or early timer does no harm.
 */
import type { Mailbox } from "./mailbox.ts";
import type { Clock } from "./ports.ts";

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;
/** A tick recomputes everything of a user: others must get their turn between them. */
const AT_ONCE = 16;

export class DayWatch {
  readonly #clock: Clock;
  readonly #mailboxes: () => Iterable<Mailbox>;
  #day = 0;
  #stopped = false;
  #cancelTimer = (): void => {};

  constructor(clock: Clock, mailboxes: () => Iterable<Mailbox>) {
    this.#clock = clock;
    this.#mailboxes = mailboxes;
  }

  start(): void {
    this.#day = this.#today();
    this.#setTimer();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer();
  }

  #today(): number {
    return Math.floor(this.#clock.now() / MS_PER_DAY);
  }

  /** At midnight, and every hour in case the clock was set or the machine slept. */
  #setTimer(): void {
    if (this.#stopped) return;
    const untilMidnight = MS_PER_DAY - (this.#clock.now() % MS_PER_DAY);
    this.#cancelTimer = this.#clock.setTimer(
      Math.min(untilMidnight, MS_PER_HOUR),
      () => void this.#onTimer(),
    );
  }

  async #onTimer(): Promise<void> {
    const today = this.#today();
    if (today !== this.#day) {
      this.#day = today;
      await this.#tellAll();
    }
    this.#setTimer();
  }

  async #tellAll(): Promise<void> {
    const active = [...this.#mailboxes()].filter((mailbox) => mailbox.status === "active");
    for (let i = 0; i < active.length && !this.#stopped; i += AT_ONCE) {
      // A read makes the mailbox tick when it is due; who cannot be told now learns it with the next message.
      const some = active.slice(i, i + AT_ONCE);
      await Promise.allSettled(some.map((mailbox) => mailbox.read(ignore)));
      // A day begins for everybody: their actors would all stay live.
      for (const mailbox of some) mailbox.doze();
    }
  }
}

function ignore(): void {}
