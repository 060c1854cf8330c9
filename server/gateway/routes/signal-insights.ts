/** Past signals summed up: by day and week, two sessions side by side, and beside η. */
import type { FastifyReply } from "fastify";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { ComputePool } from "../../compute/pool.ts";
import type { App } from "../app.ts";
import { mayRead, requireUser } from "../auth.ts";
import { localDaysOf, measuresOf, SLOT_MINUTES } from "../days-compared.ts";
import type { AccountStore, HistoryStore, SettingsStore } from "../ports.ts";
import type { Series, SessionSummary, SignalHistory } from "../signal-history.ts";
import { alignSessions, correlateWithEta, noteOn } from "../signal-insights.ts";
import { CorrelationAnswer, DaysAnswer } from "./day-answers.ts";
import { hangUpOf } from "./hang-up.ts";
import { CompareAnswer, SummaryAnswer } from "./signal-answers.ts";
import { CompareQuery, CorrelationQuery, DaysQuery, OfUser, SummaryQuery } from "./signal-queries.ts";
import { SIGNAL_LIMITS, channelOf, checkSpan, columnsOf } from "./signals.ts";

const tags = ["signals"];
const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 400;
/** Events read from the log at once. */
const PAGE = 500;

export interface SignalInsightRoutes {
  accounts: AccountStore;
  signals: SignalHistory;
  settings: Pick<SettingsStore, "read">;
  history: Pick<HistoryStore, "events" | "snapshotBefore">;
  compute: ComputePool;
  now: () => number;
}

export function signalInsightRoutes(app: App, options: SignalInsightRoutes): void {
  const { accounts, signals, settings, now } = options;

  const zoneOf = async (userId: string, asked: string | undefined): Promise<string> =>
    asked ?? (await settings.read(userId)).timeZone ?? "UTC";

  const onRequest = requireUser(accounts);
  const config = SIGNAL_LIMITS;

  app.get(
    "/api/signals/:userId/summary",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        querystring: SummaryQuery,
        summary: "Channels and features by day or week of a time zone",
        description:
          `The last ${DEFAULT_DAYS} days without from and to; at most ${MOST_DAYS}. Weeks begin on Monday. Features are of ` +
          "the windows that begin with a minute. Periods without signals are left out.",
        response: { 200: SummaryAnswer },
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const { by, from, to } = request.query;
      const tz = await zoneOf(userId, request.query.tz);
      const span = spanOf(from, to, now());
      return { by, tz, periods: await signals.summary(userId, { by, tz, ...span }) };
    },
  );

  app.get(
    "/api/signals/:userId/compare",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        querystring: CompareQuery,
        summary: "A channel in two sessions, both from their first sample on",
        response: { 200: CompareAnswer },
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const { a, b, channel, points } = request.query;
      const sessions = await Promise.all([signals.session(userId, a), signals.session(userId, b)]);
      const aligned = await alignSessions(signals, userId, channelOf(channel), sessions, points);
      const count = Math.max(aligned.a.points.length, aligned.b.points.length);
      return {
        channel,
        unit: aligned.a.unit,
        step: aligned.step,
        elapsed: Array.from({ length: count }, (_, i) => i * aligned.step),
        a: sideOf(sessions[0], aligned.a),
        b: sideOf(sessions[1], aligned.b),
        difference: Array.from({ length: count }, (_, i) => {
          const [one, other] = [aligned.a.points[i]?.mean ?? null, aligned.b.points[i]?.mean ?? null];
          return one === null || other === null ? null : other - one;
        }),
      };
    },
  );

  app.get(
    "/api/signals/:userId/days",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        querystring: DaysQuery,
        summary: "Days over one another by the clock: η, channels and features",
        description:
          `A value per ${SLOT_MINUTES} minutes from midnight to midnight of a time zone: η at their end (or now), means of the rest. ` +
          "In the night in which clocks go forward the hour that is left out is null; where they go back the hour that comes " +
          "twice is one, of both.",
        response: { 200: DaysAnswer },
      },
    },
    async (request, reply) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const tz = await zoneOf(userId, request.query.tz);
      const days = localDaysOf(request.query.days.split(","), tz);
      const known = [];
      for (const day of days) {
        const begun = day.parts.filter((part) => part.from <= now());
        const times = begun.map((part) => Math.min(part.to - 1, now()));
        const eta = times.length === 0 ? [] : await etaAt(options, userId, times, reply);
        const bounds = [...day.parts.map(({ from }) => from), day.to];
        known.push({ day, eta, periods: await signals.summaryBetween(userId, bounds) });
      }
      return {
        tz,
        minutes: SLOT_MINUTES,
        days: days.map(({ day, from, to }) => ({ day, from, to })),
        measures: measuresOf(known),
      };
    },
  );

  app.get(
    "/api/signals/:userId/correlation",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        querystring: CorrelationQuery,
        summary: "Features of each day beside η at its end, and what may be concluded",
        response: { 200: CorrelationAnswer },
      },
    },
    async (request, reply) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const { from, to } = request.query;
      const tz = await zoneOf(userId, request.query.tz);
      const span = spanOf(from, to, now());
      const periods = await signals.summary(userId, { by: "day", tz, ...span });
      const times = periods.map((period) => Math.min(period.to - 1, now()));
      const eta = times.length === 0 ? [] : await etaAt(options, userId, times, reply);
      const { days, features } = correlateWithEta(periods, eta);
      return { tz, days, tested: features.length, note: noteOn(features.length), features };
    },
  );
}

function sideOf({ sessionId, from, clock }: SessionSummary, { level, points, gaps }: Series) {
  return { sessionId, from, level, clock, points: columnsOf(points), gaps };
}

/** Rebuilt from the log, in a thread. */
async function etaAt(
  { history, compute }: SignalInsightRoutes,
  userId: string,
  times: number[],
  reply: FastifyReply,
): Promise<(number | undefined)[]> {
  const from = await history.snapshotBefore(userId, times[0] ?? 0);
  const bytes = await compute.run(
    { kind: "replay", userId, times, shape: "history", ...(from === undefined ? {} : { from }) },
    {
      owner: userId,
      signal: hangUpOf(reply),
      nextPage: (afterSeq: number) => history.events(userId, afterSeq, PAGE),
    },
  );
  const { points } = JSON.parse(new TextDecoder().decode(bytes)) as {
    points: { eta: { value: number | null } | null }[];
  };
  return points.map(({ eta }) => eta?.value ?? undefined);
}

/** @throws ProtocolError `invalid_input` */
function spanOf(from: number | undefined, to: number | undefined, now: number): { from: number; to: number } {
  const end = to ?? Math.max(now, (from ?? 0) + 1);
  const start = from ?? Math.max(0, end - DEFAULT_DAYS * DAY_MS);
  checkSpan(start, end);
  if (end - start > MOST_DAYS * DAY_MS) {
    throw new ProtocolError("invalid_input", `At most ${MOST_DAYS} days are summed up.`, { field: "from" });
  }
  return { from: start, to: end };
}
