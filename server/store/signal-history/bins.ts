/** Roll-ups of several streams, laid on one grid of the server's time. */
import { type Kysely, sql } from "kysely";
import { timestampParameter } from "../binary-writer.ts";
import { LEVEL_US, type Level, startOf } from "../rollups/bucket.ts";
import { TABLE_OF } from "../rollups/rows.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import type { ChannelStream } from "./streams.ts";

export interface Bin {
  /** On the grid. */
  index: number;
  /** Which of the streams asked for. */
  stream: number;
  count: number;
  min: number;
  max: number;
  sum: number;
  squares: number;
  firstSeq: number;
  lastSeq: number;
  /** On the server's clock, µs. */
  firstUs: number;
  lastUs: number;
  coveredS: number | null;
}

interface StreamSpan {
  stream: ChannelStream;
  /** By the sensor's clock, µs. */
  fromUs: number;
  toUs: number;
}

/** In order of stream and time. A bucket belongs where its middle lies. */
export async function readBins(
  db: Kysely<Tables>,
  level: Level,
  spans: readonly StreamSpan[],
  { originUs, stepUs }: { originUs: number; stepUs: number },
): Promise<Bin[]> {
  if (spans.length === 0) return [];
  const lengthUs = LEVEL_US[level];
  const from = spans.map(({ fromUs }) => startOf(level, fromUs));
  const to = spans.map(({ toUs }) => toUs);
  const middles = spans.map(({ fromUs, toUs }) => (fromUs + toUs) / 2);
  const offsets = spans.map(({ stream }, i) => stream.clock.offsetAt(middles[i] ?? 0));
  const skews = spans.map(({ stream }, i) => {
    const middle = middles[i] ?? 0;
    return (stream.clock.offsetAt(middle + 1e6) - stream.clock.offsetAt(middle)) / 1e6;
  });
  const { rows } = await guarded(() =>
    sql<Omit<Bin, "stream"> & { stream: number }>`
      SELECT ord::int - 1 AS stream,
        floor((us + ${lengthUs / 2}::double precision + offset_us + skew * (us - middle_us)
          - ${originUs}::double precision) / ${stepUs}::double precision)::int AS index,
        sum(sample_count)::bigint AS count, min(mins[place])::double precision AS min,
        max(maxs[place])::double precision AS max, sum(sums[place]) AS sum,
        sum(squares[place]) AS squares, min(first_seq) AS "firstSeq", max(last_seq) AS "lastSeq",
        (extract(epoch FROM min(first_t)) * 1000000)::double precision + min(offset_us) AS "firstUs",
        (extract(epoch FROM max(last_t)) * 1000000)::double precision + min(offset_us) AS "lastUs",
        sum(covered_s) AS "coveredS"
      FROM unnest(${spans.map(({ stream }) => stream.sessionId)}::uuid[], ${spans.map(({ stream }) => stream.stream)}::bigint[],
        ${spans.map(({ stream }) => stream.place)}::int[], ${from}::bigint[], ${to}::double precision[],
        ${middles}::double precision[], ${offsets}::double precision[], ${skews}::double precision[])
        WITH ORDINALITY AS asked (session_id, stream_id, place, from_us, to_us, middle_us, offset_us, skew, ord),
        LATERAL (
          SELECT held.*, extract(epoch FROM t)::double precision * 1000000 AS us
          FROM ${sql.table(TABLE_OF[level])} AS held
          WHERE held.session_id = asked.session_id AND held.stream_id = asked.stream_id
            AND held.t >= to_timestamp(asked.from_us / 1000000) AND held.t < to_timestamp(asked.to_us / 1000000)
            AND held.t >= ${timestampParameter(Math.min(...from))}::timestamptz
            AND held.t < ${timestampParameter(Math.ceil(Math.max(...to)))}::timestamptz
        ) AS held
      GROUP BY 1, 2 ORDER BY 1, 2`.execute(db),
  );
  return rows;
}

/** The last bucket that ends before a time of the server, of whichever stream. */
export async function readBefore(
  db: Kysely<Tables>,
  level: Level,
  streams: readonly ChannelStream[],
  serverUs: number,
): Promise<{ t: number; mean: number } | null> {
  const stream = lastBefore(streams, serverUs);
  if (stream === undefined) return null;
  const sensorUs = stream.clock.sensorAt(serverUs) - LEVEL_US[level];
  const { rows } = await guarded(() =>
    sql<{ us: number; mean: number }>`
      SELECT (extract(epoch FROM t) * 1000000)::bigint AS us, sums[${stream.place}::int] / sample_count AS mean
      FROM ${sql.table(TABLE_OF[level])}
      WHERE session_id = ${stream.sessionId} AND stream_id = ${stream.stream}
        AND t <= ${timestampParameter(Math.floor(sensorUs))}::timestamptz
        AND t >= ${timestampParameter(startOf(level, stream.firstUs))}::timestamptz
      ORDER BY t DESC LIMIT 1`.execute(db),
  );
  const [row] = rows;
  return row === undefined ? null : { t: (row.us + stream.clock.offsetAt(row.us)) / 1_000, mean: row.mean };
}

/** The stream with the last sample before a time. */
export function lastBefore(streams: readonly ChannelStream[], serverUs: number): ChannelStream | undefined {
  let found: { stream: ChannelStream; us: number } | undefined;
  for (const stream of streams) {
    const { firstUs, lastUs, clock } = stream;
    if (firstUs + clock.offsetAt(firstUs) >= serverUs) continue;
    const us = Math.min(serverUs, lastUs + clock.offsetAt(lastUs));
    if (found === undefined || us > found.us) found = { stream, us };
  }
  return found?.stream;
}
