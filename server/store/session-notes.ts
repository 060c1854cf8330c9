/** Markers of sessions, and what was said of them. */
import { type Kysely, sql } from "kysely";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import {
  type Marker,
  type MarkersRequest,
  MOST_LISTED,
  MOST_MARKERS,
  type SessionNotes,
  type SessionWord,
} from "../gateway/session-notes.ts";
import { isUuid, storableText, timestampParameter } from "./binary-writer.ts";
import { clocksOf } from "./signal-history/clocks.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

type MarkerRow = Omit<Marker, "at" | "t"> & { us: number; hasEnded: boolean };
/** Words of one session, at most. */
const MOST_WORDS = 1_000;

export class PostgresSessionNotes implements SessionNotes {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async markers(userId: string, { sessionId, from, to }: MarkersRequest): Promise<Marker[]> {
    if (!isUuid(userId) || (sessionId !== undefined && !isUuid(sessionId))) return [];
    const { rows } = await guarded(() =>
      sql<MarkerRow>`
        SELECT session_id AS "sessionId", marker_id AS id, (extract(epoch FROM t) * 1000000)::bigint AS us, name, note,
          session.ended_at IS NOT NULL AS "hasEnded"
        FROM session_marker AS marker JOIN session USING (session_id)
        WHERE marker.user_id = ${userId} AND (${sessionId ?? null}::uuid IS NULL OR session_id = ${sessionId ?? null}::uuid)
          AND t >= ${timestampParameter(Math.floor(from * 1_000))}::timestamptz
          AND t < ${timestampParameter(Math.ceil(to * 1_000))}::timestamptz
        ORDER BY t, marker_id LIMIT ${MOST_LISTED}`.execute(this.#db),
    );
    const sessions = new Map(rows.map((row) => [row.sessionId, row]));
    const clocks = await clocksOf(this.#db, [...sessions.values()]);
    return rows.map(({ us, hasEnded: _hasEnded, ...marker }) => {
      return {
        ...marker,
        t: us / 1_000,
        at: (us + (clocks.get(marker.sessionId)?.offsetAt(us) ?? 0)) / 1_000,
      };
    });
  }

  async setMarker(userId: string, { sessionId, id, t, name, note }: Omit<Marker, "at">): Promise<Marker> {
    const us = Math.round(t * 1_000);
    const { rows } = await guarded(() =>
      sql<{ known: boolean; put: boolean }>`
        WITH own AS (SELECT session_id FROM session
          WHERE session_id = ${isUuid(sessionId) ? sessionId : null}::uuid AND user_id = ${userId}),
        others AS (SELECT count(*) AS held FROM session_marker
          WHERE user_id = ${userId} AND session_id = (SELECT session_id FROM own) AND marker_id <> ${id}),
        put AS (INSERT INTO session_marker (user_id, session_id, marker_id, t, name, note)
          SELECT ${userId}, session_id, ${id}, ${timestampParameter(us)}::timestamptz, ${storableText(name)},
            ${storableText(note)} FROM own, others WHERE held < ${MOST_MARKERS}
          ON CONFLICT (user_id, session_id, marker_id) DO UPDATE
            SET t = excluded.t, name = excluded.name, note = excluded.note, updated_at = now()
          RETURNING marker_id)
        SELECT EXISTS (SELECT FROM own) AS known, EXISTS (SELECT FROM put) AS put`.execute(this.#db),
    );
    const [{ known, put } = { known: false, put: false }] = rows;
    if (!known) throw new ProtocolError("not_found", `There is no session ${sessionId} of yours.`);
    if (!put) {
      throw new ProtocolError("invalid_input", `A session has at most ${MOST_MARKERS} markers.`, {
        field: "markerId",
      });
    }
    const clocks = await clocksOf(this.#db, [{ sessionId, hasEnded: false }]);
    const offset = clocks.get(sessionId)?.offsetAt(us) ?? 0;
    return { sessionId, id, t: us / 1_000, at: (us + offset) / 1_000, name, note };
  }

  async removeMarker(userId: string, sessionId: string, id: string): Promise<boolean> {
    if (!isUuid(userId) || !isUuid(sessionId)) return false;
    const { numDeletedRows } = await guarded(() =>
      this.#db
        .deleteFrom("session_marker")
        .where("user_id", "=", userId)
        .where("session_id", "=", sessionId)
        .where("marker_id", "=", id)
        .executeTakeFirst(),
    );
    return numDeletedRows > 0n;
  }

  async words(userId: string, sessionId: string): Promise<SessionWord[]> {
    if (!isUuid(userId) || !isUuid(sessionId)) return [];
    const { rows } = await guarded(() =>
      sql<{
        seq: number;
        at: Date;
        type: SessionWord["type"];
        claimId: string;
        payload: Partial<SessionWord>;
      }>`
        SELECT seq, at, type, command_id AS "claimId", payload FROM (
          SELECT * FROM event WHERE user_id = ${userId} AND type = 'session_tagged'
          UNION ALL
          SELECT * FROM event WHERE user_id = ${userId} AND type IN ('claim_made', 'claim_confirmed', 'session_rated')
        ) AS said
        WHERE payload->>'sessionId' = ${sessionId} ORDER BY seq LIMIT ${MOST_WORDS}`.execute(this.#db),
    );
    return rows.map(({ seq, at, type, claimId, payload }) =>
      wordOf({ seq, at: at.getTime(), type }, claimId, payload),
    );
  }
}

function wordOf(
  said: Pick<SessionWord, "seq" | "at" | "type">,
  commandId: string,
  { projectId, rating, claimId, text, direction, intensity }: Partial<SessionWord>,
): SessionWord {
  const word: SessionWord = { ...said };
  if (projectId !== undefined) word.projectId = projectId;
  if (rating !== undefined) word.rating = rating;
  if (said.type === "claim_made") word.claimId = commandId;
  else if (claimId !== undefined) word.claimId = claimId;
  if (text !== undefined) word.text = text;
  if (direction !== undefined) word.direction = direction;
  if (intensity !== undefined) word.intensity = intensity;
  return word;
}
