/** Reads of past signals for one database. */
import { type Kysely, sql } from "kysely";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { type ClockExchange, type Window, streamKindName } from "@trajectory/protocols/messages.ts";
import type {
  ChannelInfo,
  OverviewRequest,
  Series,
  SeriesRequest,
  SessionBlocks,
  SessionOverview,
  SessionSummary,
  SignalHistory,
  SummaryPeriod,
  SummaryRequest,
  WindowsRequest,
} from "../../gateway/signal-history.ts";
import { isUuid } from "../binary-writer.ts";
import { holdingsOf } from "../ledger-table.ts";
import { ledgerOf } from "../seq-ranges.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import { listExchanges } from "./clocks.ts";
import { readOverview } from "./overview.ts";
import { readSeries } from "./series.ts";
import { listSessions, readSessionBlocks } from "./sessions.ts";
import { readPeriods, readSummary } from "./summary.ts";
import { unitOf } from "./units.ts";
import { listWindows } from "./windows.ts";

export class PostgresSignalHistory implements SignalHistory {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async channels(userId: string): Promise<ChannelInfo[]> {
    const { rows } = await guarded(() =>
      sql<Omit<ChannelInfo, "channel" | "unit"> & { kind: number; name: string }>`
        SELECT kind, channel.name, (array_agg(nominal_hz ORDER BY opened_at DESC))[1] AS "nominalHz",
          count(DISTINCT session.session_id)::int AS sessions,
          (extract(epoch FROM min(oldest.first_t)) * 1000)::double precision AS "from",
          (extract(epoch FROM max(newest.last_t)) * 1000)::double precision AS "to"
        FROM session JOIN stream USING (session_id),
          LATERAL unnest(stream.channels) AS channel (name),
          LATERAL (SELECT first_t FROM signal_hour AS hour WHERE hour.session_id = stream.session_id
            AND hour.stream_id = stream.stream_id ORDER BY t LIMIT 1) AS oldest,
          LATERAL (SELECT last_t FROM signal_hour AS hour WHERE hour.session_id = stream.session_id
            AND hour.stream_id = stream.stream_id ORDER BY t DESC LIMIT 1) AS newest
        WHERE user_id = ${userId} GROUP BY kind, channel.name ORDER BY kind, channel.name`.execute(this.#db),
    );
    return rows.map(({ kind, name, ...info }) => {
      const known = streamKindName(kind);
      return { channel: `${known}.${name}`, unit: unitOf(known, name), ...info };
    });
  }

  exchanges(sessionId: string, afterUs: number): Promise<ClockExchange[]> {
    return listExchanges(this.#db, sessionId, afterUs);
  }

  series(userId: string, request: SeriesRequest): Promise<Series> {
    return readSeries(this.#db, userId, request);
  }

  /** Roll-ups come a little after the blocks: what they leave outstanding is counted in the blocks. */
  async sessions(userId: string, before: number, limit: number): Promise<SessionSummary[]> {
    const listed = await listSessions(this.#db, userId, { before, limit });
    return Promise.all(
      listed.map(async (session) => {
        const isOpen = session.streams.some(({ ledger }) => ledger.outstanding > 0);
        return isOpen ? this.#counted(session) : session;
      }),
    );
  }

  async session(userId: string, sessionId: string): Promise<SessionSummary> {
    return this.#counted(await this.#listed(userId, sessionId));
  }

  async #counted(session: SessionSummary): Promise<SessionSummary> {
    const holdings = await guarded(() => holdingsOf(this.#db, session.sessionId));
    return {
      ...session,
      streams: session.streams.map((stream) => {
        const held = holdings.find((one) => one.stream === stream.id);
        if (held === undefined) return stream;
        const { stream: _, ...ledger } = ledgerOf(stream.id, held, held.announced);
        return { ...stream, ledger };
      }),
    };
  }

  windows(userId: string, request: WindowsRequest): Promise<Window[]> {
    return listWindows(this.#db, userId, request);
  }

  async blocks(userId: string, sessionId: string, fromUs: number, toUs: number): Promise<SessionBlocks> {
    return readSessionBlocks(this.#db, await this.#listed(userId, sessionId), fromUs, toUs);
  }

  async overview(userId: string, sessionId: string, request: OverviewRequest): Promise<SessionOverview> {
    await this.#listed(userId, sessionId);
    return readOverview(this.#db, userId, sessionId, request);
  }

  /** @throws ProtocolError `not_found` */
  async #listed(userId: string, sessionId: string): Promise<SessionSummary> {
    const [session] = isUuid(sessionId) ? await listSessions(this.#db, userId, { sessionId }) : [];
    if (session === undefined)
      throw new ProtocolError("not_found", `There is no session ${sessionId} of yours.`);
    return session;
  }

  summary(userId: string, request: SummaryRequest): Promise<SummaryPeriod[]> {
    return readSummary(this.#db, userId, request);
  }

  summaryBetween(userId: string, bounds: readonly number[]): Promise<SummaryPeriod[]> {
    const periods = bounds.slice(1).map((to, i) => ({ from: bounds[i] ?? to, to }));
    return readPeriods(this.#db, userId, periods);
  }
}
