/**
 * Publishes what only matters to somebody who watches a person now, such as every block of samples: of thousands of
 * people with phones few are watched at a time, and what nobody gets need not be made.
 *
 * Now and then a message is sent as a request, which the bus answers when nobody listens; then the person is left alone
 * until the next time. A dashboard that opens says so on `watchSubject` and does not wait for it.
 */
import { type Bus, BusError } from "@trajectory/protocols/bus/port.ts";
import { EVERY_WATCH, eventSubject, watchedUser } from "@trajectory/protocols/subjects.ts";

/** Twice as late at most does somebody hear of a person who only subscribes, as the NATS command line does, ms. */
const ASK_EVERY_MS = 10_000;
/** Listeners do not answer: so long is waited for the bus to say that there are none. */
const ANSWER_MS = 1_000;

export type Watchable = "block" | "window";

interface Watch {
  block: boolean;
  window: boolean;
  /** What is asked about next, and when: now this, now that. */
  next: Watchable;
  askAt: number;
}

export class WatchedPublisher {
  readonly #bus: Bus;
  readonly #now: () => number;
  readonly #watches = new Map<string, Watch>();
  readonly #stop: () => void;

  /** `now`: ms of any clock. */
  constructor(bus: Bus, now: () => number) {
    this.#bus = bus;
    this.#now = now;
    const subscription = bus.subscribe(EVERY_WATCH, ({ subject }) => this.#wake(watchedUser(subject)));
    this.#stop = () => subscription.unsubscribe();
  }

  /** @param make what is published, if it is */
  publish(userId: string, what: Watchable, make: () => Uint8Array): void {
    const watch = this.#watches.get(userId);
    const now = this.#now();
    // What is never said of a person is not waited for.
    const askAt = watch === undefined ? now : watch.askAt + (watch.next === what ? 0 : ASK_EVERY_MS);
    if (watch !== undefined && now < askAt) {
      if (watch[what]) this.#bus.publish(eventSubject(userId, "session", what), make());
      return;
    }
    const next = what === "block" ? "window" : "block";
    const asked = { block: false, window: false, ...watch, next, askAt: now + ASK_EVERY_MS } satisfies Watch;
    this.#put(userId, asked);
    this.#forget(now - ASK_EVERY_MS);
    void this.#ask(eventSubject(userId, "session", what), make()).then((isHeard) => {
      if (isHeard === undefined) return;
      asked[what] = isHeard;
      // Who gets a person's blocks most likely gets all that is said of him.
      if (isHeard && what === "block") asked.window = true;
    });
  }

  /** Somebody gets the windows of this person, as far as is known. */
  isWatched(userId: string): boolean {
    return this.#watches.get(userId)?.window === true;
  }

  close(): void {
    this.#stop();
  }

  /** A question that is under way speaks of before. */
  #wake(userId: string): void {
    this.#put(userId, { block: true, window: true, next: "block", askAt: this.#now() + ASK_EVERY_MS });
  }

  /** Puts it last: the first ones are those that nothing was published about for the longest time. */
  #put(userId: string, watch: Watch): void {
    this.#watches.delete(userId);
    this.#watches.set(userId, watch);
  }

  #forget(before: number): void {
    for (const [userId, { askAt }] of this.#watches) {
      if (askAt > before) return;
      this.#watches.delete(userId);
    }
  }

  /** Undefined: the bus does not say. */
  async #ask(subject: string, data: Uint8Array): Promise<boolean | undefined> {
    try {
      await this.#bus.request(subject, data, { timeoutMs: ANSWER_MS });
      return true;
    } catch (error) {
      if (!(error instanceof BusError)) return undefined;
      if (error.code === "no_responder") return false;
      return error.code === "timeout" ? true : undefined;
    }
  }
}
