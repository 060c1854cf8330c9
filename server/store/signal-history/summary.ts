/** What a user's channels and features were like in each day or week. */
import { type Kysely, sql } from "kysely";
import { WINDOW_KIND_NUMBER, streamKindName } from "@trajectory/protocols/messages.ts";
import type { Statistics, SummaryPeriod, SummaryRequest } from "../../gateway/signal-history.ts";
import { timestampParameter } from "../binary-writer.ts";
import { LEVEL_US } from "../rollups/bucket.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import { clocksOf } from "./clocks.ts";
import { type Period, periodsOf } from "./periods.ts";
import { unitOf } from "./units.ts";

interface Sums {
  /** From 1. */
  period: number;
  count: number;
  min: number;
  max: number;
  sum: number;
  squares: number;
}

interface ChannelSums extends Sums {
  kind: number;
  channel: string;
  coveredS: number | null;
}

interface FeatureSums extends Sums {
  kind: number;
  feature: string;
  quality: number;
}

interface StreamOffset {
  sessionId: string;
  stream: number;
  offsetUs: number;
}

export function readSummary(
  db: Kysely<Tables>,
  userId: string,
  { by, tz, from, to }: SummaryRequest,
): Promise<SummaryPeriod[]> {
  return readPeriods(db, userId, periodsOf(by, from, to, tz));
}

/** @param periods which follow each other; one at least */
export async function readPeriods(
  db: Kysely<Tables>,
  userId: string,
  periods: readonly Period[],
): Promise<SummaryPeriod[]> {
  const bounds = [...periods.map(({ from }) => from), periods.at(-1)?.to ?? 0].map((ms) => ms * 1_000);
  const [channels, features] = await Promise.all([
    channelSums(db, await streamsWithOffset(db, userId), bounds),
    featureSums(db, userId, bounds),
  ]);
  return periods.flatMap((period, i) => {
    const mine = <S extends Sums>(sums: readonly S[]): S[] => sums.filter((one) => one.period === i + 1);
    const summary = {
      ...period,
      channels: mine(channels).map((sums) => channelOf(sums, period)),
      features: mine(features).map(featureOf),
    };
    return summary.channels.length + summary.features.length === 0 ? [] : [summary];
  });
}

/** An hour that lies in one period counts as it is; one with a boundary inside, by its minutes. */
async function channelSums(
  db: Kysely<Tables>,
  streams: readonly StreamOffset[],
  bounds: readonly number[],
): Promise<ChannelSums[]> {
  if (streams.length === 0) return [];
  const place = (us: ReturnType<typeof sql>) => sql`width_bucket(${us}, ${bounds}::double precision[])`;
  const us = sql`extract(epoch FROM t)::double precision * 1000000 + offset_us`;
  const after = (lengthUs: number) => sql`${us} + ${lengthUs}::double precision`;
  const { rows } = await guarded(() =>
    sql<ChannelSums>`
      WITH asked AS (
        SELECT * FROM unnest(${streams.map((one) => one.sessionId)}::uuid[], ${streams.map((one) => one.stream)}::bigint[],
          ${streams.map((one) => one.offsetUs)}::double precision[]) AS asked (session_id, stream_id, offset_us)
      ), hours AS MATERIALIZED (
        SELECT asked.*, ${place(us)} AS period, ${place(after(LEVEL_US.hour - 1))} AS last_period, held.*
        FROM asked, LATERAL (
          SELECT t, sample_count, covered_s, mins, maxs, sums, squares FROM signal_hour AS held
          WHERE held.session_id = asked.session_id AND held.stream_id = asked.stream_id
            AND t >= ${timestampParameter(bounds[0] ?? 0)}::timestamptz - interval '1 day'
            AND t < ${timestampParameter(bounds.at(-1) ?? 0)}::timestamptz + interval '1 day'
        ) AS held
      ), parts AS (
        SELECT session_id, stream_id, period, sample_count, covered_s, mins, maxs, sums, squares
        FROM hours WHERE period = last_period
        UNION ALL
        SELECT hours.session_id, hours.stream_id, ${place(sql`minute.us + offset_us`)},
          minute.sample_count, minute.covered_s, minute.mins, minute.maxs, minute.sums, minute.squares
        FROM hours, LATERAL (
          SELECT *, extract(epoch FROM held.t)::double precision * 1000000 + ${LEVEL_US.minute / 2}::double precision AS us
          FROM signal_minute AS held
          WHERE held.session_id = hours.session_id AND held.stream_id = hours.stream_id
            AND held.t >= hours.t AND held.t < hours.t + interval '1 hour'
        ) AS minute
        WHERE period <> last_period
      )
      SELECT period, kind, channel, sum(sample_count)::bigint AS count, min(low)::double precision AS min,
        max(high)::double precision AS max,
        sum(total) AS sum, sum(square) AS squares, sum(covered_s) AS "coveredS"
      FROM parts JOIN stream USING (session_id, stream_id),
        LATERAL unnest(stream.channels, mins, maxs, sums, squares) AS value (channel, low, high, total, square)
      WHERE period BETWEEN 1 AND ${bounds.length - 1}
      GROUP BY period, kind, channel ORDER BY period, kind, channel`.execute(db),
  );
  return rows;
}

