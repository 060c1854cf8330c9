/** Sessions that have not ended and have samples newer than their windows. */
import { type Kysely, sql } from "kysely";
import { STREAM_KIND_NUMBER, WINDOW_KIND_NUMBER } from "@trajectory/protocols/messages.ts";
import type { LeftSession } from "../jobs/left-windows.ts";
import { newestSamples } from "./ledger-table.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

/** Kinds of streams that windows are made of; gestures alone make none. */
const KINDS = (["motion", "rr", "ppg", "heart_rate"] as const).map((kind) => STREAM_KIND_NUMBER[kind]);
/** Windows that are stored; once the open ones are said, one of them reaches past the newest sample. */
const STORED = [WINDOW_KIND_NUMBER.motion, WINDOW_KIND_NUMBER.heart];
/** A session that nobody has ended for so long is not asked about any more. */
const ASKED_DAYS = 7;
const MOST = 1_000;

/**
 * Those that have been silent for a time, the newest first. Asks indexes a few times a session that has not ended.
 * @param held sessions of this node: they are not asked about
 */
export async function leftSessions(
  db: Kysely<Tables>,
  silentMs: number,
  held: readonly string[],
): Promise<LeftSession[]> {
  const { rows } = await guarded(() =>
    sql<{ sessionId: string; windowsUntilUs: number | null; silentMs: number }>`
      SELECT session.session_id AS "sessionId", (extract(epoch FROM said.t1) * 1000000)::bigint AS "windowsUntilUs",
        (extract(epoch FROM now() - heard.received_at) * 1000)::double precision AS "silentMs"
      FROM session
      CROSS JOIN LATERAL (
        SELECT max(newest.t1) AS t1, max(newest.received_at) AS received_at
        FROM stream CROSS JOIN LATERAL (
          SELECT t1, received_at FROM signal_block AS block
          WHERE block.session_id = stream.session_id AND block.stream_id = stream.stream_id
          ORDER BY t0 DESC LIMIT 1
        ) AS newest
        WHERE stream.session_id = session.session_id AND stream.kind = ANY (${KINDS}::int[])
      ) AS heard
      LEFT JOIN LATERAL (
        SELECT max(newest.t1) AS t1
        FROM unnest(${STORED}::int[]) AS kept CROSS JOIN LATERAL (
          SELECT t1 FROM signal_window AS held
          WHERE held.session_id = session.session_id AND held.kind = kept ORDER BY t0 DESC LIMIT 1
        ) AS newest
      ) AS said ON true
      WHERE session.ended_at IS NULL AND session.session_id <> ALL (${held}::uuid[])
        AND session.opened_at > now() - ${ASKED_DAYS} * interval '1 day'
        AND heard.received_at <= now() - ${silentMs}::double precision * interval '1 millisecond'
        AND (said.t1 IS NULL OR said.t1 <= heard.t1)
      ORDER BY heard.received_at DESC LIMIT ${MOST}`.execute(db),
  );
  const left: LeftSession[] = [];
  for (const { windowsUntilUs, ...row } of rows) {
    const newest = await guarded(() => newestSamples(db, row.sessionId));
    if (newest.length > 0) left.push({ ...row, newest, windowsUntilUs: windowsUntilUs ?? undefined });
  }
  return left;
}
