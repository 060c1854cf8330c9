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
    sql<WindowFields>`
      SELECT DISTINCT ON (t0, kind, session_id) ${WINDOW_COLUMNS}
      FROM signal_window
      WHERE user_id = ${userId} AND kind = ANY (${kinds}::int[])
        AND t0 >= ${timestampParameter(Math.floor(from * 1_000))}::timestamptz
        AND t0 < ${timestampParameter(Math.ceil(to * 1_000))}::timestamptz
        AND (${sessionId ?? null}::uuid IS NULL OR session_id = ${sessionId ?? null}::uuid)
      ORDER BY t0, kind, session_id, revision DESC LIMIT ${limit}`.execute(db),
  );
  return rows.map(windowOf);
}
