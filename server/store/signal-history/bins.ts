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

/**
 * In order of stream and time. A bucket belongs where its middle lies. Within one stream's share of the view its clock
 * counts as steady: the skew of a quartz over 1,000 steps is less than a tenth of a step.
 */
export async function readBins(
  db: Kysely<Tables>,
  level: Level,
  spans: readonly StreamSpan[],
  { originUs, stepUs }: { originUs: number; stepUs: number },
): Promise<Bin[]> {
  if (spans.length === 0) return [];
  const from = spans.map(({ fromUs }) => startOf(level, fromUs));
  const to = spans.map(({ toUs }) => Math.ceil(toUs));
  const offsets = spans.map(({ stream, fromUs, toUs }) =>
    Math.round(stream.clock.offsetAt((fromUs + toUs) / 2)),
  );
  const origins = offsets.map((offsetUs) => Math.round(originUs - offsetUs - LEVEL_US[level] / 2));
  const { rows } = await guarded(() =>
    sql<Omit<Bin, "index"> & { binUs: number }>`
      SELECT ord::int - 1 AS stream, (extract(epoch FROM bin) * 1000000)::bigint AS "binUs", count,
        min::double precision AS min, max::double precision AS max, sum, squares, "firstSeq", "lastSeq",
        (extract(epoch FROM first_t) * 1000000)::bigint AS "firstUs",
        (extract(epoch FROM last_t) * 1000000)::bigint AS "lastUs", "coveredS"
      FROM unnest(${spans.map(({ stream }) => stream.sessionId)}::uuid[], ${spans.map(({ stream }) => stream.stream)}::bigint[],
        ${spans.map(({ stream }) => stream.place)}::int[], ${from}::double precision[], ${to}::double precision[],
        ${origins}::double precision[])
        WITH ORDINALITY AS asked (session_id, stream_id, place, from_us, to_us, origin_us, ord),
        LATERAL (
          SELECT date_bin(make_interval(secs => ${stepUs / 1e6}::double precision), t, to_timestamp(asked.origin_us / 1000000))
              AS bin, sum(sample_count::int) AS count, min(mins[place]), max(maxs[place]), sum(sums[place]),
            sum(squares[place]) AS squares, min(first_seq) AS "firstSeq", max(last_seq) AS "lastSeq",
            min(first_t) AS first_t, max(last_t) AS last_t, sum(covered_s) AS "coveredS"
          FROM ${sql.table(TABLE_OF[level])} AS held
          WHERE held.session_id = asked.session_id AND held.stream_id = asked.stream_id
            AND t >= to_timestamp(asked.from_us / 1000000) AND t < to_timestamp(asked.to_us / 1000000)
            AND t >= ${timestampParameter(Math.min(...from))}::timestamptz
            AND t < ${timestampParameter(Math.max(...to))}::timestamptz
          GROUP BY 1
        ) AS bins
      ORDER BY 1, 2`.execute(db),
  );
  return rows.map(({ binUs, ...bin }) => {
    const offsetUs = offsets[bin.stream] ?? 0;
    const index = Math.round((binUs - (origins[bin.stream] ?? 0)) / stepUs);
    return { ...bin, index, firstUs: bin.firstUs + offsetUs, lastUs: bin.lastUs + offsetUs };
  });
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
