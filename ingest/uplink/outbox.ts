/**
 * What a session has yet to store and tell: windows and commands, each as often as it takes.
 *
 * Order: windows are stored before they are told, and told one after the other, in the order in which they came; while
 * one is told, those behind it are stored. The store is asked as long
 * as it is away; what the actor refuses for good, or does not take after many tries, is counted and logged, and the next
 * one follows. The caller keeps the length down by holding back acknowledgements (see UplinkSession).
 */
import type { SchedulerLike } from "rxjs";
import { type ErrorCode, type ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import type { Window } from "@trajectory/protocols/messages.ts";
import type { Log, SignalStore, TellSession } from "../ports.ts";
import { type Telling, recordWindow } from "./commands.ts";

/** Worth another try with the same command id. */
const PASSING = new Set<ErrorCode>(["busy", "unknown_outcome", "store_unavailable", "internal"]);
/** Of the store: a window that was not stored when its session ends would be missing for ever. */
const AWAY = new Set<ErrorCode>(["busy", "store_unavailable"]);
const MOST_TRIES = 12;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
const BATCH = 64;

interface Item {
  window?: Window;
  telling?: Telling;
  isStored: boolean;
}

export interface OutboxOptions {
  userId: string;
  sessionId: string;
  store: Pick<SignalStore, "appendWindows">;
  tellSession: TellSession;
  scheduler: SchedulerLike;
  log: Log;
  onUntold: () => void;
  /** The queue has become shorter. */
  onProgress: () => void;
}

export class Outbox {
  private readonly options: OutboxOptions;
  private readonly items: Item[] = [];
  private storing: Promise<void> | undefined;
  private tellings: Promise<void> | undefined;
  private abandoned = false;

  constructor(options: OutboxOptions) {
    this.options = options;
  }

  get length(): number {
    return this.items.length;
  }

  addWindow(window: Window): void {
    const telling = recordWindow(window);
    this.add({ window, isStored: false, ...(telling === undefined ? {} : { telling }) });
  }

  /** Tells without storing. */
  tell(telling: Telling): void {
    this.add({ telling, isStored: true });
  }

  /** Resolves when everything added so far is stored and told, or given up. */
  async idle(): Promise<void> {
    while (this.items.length > 0 || this.storing !== undefined || this.tellings !== undefined) {
      await this.storing;
      await this.tellings;
    }
  }

  /** Forgets what is left: it will be computed and told again from the store. */
  abandon(): void {
    this.abandoned = true;
    this.items.length = 0;
  }

  private add(item: Item): void {
    if (this.abandoned) return;
    this.items.push(item);
    this.goOn();
  }

  private goOn(): void {
    if (this.items.some(({ isStored }) => !isStored)) {
      this.storing ??= this.store().finally(() => {
        this.storing = undefined;
        this.goOn();
      });
    }
    if (this.items[0]?.isStored === true) {
      this.tellings ??= this.tellStored().finally(() => {
        this.tellings = undefined;
        this.goOn();
      });
    }
  }

  private async store(): Promise<void> {
    const { userId, store } = this.options;
    const batch = this.items.filter(({ isStored }) => !isStored).slice(0, BATCH);
    const windows = batch.flatMap(({ window }) => window ?? []);
    await this.try("windows", () => store.appendWindows(userId, windows), AWAY);
    for (const item of batch) item.isStored = true;
  }

  private async tellStored(): Promise<void> {
    for (let item = this.items[0]; item?.isStored === true; item = this.items[0]) {
      if (item.telling !== undefined) await this.deliver(item.telling);
      if (this.abandoned) return;
      this.items.shift();
      this.options.onProgress();
    }
  }

  private async deliver({ command, id, payload }: Telling): Promise<void> {
    const { userId, tellSession } = this.options;
    await this.try(command, () => tellSession(userId, command, id, payload));
  }

  /** @param patience codes that are waited out, however often they come */
  private async try(
    what: string,
    action: () => Promise<void>,
    patience: ReadonlySet<ErrorCode> = new Set(),
  ): Promise<void> {
    const { userId, sessionId, log, onUntold } = this.options;
    for (let attempt = 1; !this.abandoned; attempt++) {
      try {
        await action();
        return;
      } catch (thrown) {
        const error = toProtocolError(thrown);
        const isHopeless = attempt >= MOST_TRIES && !patience.has(error.code);
        if (!PASSING.has(error.code) || isHopeless) {
          log.warn(
            { userId, sessionId, what, attempt, err: error },
            "A session's window or command was given up",
          );
          onUntold();
          return;
        }
        await this.wait(error, attempt);
      }
    }
  }

  private wait(error: ProtocolError, attempt: number): Promise<void> {
    const delay = error.retryAfterMs ?? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
    return new Promise((resolve) => {
      this.options.scheduler.schedule(() => resolve(), delay);
    });
  }
}
