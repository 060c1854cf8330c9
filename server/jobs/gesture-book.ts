/**
 * What this process knows of the gestures that people have shown. Sessions ask it at every block, so it answers from
 * memory; it looks every 10 s whether somebody has shown or taken back one, here or on another node.
 */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import { type GestureExample, OwnGestures } from "@trajectory/engine/signals/gestures/own-gestures.ts";
import type { Log } from "@trajectory/ingest/ports.ts";

export interface GestureBookOptions {
  store: {
    versions(): Promise<Map<string, string>>;
    examples(userId: string): Promise<readonly GestureExample[]>;
  };
  clock: Clock;
  log: Log;
  /** Default: 10 s. */
  everyMs?: number;
}

export class GestureBook {
  readonly #options: Required<GestureBookOptions>;
  readonly #known = new Map<string, { version: string; gestures: OwnGestures }>();
  #cancelTimer: (() => void) | undefined;
  #turn: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: GestureBookOptions) {
    this.#options = { everyMs: 10_000, ...options };
  }

  of(userId: string): OwnGestures | undefined {
    return this.#known.get(userId)?.gestures;
  }

  start(): void {
    void this.look();
  }

  /** Resolves when what was stored before the call is known. */
  look(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#look());
    return this.#turn;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer?.();
    await this.#turn;
  }

  async #look(): Promise<void> {
    const { store, clock, log, everyMs } = this.#options;
    this.#cancelTimer?.();
    if (this.#isStopped) return;
    try {
      const versions = await store.versions();
      for (const userId of this.#known.keys()) if (!versions.has(userId)) this.#known.delete(userId);
      for (const [userId, version] of versions) {
        if (this.#known.get(userId)?.version === version) continue;
        this.#known.set(userId, { version, gestures: new OwnGestures(await store.examples(userId)) });
      }
    } catch (err) {
      log.warn({ err }, "The gestures that people have shown could not be read");
    }
    this.#cancelTimer = clock.setTimer(everyMs, () => void this.look());
  }
}
