/**
 * Lets go of blocks that are old enough. What stays for ever: roll-ups, windows, and which samples there were
 * (`stream_holding`), so that ledgers do not change and a device is not asked to send them again.
 *
 * Never let go of: blocks that are not rolled up yet, and the last hour of a session that has not ended, which windows
 * are computed from when it goes on. Blocks and ranges change in one transaction; whatever interrupts it, running it
 * again goes on from there.
 */
import { type Kysely, type Transaction, sql } from "kysely";
import { timestampParameter } from "./binary-writer.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

export interface Released {
  blocks: number;
  samples: number;
  /** Of the samples; rows take a little more. */
  bytes: number;
}

export interface ReleaseOptions {
  /** Samples from before this time go, ms. */
  before: number;
  signal: AbortSignal;
  onReleased: (released: Released) => void;
}

const NOTHING: Released = { blocks: 0, samples: 0, bytes: 0 };
const BATCH_BLOCKS = 5_000;
const SESSIONS_PER_PAGE = 200;
/** More than windows reach back when a session goes on, µs. */
const LIVE_US = 3_600_000_000;
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** Old blocks of a stream, and up to where they may go. */
interface OldStream {
  sessionId: string;
  stream: number;
  untilUs: number;
}

export class PostgresRetention {
  readonly #db: Kysely<Tables>;
  readonly #hasChunks: boolean;

  /** @param hasChunks on TimescaleDB whole days are dropped at once, where nothing of them must stay */
  constructor(db: Kysely<Tables>, hasChunks: boolean) {
    this.#db = db;
    this.#hasChunks = hasChunks;
  }

