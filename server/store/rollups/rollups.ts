/** The roll-ups of this database: those that this node keeps, and those that somebody has left behind. */
import type { Kysely } from "kysely";
import type { Pool } from "pg";
import { guarded } from "../store-error.ts";
import { newestSamples } from "../ledger-table.ts";
import { findSession } from "../session-table.ts";
import type { Tables } from "../tables.ts";
import type { RollupFeed } from "./feed.ts";
import { type Mark, dropMark, marksLeft, spansReceived, writeMark } from "./marks.ts";
import { rollUp } from "./roll-up.ts";

/** A block may be on the way to its COMMIT for so long, ms. */
const COMMIT_MS = 60_000;

export interface LeftBehindSpan {
  sessionId: string;
  fromUs: number;
  toUs: number;
  newest: { stream: number; lastUs: number }[];
}

export class PostgresRollups {
  readonly feed: RollupFeed;
  readonly #pool: Pool;
  readonly #db: Kysely<Tables>;

  constructor(pool: Pool, db: Kysely<Tables>, feed: RollupFeed) {
    this.#pool = pool;
    this.#db = db;
    this.feed = feed;
  }

  /** Everything that the node received before a time is rolled up, ms. */
  async mark(nodeId: string, doneUntil: number): Promise<void> {
    await writeMark(this.#db, nodeId, doneUntil - COMMIT_MS);
  }

  /** The node's own mark, and those that nobody has moved for a time. */
  marksLeft(nodeId: string, idleMs: number): Promise<Mark[]> {
    return marksLeft(this.#db, nodeId, idleMs);
  }

  dropMark(mark: Mark): Promise<void> {
    return dropMark(this.#db, mark);
  }

  /**
   * Rolls up what was received in a time, ms, from the stored blocks; what is rolled up already stays as it is.
   * @param onSpan told of each span of blocks, and of the newest samples of its session
   * @returns spans of blocks looked at
   */
  async catchUp(
    fromMs: number,
    untilMs: number,
    signal: AbortSignal,
    onSpan?: (span: LeftBehindSpan) => Promise<unknown>,
  ): Promise<number> {
    let spans = 0;
    for await (const { sessionId, stream, fromUs, toUs } of spansReceived(
      this.#db,
      fromMs - COMMIT_MS,
      untilMs + COMMIT_MS,
    )) {
      signal.throwIfAborted();
      const session = await guarded(() => findSession(this.#db, sessionId));
      const known = session?.streams.find(({ id }) => id === stream);
      if (known === undefined) continue;
      const shape = { channels: known.channels.length, nominalHz: known.nominalHz };
      await rollUp({ pool: this.#pool, db: this.#db, sessionId, stream, shape, fromUs, toUs, signal });
      if (onSpan !== undefined) {
        const newest = await guarded(() => newestSamples(this.#db, sessionId));
        await onSpan({ sessionId, fromUs, toUs, newest });
      }
      spans++;
    }
    return spans;
  }
}
