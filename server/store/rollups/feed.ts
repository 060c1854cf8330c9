/**
 * Keeps the roll-ups of what this node stores. A committed block that follows the ones before it is folded at once, in
 * memory; every few seconds what has changed is written. A block that does not follow (late, resent, of a session that
 * goes on here, or of unknown outcome) makes its stream cold: its buckets are folded from the stored blocks instead.
 *
 * Ingest never waits for it. What waits to be written is bounded; beyond that streams turn cold and are counted in
 * `overflows`: nothing is lost, it is read again. The mark in the database says up to when everything that this node
 * received is rolled up; what a crash leaves behind it is found there (jobs/rollup-keeper.ts).
 */
import type { Kysely } from "kysely";
import type { Pool } from "pg";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Log, SignalBlock } from "@trajectory/ingest/ports.ts";
import { lastStampOf } from "@trajectory/ingest/samples/block.ts";
import { toProtocolError } from "@trajectory/protocols/errors.ts";
import type { SampleBlock, Stream } from "@trajectory/protocols/messages.ts";
import { findSession } from "../session-table.ts";
import type { Tables } from "../tables.ts";
import { Fold, type StreamShape } from "./fold.ts";
import { readTail, rollUp } from "./roll-up.ts";
import { type RollupRows, type StreamKey, addRows, noRows, writeRollups } from "./rows.ts";

export interface RollupFeedOptions {
  pool: Pool;
  db: Kysely<Tables>;
  clock: Clock;
  log: Log;
  limits?: Partial<RollupLimits>;
}

export interface RollupLimits {
  /** A changed stream is written after this time, ms. */
  flushMs: number;
  /** Closed seconds of all streams that may wait. */
  waitingRows: number;
  /** Streams in memory. */
  streams: number;
}

const LIMITS: RollupLimits = { flushMs: 10_000, waitingRows: 400_000, streams: 60_000 };
const BATCH_ROWS = 4_000;
/** A stream that is silent for so long is forgotten, ms; it turns cold when it goes on. */
const IDLE_MS = 120_000;
/** Roll-ups from blocks in one turn, so that the others are written in time. */
const COLD_PER_TURN = 200;

interface Followed extends StreamKey {
  shape: StreamShape | undefined;
  /** Undefined while the stream is cold. */
  fold: Fold | undefined;
  /** What is to be folded from the blocks. */
  cold: { fromUs: number; toUs: number } | undefined;
  /** When the first block came that is not rolled up; server clock, ms. */
  changedAt: number | undefined;
  heardAt: number;
}

export class RollupFeed {
  readonly #options: RollupFeedOptions;
  readonly #limits: RollupLimits;
  readonly #streams = new Map<string, Followed>();
  #waitingRows = 0;
  #overflows = 0;
  #refolds = 0;
  #cancelTimer: (() => void) | undefined;
  #turn: Promise<void> | undefined;
  #closed = false;
  /** Blocks since then were not followed for want of room. */
  #lostSince: number | undefined;
  #isFailing = false;
  /** While rows are on the way to the database: what `doneUntil` was before. */
  #busySince: number | undefined;

  constructor(options: RollupFeedOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
  }

  /** Streams of a session that begins: nothing is stored of them. */
  announce(sessionId: string, streams: readonly Stream[]): void {
    for (const { id, channels, nominalHz } of streams) {
      const followed = this.#follow(sessionId, id);
      if (followed === undefined) return;
      followed.shape = { channels: channels.length, nominalHz };
      followed.fold = new Fold(followed.shape);
    }
  }

