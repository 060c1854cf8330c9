/**
 * Cuts off what is connected with a key that was revoked: at once where the news arrives, and within a minute where it
 * was lost. The same look notes that keys are in use, for a connection may last for days.
 */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Log } from "@trajectory/ingest/ports.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { EVERY_REVOCATION, revokedKey } from "@trajectory/protocols/subjects.ts";

/** What devices or programs have open, by the key that they came with. */
export interface KeyedConnections {
  keys(): string[];
  closeKey(keyId: string): void;
}

export interface KeyWatchOptions {
  /** Notes that keys are in use. @returns those that there are */
  useKeys: (keyIds: readonly string[]) => Promise<string[]>;
  connections: KeyedConnections;
  bus: Pick<Bus, "subscribe">;
  clock: Clock;
  log: Log;
}

const EVERY_MS = 60_000;

export class KeyWatch {
  readonly #options: KeyWatchOptions;
  #unsubscribe = (): void => {};
  #cancelTimer = (): void => {};
  #turn: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: KeyWatchOptions) {
    this.#options = options;
  }

  start(): void {
    const { bus, connections } = this.#options;
    const subscription = bus.subscribe(EVERY_REVOCATION, ({ subject }) =>
      connections.closeKey(revokedKey(subject)),
    );
    this.#unsubscribe = () => subscription.unsubscribe();
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer();
    this.#unsubscribe();
    await this.#turn;
  }

  #schedule(): void {
    if (this.#isStopped) return;
    this.#cancelTimer = this.#options.clock.setTimer(EVERY_MS, () => {
      this.#turn = this.#look().finally(() => this.#schedule());
    });
  }

  async #look(): Promise<void> {
    const { connections, useKeys, log } = this.#options;
    const open = connections.keys();
    if (open.length === 0) return;
    try {
      const known = new Set(await useKeys(open));
      for (const keyId of open) if (!known.has(keyId)) connections.closeKey(keyId);
    } catch (err) {
      log.warn({ err }, "Keys of open connections could not be looked up");
    }
  }
}
