/** Past sessions with what became of their samples, and their blocks for a replay on the screen. */
import { type Kysely, sql } from "kysely";
import type { Ledger, Stream } from "@trajectory/protocols/messages.ts";
import type { SessionBlocks, SessionSummary } from "../../gateway/signal-history.ts";
import { timestampParameter } from "../binary-writer.ts";
import { readBlocks } from "../signal-reader.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import { SessionClock, clocksOf } from "./clocks.ts";

interface SessionFields {
  sessionId: string;
  device: string;
  appVersion: string;
  startedUs: number;
  endedUs: number | null;
}

interface StreamFields extends Stream {
  sessionId: string;
  announced: number | null;
  stored: number | null;
  dropped: number | null;
  lastSeq: number | null;
  firstUs: number | null;
  lastUs: number | null;
}

/** Blocks of one answer lie within this time, µs. */
const PAGE_US = 60_000_000;

/** Newest first. The ledgers are counted from the roll-ups. */
export async function listSessions(
  db: Kysely<Tables>,
  userId: string,
  wanted: { before: number; limit: number } | { sessionId: string },
): Promise<SessionSummary[]> {
  const sessionId = "sessionId" in wanted ? wanted.sessionId : null;
  const before = "sessionId" in wanted ? null : timestampParameter(Math.floor(wanted.before * 1_000));
  const limit = "sessionId" in wanted ? 1 : wanted.limit;
  const { rows: sessions } = await guarded(() =>
    sql<SessionFields>`
      SELECT session_id AS "sessionId", device_model AS device, app_version AS "appVersion",
        (extract(epoch FROM opened_at) * 1000000)::bigint AS "startedUs",
        (extract(epoch FROM ended_at) * 1000000)::bigint AS "endedUs"
      FROM session WHERE user_id = ${userId} AND (${sessionId}::uuid IS NULL OR session_id = ${sessionId}::uuid)
        AND (${before}::timestamptz IS NULL OR opened_at < ${before}::timestamptz)
      ORDER BY opened_at DESC, session_id LIMIT ${limit}`.execute(db),
  );
  const streams = await streamsOf(
    db,
    sessions.map((session) => session.sessionId),
  );
  const clocks = await clocksOf(
    db,
    sessions.map((session) => ({ sessionId: session.sessionId, hasEnded: session.endedUs !== null })),
  );
  return sessions.map((session) => {
    const clock = clocks.get(session.sessionId) ?? new SessionClock([]);
    return summaryOf(session, streams.get(session.sessionId) ?? [], clock);
  });
}

async function streamsOf(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, StreamFields[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await guarded(() =>
    sql<StreamFields>`
      SELECT stream.session_id AS "sessionId", stream.stream_id AS id, kind, channels, nominal_hz AS "nominalHz",
        captured AS announced, held.*, (SELECT sum(sample_count)::bigint FROM signal_drop AS lost
          WHERE lost.session_id = stream.session_id AND lost.stream_id = stream.stream_id) AS dropped
      FROM stream, LATERAL (
        SELECT sum(sample_count)::bigint AS stored, max(last_seq) AS "lastSeq",
          (extract(epoch FROM min(first_t)) * 1000000)::bigint AS "firstUs",
          (extract(epoch FROM max(last_t)) * 1000000)::bigint AS "lastUs"
        FROM signal_hour AS hour
        WHERE hour.session_id = stream.session_id AND hour.stream_id = stream.stream_id
      ) AS held
      WHERE stream.session_id = ANY (${ids}::uuid[]) ORDER BY 1, 2`.execute(db),
  );
  return Map.groupBy(rows, ({ sessionId }) => sessionId);
}

function summaryOf(
  session: SessionFields,
  streams: readonly StreamFields[],
  clock: SessionClock,
): SessionSummary {
  const { sessionId, device, appVersion, startedUs, endedUs } = session;
  const firsts = streams.flatMap(({ firstUs }) => firstUs ?? []);
  const lasts = streams.flatMap(({ lastUs }) => lastUs ?? []);
  const onServer = (us: number): number => (us + clock.offsetAt(us)) / 1_000;
  return {
    sessionId,
    device,
    appVersion,
    startedAt: startedUs / 1_000,
    endedAt: endedUs === null ? null : endedUs / 1_000,
    from: firsts.length === 0 ? null : onServer(Math.min(...firsts)),
    to: lasts.length === 0 ? null : onServer(Math.max(...lasts)),
    clock: clock.reading,
    streams: streams.map((stream) => {
      const { id, kind, channels, nominalHz } = stream;
      return { id, kind, channels, nominalHz, ledger: ledgerOf(stream) };
    }),
  };
}

function ledgerOf({ announced, stored, dropped, lastSeq }: StreamFields): Omit<Ledger, "stream"> {
  const held = stored ?? 0;
  const lost = dropped ?? 0;
  const captured = Math.max(announced ?? 0, held + lost, (lastSeq ?? -1) + 1);
  return { captured, stored: held, dropped: lost, outstanding: captured - held - lost };
}

/** Those that begin in [fromUs, toUs), by the sensor's clock; at most a minute of them. */
export async function readSessionBlocks(
  db: Kysely<Tables>,
  { sessionId, streams }: SessionSummary,
  fromUs: number,
  toUs: number,
): Promise<SessionBlocks> {
  const first = await firstBlock(db, sessionId, fromUs);
  if (first === undefined || first >= toUs) return { blocks: [], nextUs: null };
  const untilUs = Math.min(toUs, first + PAGE_US);
  const blocks: SessionBlocks["blocks"] = [];
  for (const { id } of streams) {
    for await (const { block } of readBlocks(db, sessionId, id, first)) {
      if (block.t0Us >= untilUs) break;
      if (block.t0Us >= first) blocks.push(block);
    }
  }
  blocks.sort((a, b) => a.t0Us - b.t0Us || a.stream - b.stream);
  const next = await firstBlock(db, sessionId, untilUs);
  return { blocks, nextUs: next === undefined || next >= toUs ? null : next };
}

/** Stamp of the first block of any stream at or after a time. */
async function firstBlock(
  db: Kysely<Tables>,
  sessionId: string,
  fromUs: number,
): Promise<number | undefined> {
  const { rows } = await guarded(() =>
    sql<{ us: number | null }>`
      SELECT (extract(epoch FROM min(next.t0)) * 1000000)::bigint AS us
      FROM stream, LATERAL (
        SELECT t0 FROM signal_block AS block
        WHERE block.session_id = stream.session_id AND block.stream_id = stream.stream_id
          AND t0 >= ${timestampParameter(fromUs)}::timestamptz
        ORDER BY t0 LIMIT 1
      ) AS next
      WHERE stream.session_id = ${sessionId}`.execute(db),
  );
  return rows[0]?.us ?? undefined;
}
