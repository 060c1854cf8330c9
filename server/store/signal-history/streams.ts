/** The streams of a user that have a channel, and where their samples lie. */
import { type Kysely, sql } from "kysely";
import { STREAM_KIND_NUMBER } from "@trajectory/protocols/messages.ts";
import type { ChannelName } from "../../gateway/signal-history.ts";
import { isUuid } from "../binary-writer.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import { type SessionClock, clocksOf } from "./clocks.ts";

export interface ChannelStream {
  sessionId: string;
  stream: number;
  /** Of the channel, from 1. */
  place: number;
  nominalHz: number;
  /** Stamps of the first and the last sample, by the sensor's clock, µs; as far as they are rolled up. */
  firstUs: number;
  lastUs: number;
  /** Blocks up to this stamp may have been let go of; −∞: all are there. */
  goneUs: number;
  clock: SessionClock;
}

/** In order of their first sample. */
export async function channelStreams(
  db: Kysely<Tables>,
  userId: string,
  { kind, name }: ChannelName,
  sessionId?: string,
): Promise<ChannelStream[]> {
  if (!isUuid(userId) || (sessionId !== undefined && !isUuid(sessionId))) return [];
  const { rows } = await guarded(() =>
    sql<Omit<ChannelStream, "clock" | "goneUs"> & { hasEnded: boolean; goneUs: number | null }>`
      SELECT session.session_id AS "sessionId", stream.stream_id AS stream,
        array_position(stream.channels, ${name}) AS place, stream.nominal_hz AS "nominalHz",
        session.ended_at IS NOT NULL AS "hasEnded",
        (extract(epoch FROM oldest.first_t) * 1000000)::bigint AS "firstUs",
        (extract(epoch FROM newest.last_t) * 1000000)::bigint AS "lastUs",
        (extract(epoch FROM gone.last_t) * 1000000)::bigint AS "goneUs"
      FROM session JOIN stream USING (session_id)
        LEFT JOIN stream_holding AS gone USING (session_id, stream_id),
        LATERAL (SELECT first_t FROM signal_hour AS hour WHERE hour.session_id = stream.session_id
          AND hour.stream_id = stream.stream_id ORDER BY t LIMIT 1) AS oldest,
        LATERAL (SELECT last_t FROM signal_hour AS hour WHERE hour.session_id = stream.session_id
          AND hour.stream_id = stream.stream_id ORDER BY t DESC LIMIT 1) AS newest
      WHERE session.user_id = ${userId} AND stream.kind = ${STREAM_KIND_NUMBER[kind]}
        AND ${name} = ANY (stream.channels)
        AND (${sessionId ?? null}::uuid IS NULL OR session.session_id = ${sessionId ?? null}::uuid)
      ORDER BY oldest.first_t`.execute(db),
  );
  const clocks = await clocksOf(db, rows);
  return rows.flatMap(({ hasEnded: _hasEnded, goneUs, ...stream }) => {
    const clock = clocks.get(stream.sessionId);
    return clock === undefined ? [] : [{ ...stream, goneUs: goneUs ?? Number.NEGATIVE_INFINITY, clock }];
  });
}
