/** What became of the samples of a session, from its blocks and drops. */
import { type Kysely, sql } from "kysely";
import { type SeqRange, union } from "./seq-ranges.ts";
import type { Tables } from "./tables.ts";

export interface StreamHoldings {
  stream: number;
  stored: SeqRange[];
  dropped: SeqRange[];
  /** Samples the device says it captured; 0 while it has not said. */
  announced: number;
  /** Stamp of the newest stored sample. */
  lastUs: number | undefined;
}

/** Every announced stream of the session, ordered by id. Blocks that retention has let go of count as stored. */
export async function holdingsOf(db: Kysely<Tables>, sessionId: string): Promise<StreamHoldings[]> {
  const [streams, parts] = await Promise.all([streamsOf(db, sessionId), partsOf(db, sessionId)]);
  return streams.map(({ stream, announced, lastUs }) => {
    const mine = (isStored: boolean): SeqRange[] =>
      union(parts.filter((part) => part.stream === stream && part.isStored === isStored));
    return { stream, stored: mine(true), dropped: mine(false), announced, lastUs: lastUs ?? undefined };
  });
}

interface AnnouncedStream {
  stream: number;
  announced: number;
  lastUs: number | null;
}

async function streamsOf(db: Kysely<Tables>, sessionId: string): Promise<AnnouncedStream[]> {
  const { rows } = await sql<AnnouncedStream>`
    SELECT stream.stream_id AS stream, coalesce(captured, 0) AS announced,
      (extract(epoch FROM greatest(newest.t1, held.last_t)) * 1000000)::bigint AS "lastUs"
    FROM stream LEFT JOIN stream_holding AS held USING (session_id, stream_id) LEFT JOIN LATERAL (
      SELECT t1 FROM signal_block AS block
      WHERE block.session_id = stream.session_id AND block.stream_id = stream.stream_id ORDER BY t0 DESC LIMIT 1
    ) AS newest ON true
    WHERE stream.session_id = ${sessionId} ORDER BY 1`.execute(db);
  return rows;
}

/** Stamp of the newest stored sample of each stream that has any. */
export async function newestSamples(
  db: Kysely<Tables>,
  sessionId: string,
): Promise<{ stream: number; lastUs: number }[]> {
  const streams = await streamsOf(db, sessionId);
  return streams.flatMap(({ stream, lastUs }) => (lastUs === null ? [] : [{ stream, lastUs }]));
}

interface Part extends SeqRange {
  stream: number;
  isStored: boolean;
}

/**
 * Ranges that may touch and overlap. Blocks come in the order of their key, which has all that is asked for, so that
 * the rows themselves are not read; a chain ends where a block does not touch the one before it.
 */
async function partsOf(db: Kysely<Tables>, sessionId: string): Promise<Part[]> {
  const { rows } = await sql<Part>`
    SELECT stream_id AS stream, true AS "isStored", min(first_seq) AS "from", max(end_seq) AS "to"
    FROM (
      SELECT *, count(*) FILTER (WHERE first_seq < last_first OR first_seq > last_end) OVER ordered AS chain
      FROM (
        SELECT stream_id, t0, first_seq, sample_count, first_seq + sample_count AS end_seq,
          lag(first_seq) OVER ordered AS last_first, lag(first_seq + sample_count) OVER ordered AS last_end
        FROM signal_block WHERE session_id = ${sessionId}
        WINDOW ordered AS (PARTITION BY stream_id ORDER BY t0, first_seq, sample_count)
      ) AS block
      WINDOW ordered AS (PARTITION BY stream_id ORDER BY t0, first_seq, sample_count)
    ) AS block
    GROUP BY stream_id, chain
    UNION ALL
    SELECT stream_id, true, lower(part), upper(part)
    FROM stream_holding, unnest(held) AS part WHERE session_id = ${sessionId}
    UNION ALL
    SELECT stream_id, false, first_seq, first_seq + sample_count FROM signal_drop WHERE session_id = ${sessionId}`.execute(
    db,
  );
  return rows;
}
