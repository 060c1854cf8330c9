/** Drops: a network that comes back brings many of them at once, from many devices, so that they share their COMMITs. */
import type { Pool } from "pg";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Drop } from "@trajectory/protocols/messages.ts";
import { Batcher, type BatchEntry } from "./batcher.ts";
import { OID, arrayParameter, isUuid, storableText } from "./binary-writer.ts";
import { storeError } from "./store-error.ts";

interface DropRow extends Drop {
  sessionId: string;
}

const MOST_ROWS = 2_000;
const QUEUE_ROWS = 50_000;
const ROW_BYTES = 128;

/**
 * Answers the sessions that there are. A drop that is told again with another count stands with the larger one, also
 * where both are in one batch.
 */
const INSERT = `
  WITH input AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[])
      AS input (session_id, stream_id, first_seq, sample_count, reason)
  ), known AS (
    SELECT session_id FROM session WHERE session_id IN (SELECT session_id FROM input)
  ), added AS (
    INSERT INTO signal_drop (session_id, stream_id, first_seq, sample_count, reason)
    SELECT DISTINCT ON (session_id, stream_id, first_seq) * FROM input
    WHERE session_id IN (SELECT session_id FROM known)
    ORDER BY session_id, stream_id, first_seq, sample_count DESC
    ON CONFLICT (session_id, stream_id, first_seq) DO UPDATE
      SET sample_count = greatest(signal_drop.sample_count, excluded.sample_count), reason = excluded.reason
  )
  SELECT session_id FROM known`;

export class DropWriter {
  readonly #pool: Pool;
  readonly #batcher: Batcher<DropRow, boolean>;

  /** @param flushMs a lone drop is written at once, further ones wait so long for each other */
  constructor(pool: Pool, clock: Clock, flushMs: number) {
    this.#pool = pool;
    this.#batcher = new Batcher({
      write: (batch) => this.#write(batch),
      clock,
      delayMs: flushMs,
      maxBatchEntries: MOST_ROWS,
      maxBatchBytes: Number.POSITIVE_INFINITY,
      maxQueueEntries: QUEUE_ROWS,
      maxQueueBytes: Number.POSITIVE_INFINITY,
    });
  }

  /** Resolves after COMMIT. @throws ProtocolError `not_found` when there is no such session, `busy`, `store_unavailable` */
  async add(sessionId: string, drop: Drop): Promise<void> {
    const isKnown = isUuid(sessionId) && (await this.#batcher.add({ sessionId, ...drop }, ROW_BYTES));
    if (!isKnown) throw new ProtocolError("not_found", `There is no session ${sessionId}.`);
  }

  close(): Promise<void> {
    return this.#batcher.close();
  }

  async #write(batch: readonly BatchEntry<DropRow, boolean>[]): Promise<void> {
    const rows = batch.map(({ item }) => item);
    try {
      const { rows: known } = await this.#pool.query<{ session_id: string }>(INSERT, [
        arrayParameter(OID.uuid, rows, (to, row) => to.uuid(row.sessionId)),
        ...(["stream", "firstSeq", "count"] as const).map((part) =>
          arrayParameter(OID.int8, rows, (to, row) => to.int8(row[part])),
        ),
        arrayParameter(OID.text, rows, (to, row) => to.text(storableText(row.reason))),
      ]);
      const ids = new Set(known.map((row) => row.session_id));
      for (const entry of batch) entry.resolve(ids.has(entry.item.sessionId));
    } catch (error) {
      throw storeError(error);
    }
  }
}
