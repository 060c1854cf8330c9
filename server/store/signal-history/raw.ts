/** Samples of a channel, out of the blocks. */
import { type Kysely, sql } from "kysely";
import { RangeSet } from "@trajectory/ingest/samples/range-set.ts";
import { timestampParameter } from "../binary-writer.ts";
import { readChannel } from "../block-codec.ts";
import { MAX_BLOCK_SPAN_US } from "../signal-rows.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import { lastBefore } from "./bins.ts";
import type { ChannelStream } from "./streams.ts";

export interface RawSample {
  /** Which of the streams asked for. */
  stream: number;
  seq: number;
  /** On the server's clock, µs. */
  us: number;
  value: number;
}

interface StreamSpan {
  stream: ChannelStream;
  /** By the sensor's clock, µs. */
  fromUs: number;
  toUs: number;
}

/** How far back the last sample before a time is looked for, µs. */
const LOOK_BACK_US = 10_000_000;

/** In order of stream and time; undefined: there are more than `most`. */
export async function readRaw(
  db: Kysely<Tables>,
  spans: readonly StreamSpan[],
  most: number,
): Promise<RawSample[] | undefined> {
  const samples: RawSample[] = [];
  for (const [i, span] of spans.entries()) {
    const read = await readSpan(db, span, i, most - samples.length);
    if (read === undefined) return undefined;
    for (const sample of read) samples.push(sample);
  }
  return samples;
}

async function readSpan(
  db: Kysely<Tables>,
  { stream, fromUs, toUs }: StreamSpan,
  index: number,
  most: number,
): Promise<RawSample[] | undefined> {
  // A block has a sample at least.
  const blocks = await blocksOf(db, { stream, fromUs, toUs }, most + 1);
  if (blocks.reduce((sum, { count }) => sum + count, 0) > most) return undefined;
  const samples: RawSample[] = [];
  const seen = new RangeSet();
  for (const { t0Us, firstSeq, count, channels, codec, data } of blocks) {
    const isNew = seen.missing(firstSeq, firstSeq + count).length === 1 && seen.end <= firstSeq;
    const parts = isNew ? undefined : seen.missing(firstSeq, firstSeq + count);
    seen.add(firstSeq, firstSeq + count);
    readChannel({ data, codec, count, channels, channel: stream.place - 1 }, (at, sinceUs, value) => {
      const us = t0Us + sinceUs;
      const seq = firstSeq + at;
      if (us < fromUs || us >= toUs) return;
      if (parts !== undefined && !parts.some((part) => seq >= part.first && seq < part.end)) return;
      samples.push({ stream: index, seq, us: us + stream.clock.offsetAt(us), value });
    });
  }
  return samples;
}

interface BlockBytes {
  t0Us: number;
  firstSeq: number;
  count: number;
  channels: number;
  codec: number;
  data: Buffer;
}

async function blocksOf(
  db: Kysely<Tables>,
  { stream, fromUs, toUs }: StreamSpan,
  most: number,
): Promise<BlockBytes[]> {
  const from = Math.max(0, Math.floor(fromUs));
  const { rows } = await guarded(() =>
    sql<BlockBytes>`
      SELECT (extract(epoch FROM t0) * 1000000)::bigint AS "t0Us", first_seq AS "firstSeq", sample_count AS count,
        channel_count AS channels, codec, data
      FROM signal_block
      WHERE session_id = ${stream.sessionId} AND stream_id = ${stream.stream}
        AND t0 > ${timestampParameter(Math.max(0, from - MAX_BLOCK_SPAN_US))}::timestamptz
        AND t0 < ${timestampParameter(Math.ceil(toUs))}::timestamptz AND t1 >= ${timestampParameter(from)}::timestamptz
      ORDER BY t0, first_seq, sample_count LIMIT ${most}`.execute(db),
  );
  return rows;
}

export async function readRawBefore(
  db: Kysely<Tables>,
  streams: readonly ChannelStream[],
  serverUs: number,
): Promise<{ t: number; mean: number } | null> {
  const stream = lastBefore(streams, serverUs);
  if (stream === undefined) return null;
  const toUs = Math.min(stream.clock.sensorAt(serverUs), stream.lastUs + 1);
  for (const fromUs of [toUs - LOOK_BACK_US / 10, toUs - LOOK_BACK_US]) {
    const samples = await readSpan(db, { stream, fromUs, toUs }, 0, Number.MAX_SAFE_INTEGER);
    const last = samples?.reduce((a, b) => (b.us >= a.us ? b : a), samples[0] ?? { us: 0, value: 0 });
    if (samples !== undefined && samples.length > 0 && last !== undefined)
      return { t: last.us / 1_000, mean: last.value };
  }
  return null;
}