  /** Stamp of the newest sample of a session whose block is gone, µs. */
  async letGoUntil(sessionId: string): Promise<number | undefined> {
    const { rows } = await guarded(() =>
      sql<{ us: number | null }>`
        SELECT (extract(epoch FROM max(last_t)) * 1000000)::bigint AS us
        FROM stream_holding WHERE session_id = ${sessionId}`.execute(this.#db),
    );
    return rows[0]?.us ?? undefined;
  }

  /** What `release` would let go of now. */
  async count(before: number, signal: AbortSignal): Promise<Released> {
    let total = NOTHING;
    const rolledUpUs = await this.#rolledUp();
    for await (const old of this.#oldStreams(before)) {
      signal.throwIfAborted();
      const { rows } = await guarded(() =>
        sql<Released>`
          SELECT count(*)::bigint AS blocks, coalesce(sum(sample_count), 0)::bigint AS samples,
            coalesce(sum(sample_count::bigint * (channel_count + 1) * 4), 0)::bigint AS bytes
          FROM signal_block WHERE ${isOld(old, rolledUpUs)}`.execute(this.#db),
      );
      total = sumOf(total, rows[0] ?? NOTHING);
    }
    return total;
  }

  async release({ before, signal, onReleased }: ReleaseOptions): Promise<Released> {
    let total = NOTHING;
    const note = (released: Released): void => {
      total = sumOf(total, released);
      if (released.blocks > 0) onReleased(released);
    };
    const rolledUpUs = await this.#rolledUp();
    if (this.#hasChunks) {
      for (const chunk of await this.#oldChunks(before)) {
        signal.throwIfAborted();
        note(await this.#dropChunk(chunk, rolledUpUs));
      }
    }
    for await (const old of this.#oldStreams(before)) {
      for (let released = await this.#deleteBatch(old, rolledUpUs); released.blocks > 0;) {
        note(released);
        signal.throwIfAborted();
        released = await this.#deleteBatch(old, rolledUpUs);
      }
    }
    return total;
  }

  /** Blocks received before this time are rolled up, on every node, µs. */
  async #rolledUp(): Promise<number> {
    const { rows } = await guarded(() =>
      sql<{ us: number | null }>`
        SELECT CASE WHEN min(received_at) > '-infinity' THEN (extract(epoch FROM min(received_at)) * 1000000)::bigint END
          AS us FROM rollup_mark`.execute(this.#db),
    );
    return rows[0]?.us ?? 0;
  }

  async *#oldStreams(before: number): AsyncGenerator<OldStream> {
    const beforeUs = Math.floor(before * 1_000);
    for (let after = NO_ID; ;) {
      const sessions = await guarded(() =>
        this.#db
          .selectFrom("session")
          .select("session_id")
          .where("session_id", ">", after)
          .orderBy("session_id")
          .limit(SESSIONS_PER_PAGE)
          .execute(),
      );
      const last = sessions.at(-1);
      if (last === undefined) return;
      const { rows } = await guarded(() =>
        sql<OldStream>`
          SELECT session_id AS "sessionId", stream_id AS stream, least(${beforeUs}::bigint,
            CASE WHEN ended_at IS NULL
              THEN max((extract(epoch FROM newest.t0) * 1000000)::bigint) OVER (PARTITION BY session_id) - ${LIVE_US}::bigint
            END) AS "untilUs"
          FROM session JOIN stream USING (session_id), LATERAL (
            SELECT t0 FROM signal_block AS block WHERE block.session_id = stream.session_id
              AND block.stream_id = stream.stream_id ORDER BY t0 DESC LIMIT 1) AS newest
          WHERE session_id > ${after} AND session_id <= ${last.session_id}
          ORDER BY 1, 2`.execute(this.#db),
      );
      yield* rows;
      after = last.session_id;
    }
  }

  async #deleteBatch(old: OldStream, rolledUpUs: number): Promise<Released> {
    return guarded(async () => {
      const { rows } = await sql<Released>`
        WITH last AS (
          SELECT t0 FROM signal_block WHERE ${isOld(old, rolledUpUs)} ORDER BY t0 OFFSET ${BATCH_BLOCKS - 1} LIMIT 1
        ), gone AS (
          DELETE FROM signal_block WHERE ${isOld(old, rolledUpUs)} AND t0 <= coalesce((SELECT t0 FROM last), 'infinity')
          RETURNING session_id, stream_id, t1, first_seq, sample_count, channel_count
        ), kept AS (
          INSERT INTO stream_holding AS held
          SELECT session_id, stream_id, range_agg(int8range(first_seq, first_seq + sample_count)), max(t1)
          FROM gone GROUP BY session_id, stream_id
          ON CONFLICT (session_id, stream_id)
            DO UPDATE SET held = held.held + excluded.held, last_t = greatest(held.last_t, excluded.last_t)
        )
        SELECT count(*)::bigint AS blocks, coalesce(sum(sample_count), 0)::bigint AS samples,
          coalesce(sum(sample_count::bigint * (channel_count + 1) * 4), 0)::bigint AS bytes FROM gone`.execute(
        this.#db,
      );
      return rows[0] ?? NOTHING;
    });
  }

  async #oldChunks(before: number): Promise<Chunk[]> {
    const { rows } = await guarded(() =>
      sql<Chunk>`
        SELECT format('%I.%I', chunk_schema, chunk_name) AS name, range_start::text AS "from", range_end::text AS "to"
        FROM timescaledb_information.chunks
        WHERE hypertable_name = 'signal_block' AND range_end <= ${timestampParameter(Math.floor(before * 1_000))}::timestamptz
        ORDER BY range_start`.execute(this.#db),
    );
    return rows;
  }

  /** Drops a chunk of which nothing must stay; late blocks that come for it meanwhile wait. */
  async #dropChunk({ name, from, to }: Chunk, rolledUpUs: number): Promise<Released> {
    return guarded(() =>
      this.#db.transaction().execute(async (tx) => {
        await sql`SELECT set_config('statement_timeout', '0', true)`.execute(tx);
        const chunk = sql.raw(name);
        await sql`LOCK TABLE ${chunk} IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
        if (await mustStay(tx, chunk, to, rolledUpUs)) return NOTHING;
        const { rows } = await sql<Released>`
          WITH gone AS MATERIALIZED (
            SELECT session_id, stream_id, range_agg(int8range(first_seq, first_seq + sample_count)) AS held, max(t1) AS last_t,
              count(*) AS blocks, sum(sample_count) AS samples, sum(sample_count::bigint * (channel_count + 1) * 4) AS bytes
            FROM ${chunk} GROUP BY session_id, stream_id
          ), kept AS (
            INSERT INTO stream_holding AS held SELECT session_id, stream_id, gone.held, last_t FROM gone
            ON CONFLICT (session_id, stream_id)
              DO UPDATE SET held = held.held + excluded.held, last_t = greatest(held.last_t, excluded.last_t)
          )
          SELECT coalesce(sum(blocks), 0)::bigint AS blocks, coalesce(sum(samples), 0)::bigint AS samples,
            coalesce(sum(bytes), 0)::bigint AS bytes FROM gone`.execute(tx);
        await sql`SELECT drop_chunks('signal_block', older_than => ${to}::timestamptz, newer_than => ${from}::timestamptz)`.execute(
          tx,
        );
        return rows[0] ?? NOTHING;
      }),
    );
  }
}

interface Chunk {
  name: string;
  from: string;
  to: string;
}

async function mustStay(
  tx: Transaction<Tables>,
  chunk: ReturnType<typeof sql.raw>,
  to: string,
  rolledUpUs: number,
): Promise<boolean> {
  const { rows } = await sql<{ stays: boolean }>`
    SELECT EXISTS (SELECT FROM ${chunk} WHERE received_at >= ${timestampParameter(rolledUpUs)}::timestamptz)
      OR EXISTS (
        SELECT FROM (SELECT DISTINCT session_id FROM ${chunk}) AS held JOIN session USING (session_id)
        WHERE ended_at IS NULL AND NOT EXISTS (
          SELECT FROM stream, LATERAL (
            SELECT t0 FROM signal_block AS block WHERE block.session_id = stream.session_id
              AND block.stream_id = stream.stream_id ORDER BY t0 DESC LIMIT 1) AS newest
          WHERE stream.session_id = session.session_id
            AND newest.t0 >= ${to}::timestamptz + ${LIVE_US / 1e6} * interval '1 second'
        )
      ) AS stays`.execute(tx);
  return rows[0]?.stays !== false;
}

function isOld({ sessionId, stream, untilUs }: OldStream, rolledUpUs: number) {
  return sql`session_id = ${sessionId} AND stream_id = ${stream} AND t0 < ${timestampParameter(untilUs)}::timestamptz
    AND received_at < ${timestampParameter(rolledUpUs)}::timestamptz`;
}

function sumOf(a: Released, b: Released): Released {
  return { blocks: a.blocks + b.blocks, samples: a.samples + b.samples, bytes: a.bytes + b.bytes };
}
