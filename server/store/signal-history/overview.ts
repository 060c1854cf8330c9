/** A whole session from afar: all channels of all streams and the features, least and greatest of each step. */
import { type Kysely, sql } from "kysely";
import { WINDOW_KIND_NUMBER } from "@trajectory/protocols/messages.ts";
import type {
  OverviewFeature,
  OverviewRequest,
  OverviewStream,
  SessionOverview,
} from "../../gateway/signal-history.ts";
import { timestampParameter } from "../binary-writer.ts";
import { LEVEL_US, LEVELS, type Level, startOf } from "../rollups/bucket.ts";
import { TABLE_OF } from "../rollups/rows.ts";
import { MAX_WINDOW_SPAN_US } from "../signal-rows.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";

/** Buckets read for one answer, at most, of each stream. */
const MOST_BUCKETS = 20_000;

interface Grid {
  level: Level;
  fromUs: number;
  stepUs: number;
  count: number;
}

/** By the sensor's clock; without `from` and `to` from its first sample to its last. */
export async function readOverview(
  db: Kysely<Tables>,
  userId: string,
  sessionId: string,
  { from, to, points }: OverviewRequest,
): Promise<SessionOverview> {
  const extent = await extentOf(db, sessionId);
  const firstUs = from === undefined ? extent?.firstUs : from * 1_000;
  const lastUs = to === undefined ? extent?.lastUs : to * 1_000;
  if (extent === undefined || firstUs === undefined || lastUs === undefined) {
    return {
      first: null,
      last: null,
      from: 0,
      step: 1_000,
      count: 0,
      level: "second",
      streams: [],
      features: [],
    };
  }
  const grid = gridOf(firstUs, Math.max(lastUs, firstUs + 1), points);
  const [streams, features] = await Promise.all([
    readStreams(db, sessionId, grid),
    readFeatures(db, userId, sessionId, grid),
  ]);
  return {
    first: extent.firstUs / 1_000,
    last: extent.lastUs / 1_000,
    from: grid.fromUs / 1_000,
    step: grid.stepUs / 1_000,
    count: grid.count,
    level: grid.level,
    streams,
    features,
  };
}

async function extentOf(
  db: Kysely<Tables>,
  sessionId: string,
): Promise<{ firstUs: number; lastUs: number } | undefined> {
  const { rows } = await guarded(() =>
    sql<{ firstUs: number | null; lastUs: number | null }>`
      SELECT (extract(epoch FROM min(first_t)) * 1000000)::bigint AS "firstUs",
        (extract(epoch FROM max(last_t)) * 1000000)::bigint AS "lastUs"
      FROM signal_hour WHERE session_id = ${sessionId}`.execute(db),
  );
  const [{ firstUs, lastUs } = { firstUs: null, lastUs: null }] = rows;
  return firstUs === null || lastUs === null ? undefined : { firstUs, lastUs };
}

/** Whole buckets of the finest level that is not too many. */
function gridOf(firstUs: number, lastUs: number, points: number): Grid {
  const length = lastUs - firstUs;
  const level = LEVELS.find((one) => length / LEVEL_US[one] <= MOST_BUCKETS) ?? "hour";
  const stepUs = LEVEL_US[level] * Math.max(1, Math.ceil(length / points / LEVEL_US[level]));
  const fromUs = startOf(level, firstUs);
  return { level, fromUs, stepUs, count: Math.max(1, Math.ceil((lastUs - fromUs) / stepUs)) };
}

interface StreamBin {
  stream: number;
  bin: number;
  held: number;
  firstSeq: number;
  lastSeq: number;
  mins: number[];
  maxs: number[];
}

