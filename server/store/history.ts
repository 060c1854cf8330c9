/** Reads of the log and the signals that a feed begins with. */
import { type Kysely, sql } from "kysely";
import type { StoredSnapshot } from "@trajectory/actors/runtime/ports.ts";
import type { SessionInfo } from "@trajectory/ingest/ports.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { HistoryStore, RecentSignals, SessionRow } from "../gateway/ports.ts";
import type { PostgresEventLog } from "./event-log.ts";
import { headAt, snapshotUpTo } from "./past.ts";
import { sessionsOf } from "./session-table.ts";
import { readBlocks, readWindows } from "./signal-reader.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

const SECOND_US = 1_000_000;

export class PostgresHistory implements HistoryStore {
  readonly #db: Kysely<Tables>;
  readonly #log: PostgresEventLog;

  constructor(db: Kysely<Tables>, log: PostgresEventLog) {
    this.#db = db;
    this.#log = log;
  }

  events(userId: string, afterSeq: number, limit: number): Promise<EventRecord[]> {
    return this.#log.read(userId, afterSeq, limit);
  }

  newestEvents(userId: string, limit: number): Promise<EventRecord[]> {
    return this.#log.newest(userId, limit);
  }

  findCommand(userId: string, commandId: string): Promise<EventRecord[]> {
    return this.#log.findCommand(userId, commandId);
  }

  async snapshotBefore(userId: string, at: number): Promise<StoredSnapshot | undefined> {
    return snapshotUpTo(this.#db, userId, await headAt(this.#db, userId, at));
  }

  async sessions(userId: string, limit: number): Promise<SessionRow[]> {
    const sessions = await guarded(() => sessionsOf(this.#db, userId, limit));
    return sessions.map(sessionRow);
  }

  async sessionTags(userId: string): Promise<Map<string, string>> {
    const { rows } = await guarded(() =>
      sql<{ sessionId: string; projectId: string }>`
        SELECT payload->>'sessionId' AS "sessionId", payload->>'projectId' AS "projectId" FROM event
        WHERE user_id = ${userId} AND type = 'session_tagged' ORDER BY seq`.execute(this.#db),
    );
    return new Map(rows.map(({ sessionId, projectId }) => [sessionId, projectId]));
  }

  /** Of the newest session, back from its newest sample: a recording of long ago shows its last seconds too. */
  async recentSignals(userId: string, seconds: number): Promise<RecentSignals> {
    const [session] = await guarded(() => sessionsOf(this.#db, userId, 1));
    if (session === undefined) return { blocks: [], windows: [] };
    const { sessionId, streams } = session;
    const newestUs = await guarded(() => newestStamp(this.#db, sessionId));
    if (newestUs === undefined) return { blocks: [], windows: [] };
    const fromUs = newestUs - seconds * SECOND_US;
    const blocks: RecentSignals["blocks"] = [];
    for (const stream of streams) {
      for await (const { block, receivedUs } of readBlocks(this.#db, sessionId, stream.id, fromUs)) {
        blocks.push({ sessionId, stream, block, receivedUs });
      }
    }
    blocks.sort((a, b) => a.block.t0Us - b.block.t0Us);
    return { blocks, windows: await readWindows(this.#db, sessionId, fromUs) };
  }
}

/** The last block of each stream, by the key: no scan of the session. */
async function newestStamp(db: Kysely<Tables>, sessionId: string): Promise<number | undefined> {
  const { rows } = await sql<{ us: number | null }>`
    SELECT (extract(epoch FROM max(newest.t1)) * 1000000)::bigint AS us
    FROM stream, LATERAL (
      SELECT t1 FROM signal_block AS block
      WHERE block.session_id = stream.session_id AND block.stream_id = stream.stream_id
      ORDER BY t0 DESC LIMIT 1
    ) AS newest
    WHERE stream.session_id = ${sessionId}`.execute(db);
  return rows[0]?.us ?? undefined;
}

function sessionRow({ sessionId, openedUs, endedUs, deviceModel, streams }: SessionInfo): SessionRow {
  return {
    sessionId,
    startedAt: openedUs / 1_000,
    ...(endedUs === undefined ? {} : { endedAt: endedUs / 1_000 }),
    device: deviceModel,
    streams: [...streams],
  };
}
