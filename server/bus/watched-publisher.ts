/**
 * Publishes what only matters to somebody who watches a person now, such as every block of samples: of thousands of
 * people few are watched at a time, and what nobody gets need not be made.
 *
 * Now and then a message is sent as a request, which the bus answers when nobody listens; then the person is left alone
 * until the next time. A dashboard that opens says so on `watchSubject` and does not wait for it.
 */
import { type Bus, BusError } from "@trajectory/protocols/bus/port.ts";
import { type ActorName, EVERY_WATCH, eventSubject, watchedUser } from "@trajectory/protocols/subjects.ts";

/** As many times as there are kinds does it take until somebody is heard who only subscribes, as `nats sub` does, ms. */
const ASK_EVERY_MS = 10_000;
/** Listeners do not answer: so long is waited for the bus to say that there are none. */
const ANSWER_MS = 1_000;

/** What is said of a person under one subject. */
export interface Watchable {
  actor: ActorName;
  type: string;
}

export const BLOCK: Watchable = { actor: "session", type: "block" };
export const WINDOW: Watchable = { actor: "session", type: "window" };
export const STATE: Watchable = { actor: "life", type: "state" };

interface Watch {
  /** Whether somebody listens, by kind. */
  heard: boolean[];
  /** Which kind is asked about next, and when: one after the other. */
  next: number;
  askAt: number;
}

export class WatchedPublisher {
  readonly #bus: Bus;
  readonly #now: () => number;
  readonly #kinds: readonly Watchable[];
  readonly #watches = new Map<string, Watch>();
  readonly #stop: () => void;

  /** `now`: ms of any clock. Who gets the first of the kinds most likely gets all. */
  constructor(bus: Bus, now: () => number, kinds: readonly Watchable[]) {
    this.#bus = bus;
    this.#now = now;
    this.#kinds = kinds;
    const subscription = bus.subscribe(EVERY_WATCH, ({ subject }) => this.#wake(watchedUser(subject)));
    this.#stop = () => subscription.unsubscribe();
  }

  /** @param make what is published, if it is */
  publish(userId: string, kind: Watchable, make: () => Uint8Array): void {
    if (this.wants(userId, kind)) this.send(userId, kind, make());
  }

  /** False while nobody listens. */
  wants(userId: string, kind: Watchable): boolean {
    return this.#mustAsk(userId, this.#kinds.indexOf(kind)) || this.isHeard(userId, kind);
  }

  /** What `wants` asked for. */
  send(userId: string, kind: Watchable, data: Uint8Array): void {
    const at = this.#kinds.indexOf(kind);
    const subject = eventSubject(userId, kind.actor, kind.type);
    if (!this.#mustAsk(userId, at)) {
      this.#bus.publish(subject, data);
      return;
    }
    const now = this.#now();
    const before = this.#watches.get(userId)?.heard;
    // Until it is answered somebody may listen.
    const heard = this.#kinds.map((_, kindAt) => kindAt === at || before?.[kindAt] === true);
    const asked: Watch = { heard, next: (at + 1) % this.#kinds.length, askAt: now + ASK_EVERY_MS };
    this.#put(userId, asked);
    this.#forget(now - ASK_EVERY_MS);
    void this.#ask(subject, data).then((isHeard) => {
      if (isHeard === undefined) return;
      asked.heard[at] = isHeard;
      if (isHeard && at === 0) asked.heard.fill(true);
    });
  }

  /** Somebody gets it, as far as is known. */
  isHeard(userId: string, kind: Watchable): boolean {
    return this.#watches.get(userId)?.heard[this.#kinds.indexOf(kind)] === true;
  }

  close(): void {
    this.#stop();
  }

  /** What is never said of a person is not waited for. */
  #mustAsk(userId: string, at: number): boolean {
    const watch = this.#watches.get(userId);
    return watch === undefined || this.#now() >= watch.askAt + (watch.next === at ? 0 : ASK_EVERY_MS);
  }

  /** A question that is under way speaks of before. */
  #wake(userId: string): void {
    const heard = this.#kinds.map(() => true);
    this.#put(userId, { heard, next: 0, askAt: this.#now() + ASK_EVERY_MS });
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