async function readStreams(
  db: Kysely<Tables>,
  sessionId: string,
  { level, fromUs, stepUs, count }: Grid,
): Promise<OverviewStream[]> {
  const { rows } = await guarded(() =>
    sql<StreamBin>`
      WITH held AS (
        SELECT stream_id AS stream, floor((extract(epoch FROM t) * 1000000 - ${fromUs}) / ${stepUs})::int AS bin,
          sample_count, first_seq, last_seq, mins, maxs
        FROM ${sql.table(TABLE_OF[level])}
        WHERE session_id = ${sessionId} AND t >= ${timestampParameter(fromUs)}::timestamptz
          AND t < ${timestampParameter(fromUs + count * stepUs)}::timestamptz
      ),
      counts AS (
        SELECT stream, bin, sum(sample_count)::bigint AS held, min(first_seq) AS "firstSeq", max(last_seq) AS "lastSeq"
        FROM held GROUP BY 1, 2
      ),
      extremes AS (
        SELECT stream, bin, array_agg(low ORDER BY ord) AS mins, array_agg(high ORDER BY ord) AS maxs FROM (
          SELECT stream, bin, ord, min(low) AS low, max(high) AS high
          FROM held, LATERAL unnest(mins, maxs) WITH ORDINALITY AS channel (low, high, ord) GROUP BY 1, 2, 3
        ) AS channels GROUP BY 1, 2
      )
      SELECT * FROM counts JOIN extremes USING (stream, bin) ORDER BY stream, bin`.execute(db),
  );
  return [...Map.groupBy(rows, ({ stream }) => stream)].map(([stream, bins]) => ({
    stream,
    bins: bins.map(({ bin }) => bin),
    missing: bins.map((bin, i) => missingIn(bins[i - 1], bin)),
    min: channelsOf(bins.map(({ mins }) => mins)),
    max: channelsOf(bins.map(({ maxs }) => maxs)),
  }));
}

/** Inside of the step, and between the one before and it. */
function missingIn(before: StreamBin | undefined, { held, firstSeq, lastSeq }: StreamBin): number {
  const between = before === undefined ? 0 : Math.max(0, firstSeq - before.lastSeq - 1);
  return Math.max(0, lastSeq - firstSeq + 1 - held) + between;
}

/** From a list per step to a list per channel. */
function channelsOf(rows: readonly number[][]): number[][] {
  return (rows[0] ?? []).map((_, channel) => rows.map((row) => row[channel] ?? 0));
}

async function readFeatures(
  db: Kysely<Tables>,
  userId: string,
  sessionId: string,
  { fromUs, stepUs, count }: Grid,
): Promise<OverviewFeature[]> {
  const { rows } = await guarded(() =>
    sql<{ name: string; bin: number; mean: number; quality: number }>`
      SELECT feature.name, floor((extract(epoch FROM t1) * 1000000 - ${fromUs}) / ${stepUs})::int AS bin,
        avg(value)::real AS mean, min(quality)::real AS quality
      FROM signal_window AS held,
        LATERAL unnest(feature_names, feature_values, feature_qualities) AS feature (name, value, quality)
      WHERE user_id = ${userId} AND kind IN (${WINDOW_KIND_NUMBER.motion}, ${WINDOW_KIND_NUMBER.heart}) AND session_id = ${sessionId}
        AND t0 >= ${timestampParameter(Math.max(0, fromUs - MAX_WINDOW_SPAN_US))}::timestamptz
        AND t0 < ${timestampParameter(fromUs + count * stepUs)}::timestamptz
        AND t1 >= ${timestampParameter(fromUs)}::timestamptz
        AND t1 < ${timestampParameter(fromUs + count * stepUs)}::timestamptz
        AND quality > 0 AND value <> 'NaN'
        AND NOT EXISTS (SELECT FROM signal_window AS newer WHERE newer.session_id = held.session_id
          AND newer.kind = held.kind AND newer.t0 = held.t0 AND newer.revision > held.revision)
      GROUP BY 1, 2 ORDER BY 1, 2`.execute(db),
  );
  return [...Map.groupBy(rows, ({ name }) => name)].map(([name, bins]) => ({
    name,
    bins: bins.map(({ bin }) => bin),
    mean: bins.map(({ mean }) => mean),
    quality: bins.map(({ quality }) => quality),
  }));
}
