/** Clock exchanges, as they came: of thousands of devices one every 5 s each, so that they share their COMMITs. */
import type { Pool } from "pg";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { ClockExchange } from "@trajectory/protocols/messages.ts";
import { Batcher, type BatchEntry } from "./batcher.ts";
import { OID, arrayParameter, isUuid } from "./binary-writer.ts";
import { storeError } from "./store-error.ts";

interface ExchangeRow extends ClockExchange {
  sessionId: string;
}

const FLUSH_MS = 250;
const MOST_ROWS = 2_000;
const QUEUE_ROWS = 50_000;
const ROW_BYTES = 64;

/** Answers the sessions that there are; an exchange that is there already stays. */
const INSERT = `
  WITH input AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
      AS input (session_id, t0_us, t1_us, t2_us, t3_us)
  ), known AS (
    SELECT session_id FROM session WHERE session_id IN (SELECT session_id FROM input)
  ), added AS (
    INSERT INTO clock_exchange (session_id, t0_us, t1_us, t2_us, t3_us)
    SELECT * FROM input WHERE session_id IN (SELECT session_id FROM known) ORDER BY session_id, t0_us
    ON CONFLICT DO NOTHING
  )
  SELECT session_id FROM known`;

export class ClockWriter {
  readonly #pool: Pool;
  readonly #batcher: Batcher<ExchangeRow, boolean>;

  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool;
    this.#batcher = new Batcher({
      write: (batch) => this.#write(batch),
      clock,
      delayMs: FLUSH_MS,
      maxBatchEntries: MOST_ROWS,
      maxBatchBytes: Number.POSITIVE_INFINITY,
      maxQueueEntries: QUEUE_ROWS,
      maxQueueBytes: Number.POSITIVE_INFINITY,
    });
  }

  /** Resolves after COMMIT. @throws ProtocolError `not_found` when there is no such session, `busy`, `store_unavailable` */
  async add(sessionId: string, exchange: ClockExchange): Promise<void> {
    const isKnown = isUuid(sessionId) && (await this.#batcher.add({ sessionId, ...exchange }, ROW_BYTES));
    if (!isKnown) throw new ProtocolError("not_found", `There is no session ${sessionId}.`);
  }

  close(): Promise<void> {
    return this.#batcher.close();
  }

  async #write(batch: readonly BatchEntry<ExchangeRow, boolean>[]): Promise<void> {
    const rows = batch.map(({ item }) => item);
    try {
      const { rows: known } = await this.#pool.query<{ session_id: string }>(INSERT, [
        arrayParameter(OID.uuid, rows, (to, row) => to.uuid(row.sessionId)),
        ...(["t0Us", "t1Us", "t2Us", "t3Us"] as const).map((stamp) =>
          arrayParameter(OID.int8, rows, (to, row) => to.int8(row[stamp])),
        ),
      ]);
      const ids = new Set(known.map((row) => row.session_id));
      for (const entry of batch) entry.resolve(ids.has(entry.item.sessionId));
    } catch (error) {
      throw storeError(error);
    }
  }
}
