/**
 * Deletes people, and finishes what a crash interrupted. Every node is told, so that what it holds in memory of the
 * person is let go of and their sockets are closed; the database refuses what a node that did not hear of it writes.
 */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Log } from "@trajectory/ingest/ports.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import { EVERY_ERASURE, erasureSubject, erasedUser } from "@trajectory/protocols/subjects.ts";

/** What it needs of the store. */
export interface ErasureStore {
  /** @throws ProtocolError `owner_needed` */
  begin(userId: string): Promise<boolean>;
  pending(): Promise<string[]>;
  /** Rows deleted by table; undefined when another node is at it. */
  finish(userId: string): Promise<ReadonlyMap<string, number> | undefined>;
  sweep(): Promise<number>;
}

/** Lets go of a person; harmless when repeated. */
export type Forget = (userId: string) => void | Promise<void>;

export interface ErasuresOptions {
  store: ErasureStore;
  bus: Bus;
  clock: Clock;
  log: Log;
  /** What this node holds outside of the tables: actors, sockets, replays, vectors. */
  forget: readonly Forget[];
}

export type ErasureState = "erased" | "erasing";

/** Interrupted deletions are looked for, and late rows swept, this often. */
const ROUND_MS = 600_000;
/** What was on its way in another node has arrived by then. */
const SOON_MS = 15_000;
/** Whoever asked is answered by then, finished or not. */
const PATIENCE_MS = 20_000;
const EMPTY = new Uint8Array();

export class Erasures {
  readonly #options: ErasuresOptions;
  readonly #running = new Map<string, Promise<void>>();
  #unsubscribe = (): void => {};
  #cancelTimer = (): void => {};
  #round: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: ErasuresOptions) {
    this.#options = options;
  }

  /** Hears of deletions, and finishes those that were interrupted. */
  start(): void {
    const subscription = this.#options.bus.subscribe(EVERY_ERASURE, ({ subject }) =>
      this.#forget(erasedUser(subject)),
    );
    this.#unsubscribe = () => subscription.unsubscribe();
    this.#schedule(0);
  }

  /**
   * The person can do nothing any more when this is answered; `erased`: every row is gone, `erasing`: it goes on.
   * @throws ProtocolError `not_found`, `owner_needed`, `store_unavailable`
   */
  async erase(userId: string): Promise<ErasureState> {
    if (!(await this.#options.store.begin(userId))) {
      throw new ProtocolError("not_found", `There is no user ${userId}.`);
    }
    const late = Promise.withResolvers<ErasureState>();
    const cancel = this.#options.clock.setTimer(PATIENCE_MS, () => late.resolve("erasing"));
    const finished = this.#finish(userId).then(
      () => "erased" as const,
      () => "erasing" as const,
    );
    const state = await Promise.race([finished, late.promise]);
    cancel();
    return state;
  }

  /** Begins nothing more; what is under way is finished, or goes on at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    this.#unsubscribe();
    await this.#round;
    await Promise.allSettled(this.#running.values());
  }

  #finish(userId: string): Promise<void> {
    const running =
      this.#running.get(userId) ?? this.#work(userId).finally(() => this.#running.delete(userId));
    this.#running.set(userId, running);
    return running;
  }

  async #work(userId: string): Promise<void> {
    const { store, bus, log } = this.#options;
    try {
      bus.publish(erasureSubject(userId), EMPTY);
      await this.#forget(userId);
      const rows = await store.finish(userId);
      if (rows === undefined) throw new ProtocolError("busy", "Another node deletes this person.");
      // Of the person the log keeps nothing, not even the id.
      log.info({ rows: Object.fromEntries(rows) }, "A person was deleted");
      this.#schedule(SOON_MS);
    } catch (error) {
      if (toProtocolError(error).code !== "busy") {
        log.error({ err: error }, "A deletion was interrupted; it goes on within ten minutes");
      }
      throw error;
    }
  }

  async #forget(userId: string): Promise<void> {
    for (const forget of this.#options.forget) await forget(userId);
  }

  #schedule(ms: number): void {
    this.#cancelTimer();
    if (this.#stopped) return;
    this.#cancelTimer = this.#options.clock.setTimer(ms, () => {
      this.#round = this.#look();
    });
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    const { store, log } = this.#options;
    try {
      const pending = await store.pending();
      for (const userId of pending) {
        if (!this.#stopped) await this.#finish(userId).catch(() => undefined);
      }
      const swept = await store.sweep();
      if (swept > 0) log.info({ swept }, "Rows that came late for people who were deleted are gone");
    } catch (error) {
      log.warn({ err: error }, "Interrupted deletions could not be looked for");
    }
    this.#schedule(ROUND_MS);
  }
}
