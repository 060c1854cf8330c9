/**
 * Publishes what only matters to somebody who watches a person now, such as every block of samples: of thousands of
 * people with phones few are watched at a time, and what nobody gets need not be made.
 *
 * Now and then a message is sent as a request, which the bus answers when nobody listens; then the person is left alone
 * until the next time. A dashboard that opens says so on `watchSubject` and does not wait for it.
 */
import { type Bus, BusError } from "@trajectory/protocols/bus/port.ts";
import { EVERY_WATCH, eventSubject, watchedUser } from "@trajectory/protocols/subjects.ts";

/** So late does somebody hear of a person who only subscribes, as the NATS command line does, ms. */
const ASK_EVERY_MS = 10_000;
/** Listeners do not answer: so long is waited for the bus to say that there are none. */
const ANSWER_MS = 1_000;

interface Watch {
  isWatched: boolean;
  askAt: number;
}

export type Watchable = "block" | "window";

export class WatchedPublisher {
  readonly #bus: Bus;
  readonly #now: () => number;
  readonly #watches: Readonly<Record<Watchable, Map<string, Watch>>> = {
    block: new Map(),
    window: new Map(),
  };
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
    const watches = this.#watches[what];
    const watch = watches.get(userId);
    const now = this.#now();
    if (watch !== undefined && now < watch.askAt) {
      if (watch.isWatched) this.#bus.publish(eventSubject(userId, "session", what), make());
      return;
    }
    const asked = { isWatched: watch?.isWatched ?? false, askAt: now + ASK_EVERY_MS };
    // Put last: the first ones are those that nothing was published about for the longest time.
    watches.delete(userId);
    watches.set(userId, asked);
    forget(watches, now - ASK_EVERY_MS);
    void this.#ask(eventSubject(userId, "session", what), make()).then((isWatched) => {
      if (isWatched !== undefined) asked.isWatched = isWatched;
    });
  }

  close(): void {
    this.#stop();
  }

  /** A question that is under way speaks of before. */
  #wake(userId: string): void {
    const askAt = this.#now() + ASK_EVERY_MS;
    for (const watches of Object.values(this.#watches)) {
      watches.delete(userId);
      watches.set(userId, { isWatched: true, askAt });
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

function forget(watches: Map<string, Watch>, before: number): void {
  for (const [userId, { askAt }] of watches) {
    if (askAt > before) return;
    watches.delete(userId);
  }
}