  /** A block after COMMIT. */
  take({ sessionId, block }: Pick<SignalBlock<SampleBlock>, "sessionId" | "block">): void {
    const followed = this.#change(sessionId, block.stream);
    if (followed === undefined) return;
    const { fold } = followed;
    const before = fold?.waiting ?? 0;
    if (fold?.offer(block) !== true) {
      this.#chill(followed, block.t0Us, lastStampOf(block));
      return;
    }
    this.#waitingRows += fold.waiting - before;
    if (this.#waitingRows > this.#limits.waitingRows) this.#overflow();
  }

  /** What may be stored, and is not rolled up: a block of unknown outcome, or what another node has left. */
  mistrust(sessionId: string, stream: number, fromUs: number, toUs: number): void {
    const followed = this.#change(sessionId, stream);
    if (followed !== undefined) this.#chill(followed, fromUs, toUs);
  }

  get stats(): { streams: number; cold: number; waitingRows: number; overflows: number; refolds: number } {
    let cold = 0;
    for (const followed of this.#streams.values()) if (followed.cold !== undefined) cold++;
    return {
      streams: this.#streams.size,
      cold,
      waitingRows: this.#waitingRows,
      overflows: this.#overflows,
      refolds: this.#refolds,
    };
  }

  /** Every block that came here before this time is rolled up; server clock, ms. */
  get doneUntil(): number {
    let until = Math.min(
      this.#lostSince ?? Number.POSITIVE_INFINITY,
      this.#busySince ?? this.#options.clock.now(),
    );
    for (const { changedAt } of this.#streams.values()) {
      if (changedAt !== undefined && changedAt < until) until = changedAt;
    }
    return until;
  }

  /** Blocks since then must be found in the store, ms; forgotten by asking. */
  takeLost(): number | undefined {
    const lost = this.#lostSince;
    this.#lostSince = undefined;
    return lost;
  }

  /** Writes everything that has changed. @throws ProtocolError `store_unavailable`; it is tried again later */
  async flush(): Promise<void> {
    await this.#turn;
    await this.#work(Number.POSITIVE_INFINITY);
  }

  /** Takes nothing more and writes what waits, if the database lets it; otherwise the mark remembers. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelTimer?.();
    await this.#turn;
    await this.#work(Number.POSITIVE_INFINITY).catch((err: unknown) => this.#failed(err));
  }

  #follow(sessionId: string, stream: number): Followed | undefined {
    const key = `${sessionId}/${stream}`;
    let followed = this.#streams.get(key);
    if (followed === undefined) {
      if (this.#closed) return undefined;
      if (this.#streams.size >= this.#limits.streams) {
        this.#overflows++;
        this.#lostSince ??= this.#options.clock.now();
        return undefined;
      }
      followed = {
        sessionId,
        stream,
        shape: undefined,
        fold: undefined,
        cold: undefined,
        changedAt: undefined,
        heardAt: this.#options.clock.now(),
      };
      this.#streams.set(key, followed);
    }
    return followed;
  }

  #change(sessionId: string, stream: number): Followed | undefined {
    const followed = this.#follow(sessionId, stream);
    if (followed === undefined) return undefined;
    const now = this.#options.clock.now();
    followed.heardAt = now;
    followed.changedAt ??= now;
    this.#schedule();
    return followed;
  }

  /** What its fold has not written is folded from the store too. */
  #chill(followed: Followed, fromUs: number, toUs: number): void {
    const { fold, cold } = followed;
    if (fold !== undefined) {
      this.#waitingRows -= fold.waiting;
      const unwritten = fold.unwritten;
      if (unwritten !== undefined) {
        fromUs = Math.min(fromUs, unwritten.fromUs);
        toUs = Math.max(toUs, unwritten.toUs);
      }
      followed.fold = undefined;
    }
    followed.cold = {
      fromUs: Math.min(fromUs, cold?.fromUs ?? fromUs),
      toUs: Math.max(toUs, cold?.toUs ?? toUs),
    };
  }

  /** The database is too slow: half of what waits is let go, and read again when there is time. */
  #overflow(): void {
    this.#overflows++;
    this.#options.log.warn(
      { waitingRows: this.#waitingRows },
      "rollup_overflow: roll-ups wait for the database",
    );
    for (const followed of this.#streams.values()) {
      if (this.#waitingRows <= this.#limits.waitingRows / 2) return;
      const span = followed.fold?.unwritten;
      if (span !== undefined) this.#chill(followed, span.fromUs, span.toUs);
    }
  }

  #schedule(): void {
    if (this.#cancelTimer !== undefined || this.#turn !== undefined || this.#closed) return;
    this.#cancelTimer = this.#options.clock.setTimer(Math.ceil(this.#limits.flushMs / 10), () => {
      this.#cancelTimer = undefined;
      this.#turn = this.#work(COLD_PER_TURN)
        .then(
          () => {
            this.#isFailing = false;
          },
          (err: unknown) => this.#failed(err),
        )
        .finally(() => {
          this.#turn = undefined;
          if (this.#streams.size > 0) this.#schedule();
        });
    });
  }

