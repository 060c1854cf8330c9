/** What became of the samples of a session, from its blocks and drops. */
import { type Kysely, sql } from "kysely";
import type { Drop } from "@trajectory/protocols/messages.ts";
import { storableText } from "./binary-writer.ts";
import type { SeqRange } from "./seq-ranges.ts";
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

/** Every announced stream of the session, ordered by id. */
export async function holdingsOf(db: Kysely<Tables>, sessionId: string): Promise<StreamHoldings[]> {
  const streams = await db
    .selectFrom("stream")
    .select(["stream_id", "captured"])
    .where("session_id", "=", sessionId)
    .orderBy("stream_id")
    .execute();
  const { rows } = await sql<{
    stream: number;
    stored: boolean;
    lastUs: number | null;
    from: number;
    to: number;
  }>`
    SELECT stream_id AS stream, stored, (extract(epoch FROM last) * 1000000)::bigint AS "lastUs",
      lower(part) AS "from", upper(part) AS "to"
    FROM (
      SELECT stream_id, true AS stored, max(t1) AS last,
        range_agg(int8range(first_seq, first_seq + sample_count)) AS held
      FROM signal_block WHERE session_id = ${sessionId} GROUP BY stream_id
      UNION ALL
      SELECT stream_id, false, NULL, range_agg(int8range(first_seq, first_seq + sample_count))
      FROM signal_drop WHERE session_id = ${sessionId} GROUP BY stream_id
    ) AS of_stream, unnest(held) AS part
    ORDER BY 1, 2, 4`.execute(db);
  return streams.map(({ stream_id: stream, captured }) => {
    const parts = rows.filter((row) => row.stream === stream);
    return {
      stream,
      stored: parts.filter((part) => part.stored).map(({ from, to }) => ({ from, to })),
      dropped: parts.filter((part) => !part.stored).map(({ from, to }) => ({ from, to })),
      announced: captured ?? 0,
      lastUs: parts.find((part) => part.stored)?.lastUs ?? undefined,
    };
  });
}

/** A drop that is told again with another count stands with the larger one. */
export async function insertDrop(db: Kysely<Tables>, sessionId: string, drop: Drop): Promise<void> {
  await db
    .insertInto("signal_drop")
    .values({
      session_id: sessionId,
      stream_id: drop.stream,
      first_seq: drop.firstSeq,
      sample_count: drop.count,
      reason: storableText(drop.reason),
    })
    .onConflict((conflict) =>
      conflict.columns(["session_id", "stream_id", "first_seq"]).doUpdateSet({
        sample_count: sql`greatest(signal_drop.sample_count, excluded.sample_count)`,
        reason: sql`excluded.reason`,
      }),
    )
    .execute();
}
