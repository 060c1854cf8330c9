/** The store of signals in PostgreSQL. */
import type { Kysely } from "kysely";
import type { Pool } from "pg";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type {
  OpenedSession,
  SessionInfo,
  SessionOpening,
  SignalBlock,
  SignalStore,
} from "@trajectory/ingest/ports.ts";
import type {
  ClockExchange,
  Drop,
  End,
  Ledger,
  SampleBlock,
  Window,
} from "@trajectory/protocols/messages.ts";
import type { LeftSession } from "../jobs/left-windows.ts";
import { ClockWriter } from "./clock-table.ts";
import { CopyWriter } from "./copy-writer.ts";
import { DropWriter } from "./drop-table.ts";
import { type StreamHoldings, holdingsOf } from "./ledger-table.ts";
import { leftSessions } from "./left-sessions.ts";
import { ledgerOf, positionOf } from "./seq-ranges.ts";
import type { RollupFeed } from "./rollups/feed.ts";
import { closeSession, findSession, openSession } from "./session-table.ts";
import { readBlocks, readWindows } from "./signal-reader.ts";
import {
  BLOCKS,
  type BlockRow,
  WINDOWS,
  type WindowRow,
  blockRow,
  checkRange,
  windowRow,
} from "./signal-rows.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

export interface SignalStoreLimits {
  /** Blocks and windows wait at most this long for others to share their COMMIT, ms. */
  flushMs: number;
  /** Blocks of one COPY at most. */
  batchBlocks: number;
  /** Blocks that wait, and their bytes; further ones are answered `busy`. */
  queueBlocks: number;
  queueBytes: number;
}

const LIMITS: SignalStoreLimits = {
  flushMs: 100,
  batchBlocks: 1_000,
  queueBlocks: 60_000,
  queueBytes: 192 * 1024 * 1024,
};

const WINDOW_BYTES = 400;
/** While the disk takes one batch of blocks, the next one is on its way. */
const PARALLEL_BATCHES = 3;

export class PostgresSignalStore implements SignalStore {
  readonly #db: Kysely<Tables>;
  readonly #blocks: CopyWriter<BlockRow>;
  readonly #windows: CopyWriter<WindowRow>;
  readonly #clocks: ClockWriter;
  readonly #drops: DropWriter;
  readonly #rollups: RollupFeed | undefined;

  /** @param rollups is told what is stored */
  constructor(
    pool: Pool,
    db: Kysely<Tables>,
    clock: Clock,
    limits: Partial<SignalStoreLimits> = {},
    rollups?: RollupFeed,
  ) {
    this.#rollups = rollups;
    const { flushMs, batchBlocks, queueBlocks, queueBytes } = { ...LIMITS, ...limits };
    const shared = { pool, clock, flushMs, batchRows: batchBlocks, queueRows: queueBlocks, queueBytes };
    this.#db = db;
    this.#blocks = new CopyWriter({
      ...shared,
      parallel: PARALLEL_BATCHES,
      table: BLOCKS,
      onStored: (row) => rollups?.take(row),
      onUnknown: ({ sessionId, stream, t0Us, lastUs }) => rollups?.mistrust(sessionId, stream, t0Us, lastUs),
    });
    this.#windows = new CopyWriter({ ...shared, table: WINDOWS });
    this.#clocks = new ClockWriter(pool, clock);
    this.#drops = new DropWriter(pool, clock, flushMs);
  }

  async openSession(opening: SessionOpening): Promise<OpenedSession> {
    return guarded(async () => {
      const created = await openSession(this.#db, opening);
      if (created) {
        this.#rollups?.announce(opening.sessionId, opening.streams);
        return { created, positions: [], newest: [] };
      }
      const holdings = await holdingsOf(this.#db, opening.sessionId);
      return {
        created,
        positions: holdings.filter(holdsSomething).map((held) => positionOf(held.stream, held)),
        newest: holdings.flatMap(({ stream, lastUs }) => (lastUs === undefined ? [] : [{ stream, lastUs }])),
      };
    });
  }

  session(sessionId: string): Promise<SessionInfo | undefined> {
    return guarded(() => findSession(this.#db, sessionId));
  }

  /** @throws ProtocolError `block_…` and `sequence_invalid`, `busy`, `store_unavailable` */
  appendBlock(block: SignalBlock<SampleBlock>): Promise<void> {
    try {
      const row = blockRow(block);
      return this.#blocks.add([row], row.data.byteLength);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async appendDrop(sessionId: string, drop: Drop): Promise<void> {
    checkRange(drop.firstSeq, drop.count);
    await this.#drops.add(sessionId, drop);
  }

  async *readBlocks(sessionId: string, stream: number, fromUs: number): AsyncGenerator<SignalBlock> {
    const session = await this.session(sessionId);
    if (session === undefined) return;
    for await (const read of readBlocks(this.#db, sessionId, stream, fromUs)) {
      yield { userId: session.userId, sessionId, ...read };
    }
  }

  async appendWindows(userId: string, windows: readonly Window[]): Promise<void> {
    if (windows.length === 0) return;
    const rows = windows.map((window) => windowRow(userId, window));
    await this.#windows.add(rows, rows.length * WINDOW_BYTES);
  }

  readWindows(sessionId: string, fromUs: number): Promise<Window[]> {
    return readWindows(this.#db, sessionId, fromUs);
  }

  appendClockExchange(sessionId: string, exchange: ClockExchange): Promise<void> {
    return this.#clocks.add(sessionId, exchange);
  }

  async endSession(sessionId: string, end: End, endedUs: number): Promise<Ledger[]> {
    await this.#blocks.flush();
    await guarded(() => closeSession(this.#db, sessionId, end, endedUs));
    return this.ledger(sessionId);
  }

  /** Of what is committed. */
  async ledger(sessionId: string): Promise<Ledger[]> {
    const holdings = await guarded(() => holdingsOf(this.#db, sessionId));
    return holdings.map((held) => ledgerOf(held.stream, held, held.announced));
  }

  /** Sessions with samples newer than their windows that have been silent for a time. */
  leftSessions(silentMs: number, held: readonly string[]): Promise<LeftSession[]> {
    return leftSessions(this.#db, silentMs, held);
  }

  /** Blocks and calls with windows that wait or are being written. */
  get waiting(): { blocks: number; windows: number } {
    return { blocks: this.#blocks.waiting, windows: this.#windows.waiting };
  }

  async close(): Promise<void> {
    await Promise.all([
      this.#blocks.close(),
      this.#windows.close(),
      this.#clocks.close(),
      this.#drops.close(),
    ]);
  }
}

function holdsSomething({ stored, dropped }: StreamHoldings): boolean {
  return stored.length + dropped.length > 0;
}