  #failed(thrown: unknown): void {
    const err = toProtocolError(thrown);
    if (!this.#isFailing)
      this.#options.log.warn({ err }, "Roll-ups could not be written; they are tried again");
    this.#isFailing = true;
  }

  /** Streams whose time has come; with an infinite number of cold ones, all. */
  async #work(mostCold: number): Promise<void> {
    this.#busySince = this.doneUntil;
    try {
      await this.#writeDue(mostCold);
    } finally {
      this.#busySince = undefined;
    }
  }

  async #writeDue(mostCold: number): Promise<void> {
    const now = this.#options.clock.now();
    const dueBefore = Number.isFinite(mostCold) ? now - this.#limits.flushMs : now;
    let batch: Followed[] = [];
    let rows = noRows();
    const cold: Followed[] = [];
    for (const [key, followed] of this.#streams) {
      if (followed.changedAt === undefined) {
        if (now - followed.heardAt > IDLE_MS) this.#streams.delete(key);
        continue;
      }
      if (followed.changedAt > dueBefore) continue;
      const { fold } = followed;
      const before = fold?.waiting ?? 0;
      if (fold?.settle() === false) {
        this.#waitingRows += fold.waiting - before;
        const span = fold.unwritten;
        if (span !== undefined) this.#chill(followed, span.fromUs, span.toUs);
      }
      if (followed.fold === undefined) {
        if (cold.length < mostCold) cold.push(followed);
        continue;
      }
      this.#waitingRows -= before;
      addRows(rows, followed.sessionId, followed.stream, followed.fold.takeRows());
      followed.changedAt = undefined;
      batch.push(followed);
      if (rows.second.length < BATCH_ROWS) continue;
      await this.#write(batch, rows, now);
      batch = [];
      rows = noRows();
    }
    await this.#write(batch, rows, now);
    for (const followed of cold) await this.#warm(followed);
  }

  async #write(batch: readonly Followed[], rows: RollupRows, now: number): Promise<void> {
    if (batch.length === 0) return;
    const mistrusted = (followed: Followed): void => {
      const own = rows.second.filter(
        (row) => row.sessionId === followed.sessionId && row.stream === followed.stream,
      );
      followed.changedAt = Math.min(followed.changedAt ?? now, now);
      const fromUs = own[0]?.bucket.firstUs;
      if (fromUs !== undefined) this.#chill(followed, fromUs, own.at(-1)?.bucket.lastUs ?? fromUs);
    };
    try {
      for (const { sessionId, stream } of await writeRollups(this.#options.pool, rows)) {
        const followed = batch.find((one) => one.sessionId === sessionId && one.stream === stream);
        if (followed !== undefined) mistrusted(followed);
      }
    } catch (error) {
      for (const followed of batch) mistrusted(followed);
      throw error;
    }
  }

  /** Folds from the blocks, and goes on in memory from there. */
  async #warm(followed: Followed): Promise<void> {
    const { pool, db } = this.#options;
    const { cold, changedAt, sessionId, stream } = followed;
    if (cold === undefined) return;
    this.#refolds++;
    followed.shape ??= await this.#shapeOf(followed);
    const { shape } = followed;
    followed.cold = undefined;
    followed.changedAt = undefined;
    // A stream that was never announced has no blocks either.
    if (shape === undefined) return;
    try {
      await rollUp({ pool, db, sessionId, stream, shape, ...cold });
      const tail = await readTail({ db, sessionId, stream, shape });
      // What came meanwhile made it cold again: `#chill` has noted it.
      if (tail !== undefined && followed.cold === undefined) followed.fold = new Fold(shape, tail);
    } catch (error) {
      followed.changedAt = Math.min(
        followed.changedAt ?? Number.POSITIVE_INFINITY,
        changedAt ?? Number.POSITIVE_INFINITY,
      );
      this.#chill(followed, cold.fromUs, cold.toUs);
      throw error;
    }
  }

  async #shapeOf({ sessionId, stream }: StreamKey): Promise<StreamShape | undefined> {
    const session = await findSession(this.#options.db, sessionId);
    const found = session?.streams.find(({ id }) => id === stream);
    return found && { channels: found.channels.length, nominalHz: found.nominalHz };
  }
}
