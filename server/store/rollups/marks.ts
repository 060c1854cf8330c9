/** Up to when each node has rolled up what it received, and where the blocks behind a mark lie. */
import { type Kysely, sql } from "kysely";
import { timestampParameter } from "../binary-writer.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import type { StreamKey } from "./rows.ts";

export interface Mark {
  nodeId: string;
  /** ms; −∞: blocks from before there were roll-ups. */
  receivedAt: number;
  updatedAt: number;
}

/** Samples of one stream that lie together. */
export interface BlockSpan extends StreamKey {
  fromUs: number;
  toUs: number;
}

const SLICE_MS = 600_000;
const SESSIONS_PER_PAGE = 200;
const NO_ID = "00000000-0000-0000-0000-000000000000";

export async function writeMark(db: Kysely<Tables>, nodeId: string, receivedMs: number): Promise<void> {
  const received = timestampParameter(Math.floor(receivedMs * 1_000));
  await guarded(() =>
    sql`
      INSERT INTO rollup_mark (node_id, received_at) VALUES (${nodeId}, ${received}::timestamptz)
      ON CONFLICT (node_id) DO UPDATE SET received_at = excluded.received_at, updated_at = now()`.execute(db),
  );
}

/** Marks of a node, and those that nobody has moved for a time. */
export async function marksLeft(db: Kysely<Tables>, nodeId: string, idleMs: number): Promise<Mark[]> {
  const { rows } = await guarded(() =>
    sql<{ nodeId: string; receivedAt: number | null; updatedAt: number }>`
      SELECT node_id AS "nodeId", (extract(epoch FROM updated_at) * 1000)::double precision AS "updatedAt",
        CASE WHEN received_at > '-infinity' THEN (extract(epoch FROM received_at) * 1000)::double precision END
          AS "receivedAt"
      FROM rollup_mark
      WHERE node_id = ${nodeId} OR updated_at < now() - ${idleMs}::double precision * interval '1 millisecond'
      ORDER BY node_id`.execute(db),
  );
  return rows.map((row) => ({ ...row, receivedAt: row.receivedAt ?? Number.NEGATIVE_INFINITY }));
}

/** Unless its node has come back. */
export async function dropMark(db: Kysely<Tables>, { nodeId, updatedAt }: Mark): Promise<void> {
  await guarded(() =>
    sql`
      DELETE FROM rollup_mark WHERE node_id = ${nodeId}
        AND updated_at <= to_timestamp(${updatedAt}::double precision / 1000) + interval '1 second'`.execute(
      db,
    ),
  );
}

/** Spans, by hours, of the blocks that were received in a time, ms. */
export async function* spansReceived(
  db: Kysely<Tables>,
  fromMs: number,
  untilMs: number,
): AsyncGenerator<BlockSpan> {
  if (fromMs === Number.NEGATIVE_INFINITY) {
    yield* spansOfAll(db);
    return;
  }
  let slice = SLICE_MS;
  for (let from = fromMs; from < untilMs;) {
    const until = Math.min(untilMs, from + slice);
    const { rows } = await guarded(() =>
      sql<BlockSpan>`
        SELECT session_id AS "sessionId", stream_id AS stream,
          (extract(epoch FROM min(t0)) * 1000000)::bigint AS "fromUs",
          (extract(epoch FROM max(t1)) * 1000000)::bigint AS "toUs"
        FROM signal_block
        WHERE received_at >= ${timestampParameter(Math.floor(from * 1_000))}::timestamptz
          AND received_at <= ${timestampParameter(Math.ceil(until * 1_000))}::timestamptz
        GROUP BY session_id, stream_id, date_trunc('hour', t0) ORDER BY 1, 2, 3`.execute(db),
    );
    yield* rows;
    from = until;
    // A long time in which nothing came is soon passed.
    slice = rows.length === 0 ? slice * 2 : SLICE_MS;
  }
}

/** By the key: the first and the last block of each stream. */
async function* spansOfAll(db: Kysely<Tables>): AsyncGenerator<BlockSpan> {
  for (let after = NO_ID; ;) {
    const sessions = await guarded(() =>
      db
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
      sql<BlockSpan>`
        SELECT stream.session_id AS "sessionId", stream.stream_id AS stream,
          (extract(epoch FROM oldest.t0) * 1000000)::bigint AS "fromUs",
          (extract(epoch FROM newest.t1) * 1000000)::bigint AS "toUs"
        FROM stream,
          LATERAL (SELECT t0 FROM signal_block AS block WHERE block.session_id = stream.session_id
            AND block.stream_id = stream.stream_id ORDER BY t0 LIMIT 1) AS oldest,
          LATERAL (SELECT t1 FROM signal_block AS block WHERE block.session_id = stream.session_id
            AND block.stream_id = stream.stream_id ORDER BY t0 DESC LIMIT 1) AS newest
        WHERE stream.session_id > ${after} AND stream.session_id <= ${last.session_id}
        ORDER BY 1, 2`.execute(db),
    );
    yield* rows;
    after = last.session_id;
  }
}
