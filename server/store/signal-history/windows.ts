/** Windows of a user's sessions, newest revisions, by the sensor's clock. */
import { type Kysely, sql } from "kysely";
import { WINDOW_KIND_NUMBER, type Window } from "@trajectory/protocols/messages.ts";
import type { WindowsRequest } from "../../gateway/signal-history.ts";
import { isUuid, timestampParameter } from "../binary-writer.ts";
import { WINDOW_COLUMNS, type WindowFields, windowOf } from "../signal-reader.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";

export async function listWindows(
  db: Kysely<Tables>,
  userId: string,
  { from, to, kind, sessionId, limit }: WindowsRequest,
): Promise<Window[]> {
  if (sessionId !== undefined && !isUuid(sessionId)) return [];
  const kinds = kind === undefined ? Object.values(WINDOW_KIND_NUMBER) : [WINDOW_KIND_NUMBER[kind]];
  const { rows } = await guarded(() =>
    // Each kind in the order of its index; the newest revision is the one without a newer one.
    sql<WindowFields>`
      SELECT ${WINDOW_COLUMNS}
      FROM unnest(${kinds}::int[]) AS wanted, LATERAL (
        SELECT * FROM signal_window AS held
        WHERE user_id = ${userId} AND kind = wanted
          AND t0 >= ${timestampParameter(Math.floor(from * 1_000))}::timestamptz
          AND t0 < ${timestampParameter(Math.ceil(to * 1_000))}::timestamptz
          AND (${sessionId ?? null}::uuid IS NULL OR session_id = ${sessionId ?? null}::uuid)
          AND NOT EXISTS (SELECT FROM signal_window AS newer WHERE newer.session_id = held.session_id
            AND newer.kind = held.kind AND newer.t0 = held.t0 AND newer.revision > held.revision)
        ORDER BY t0 LIMIT ${limit}
      ) AS newest
      ORDER BY t0, kind, session_id LIMIT ${limit}`.execute(db),
  );
  return rows.map(windowOf);
}
