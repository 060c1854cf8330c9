/**
 * Moves this node's mark on, and rolls up what was left behind: by this node before a crash, by a node that is gone,
 * by a version without roll-ups, and what there was no room for. Every node that takes blocks runs one.
 */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Log } from "@trajectory/ingest/ports.ts";
import type { LeftBehind } from "./late-windows.ts";

export interface RollupMark {
  nodeId: string;
  receivedAt: number;
  updatedAt: number;
}

/** What the keeper needs of the store. */
export interface KeptRollups {
  feed: { readonly doneUntil: number; takeLost(): number | undefined; close(): Promise<void> };
  mark(nodeId: string, doneUntil: number): Promise<void>;
  marksLeft(nodeId: string, idleMs: number): Promise<RollupMark[]>;
  dropMark(mark: RollupMark): Promise<void>;
  catchUp(
    fromMs: number,
    untilMs: number,
    signal: AbortSignal,
    onSpan?: (span: LeftBehind) => Promise<unknown>,
  ): Promise<number>;
}

export interface RollupKeeperOptions {
  rollups: KeptRollups;
  nodeId: string;
  clock: Clock;
  log: Log;
  /** Repairs windows of blocks that a crash has left behind. */
  repairWindows: (span: LeftBehind) => Promise<unknown>;
  /** Default: 10 s. */
  everyMs?: number;
}

/** A mark that is so old belongs to a node that is gone. */
const GONE_MS = 120_000;

export class RollupKeeper {
  readonly #options: Required<RollupKeeperOptions>;
  readonly #abort = new AbortController();
  #cancelTimer: (() => void) | undefined;
  #turn: Promise<void> = Promise.resolve();
  /** What is behind is not rolled up yet; ms. */
  #behindSince: number | undefined;
  #ownMarkIsRead = false;

  constructor(options: RollupKeeperOptions) {
    this.#options = { everyMs: 10_000, ...options };
  }

  start(): void {
    this.#turn = this.#run();
  }

  /** Resolves when the turn that is under way is over. */
  idle(): Promise<void> {
    return this.#turn;
  }

  /** Writes what waits; a clean stop leaves nothing behind. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.#cancelTimer?.();
    await this.#turn;
    await this.#options.rollups.feed.close();
    await this.#guarded(() => this.#moveMark());
  }

  async #run(): Promise<void> {
    await this.#guarded(() => this.#turnOnce());
    if (this.#abort.signal.aborted) return;
    this.#cancelTimer = this.#options.clock.setTimer(this.#options.everyMs, () => {
      this.#turn = this.#run();
    });
  }

  async #turnOnce(): Promise<void> {
    const { rollups, nodeId, clock, log } = this.#options;
    const now = clock.now();
    const marks = await rollups.marksLeft(nodeId, GONE_MS);
    if (!this.#ownMarkIsRead) {
      const own = marks.find((mark) => mark.nodeId === nodeId);
      this.#behindSince ??= own === undefined ? now : Math.min(own.receivedAt, now);
      this.#ownMarkIsRead = true;
    }
    const lost = rollups.feed.takeLost();
    if (lost !== undefined) this.#behindSince = Math.min(this.#behindSince ?? lost, lost);
    if (this.#behindSince !== undefined) {
      await this.#catchUp(this.#behindSince, now);
      this.#behindSince = undefined;
    }
    await this.#moveMark();
    for (const mark of marks) {
      if (mark.nodeId === nodeId) continue;
      const spans = await this.#catchUp(mark.receivedAt, mark.updatedAt);
      await rollups.dropMark(mark);
      log.info({ node: mark.nodeId, spans }, "Roll-ups that a node had left behind are made");
    }
  }

  /** Of blocks from before there were roll-ups the windows have long been computed. */
  #catchUp(fromMs: number, untilMs: number): Promise<number> {
    const { rollups, repairWindows } = this.#options;
    const isCrash = fromMs !== Number.NEGATIVE_INFINITY;
    return rollups.catchUp(fromMs, untilMs, this.#abort.signal, isCrash ? repairWindows : undefined);
  }

  async #moveMark(): Promise<void> {
    const { rollups, nodeId } = this.#options;
    if (!this.#ownMarkIsRead) return;
    await rollups.mark(
      nodeId,
      Math.min(this.#behindSince ?? Number.POSITIVE_INFINITY, rollups.feed.doneUntil),
    );
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (err) {
      if (!this.#abort.signal.aborted) this.#options.log.warn({ err }, "Roll-ups could not be looked after");
    }
  }
}