async function streamsWithOffset(db: Kysely<Tables>, userId: string): Promise<StreamOffset[]> {
  const { rows } = await guarded(() =>
    sql<{ sessionId: string; stream: number; hasEnded: boolean; firstUs: number }>`
      SELECT session.session_id AS "sessionId", stream.stream_id AS stream, ended_at IS NOT NULL AS "hasEnded",
        (extract(epoch FROM oldest.first_t) * 1000000)::bigint AS "firstUs"
      FROM session JOIN stream USING (session_id), LATERAL (
        SELECT first_t FROM signal_hour AS hour WHERE hour.session_id = stream.session_id
          AND hour.stream_id = stream.stream_id ORDER BY t LIMIT 1) AS oldest
      WHERE user_id = ${userId}`.execute(db),
  );
  const clocks = await clocksOf(db, rows);
  return rows.map(({ sessionId, stream, firstUs }) => ({
    sessionId,
    stream,
    offsetUs: clocks.get(sessionId)?.offsetAt(firstUs) ?? 0,
  }));
}

/** Of the windows that begin with a minute, by an index that has nothing else (migrations/0007). */
async function featureSums(
  db: Kysely<Tables>,
  userId: string,
  bounds: readonly number[],
): Promise<FeatureSums[]> {
  const { rows } = await guarded(() =>
    sql<FeatureSums>`
      WITH newest AS (
        SELECT DISTINCT ON (kind, t0, session_id) kind, t0, feature_names, feature_values, feature_qualities
        FROM signal_window
        WHERE user_id = ${userId} AND kind IN (${WINDOW_KIND_NUMBER.motion}, ${WINDOW_KIND_NUMBER.heart})
          AND t0 >= ${timestampParameter(bounds[0] ?? 0)}::timestamptz
          AND t0 < ${timestampParameter(bounds.at(-1) ?? 0)}::timestamptz
          AND date_bin('1 minute', t0, '2000-01-01T00:00:00Z'::timestamptz) = t0
        ORDER BY kind, t0, session_id, revision DESC
      )
      SELECT width_bucket(extract(epoch FROM t0)::double precision * 1000000, ${bounds}::double precision[]) AS period,
        kind, feature.name AS feature, count(*)::bigint AS count, min(value) AS min, max(value) AS max,
        sum(value) AS sum, sum(value * value) AS squares, avg(quality) AS quality
      FROM newest, unnest(feature_names, feature_values, feature_qualities) AS feature (name, value, quality)
      WHERE value <> 'NaN'
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`.execute(db),
  );
  return rows.filter(({ period }) => period >= 1 && period < bounds.length);
}

function channelOf(sums: ChannelSums, period: Period): SummaryPeriod["channels"][number] {
  const kind = streamKindName(sums.kind);
  return {
    channel: `${kind}.${sums.channel}`,
    unit: unitOf(kind, sums.channel),
    count: sums.count,
    ...statisticsOf(sums),
    coverage:
      sums.coveredS === null ? null : Math.min(1, sums.coveredS / ((period.to - period.from) / 1_000)),
  };
}

function featureOf(sums: FeatureSums): SummaryPeriod["features"][number] {
  const kind = sums.kind === WINDOW_KIND_NUMBER.heart ? "heart" : "motion";
  return { feature: sums.feature, kind, windows: sums.count, ...statisticsOf(sums), quality: sums.quality };
}

function statisticsOf({ count, sum, squares, min, max }: Sums): Statistics {
  const mean = sum / count;
  const variance = count > 1 ? (squares - count * mean * mean) / (count - 1) : null;
  return { mean, min, max, sd: variance === null ? null : Math.sqrt(Math.max(0, variance)) };
}
