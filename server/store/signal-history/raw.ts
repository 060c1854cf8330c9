/** Samples of a channel, out of the blocks. */
import type { Kysely } from "kysely";
import { stampOf } from "@trajectory/ingest/samples/block.ts";
import { RangeSet } from "@trajectory/ingest/samples/range-set.ts";
import { readBlocks } from "../signal-reader.ts";
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

/** How far back the last sample before a time is looked for, µs. */
const LOOK_BACK_US = 10_000_000;

/** In order of stream and time; undefined: there are more than `most`. */
export async function readRaw(
  db: Kysely<Tables>,
  spans: readonly { stream: ChannelStream; fromUs: number; toUs: number }[],
  most: number,
): Promise<RawSample[] | undefined> {
  const samples: RawSample[] = [];
  for (const [i, { stream, fromUs, toUs }] of spans.entries()) {
    const seen = new RangeSet();
    const first = Math.floor(fromUs);
    for await (const { block, channels } of readBlocks(db, stream.sessionId, stream.stream, first)) {
      if (block.t0Us >= toUs) break;
      let us = block.t0Us;
      const end = block.firstSeq + block.dtUs.length;
      const parts = seen.missing(block.firstSeq, end);
      seen.add(block.firstSeq, end);
      for (const [at, dt] of block.dtUs.entries()) {
        us += dt;
        const seq = block.firstSeq + at;
        if (us < fromUs || us >= toUs || !parts.some((part) => seq >= part.first && seq < part.end)) continue;
        const value = block.samples[at * channels + stream.place - 1] ?? 0;
        samples.push({ stream: i, seq, us: us + stream.clock.offsetAt(us), value });
      }
      if (samples.length > most) return undefined;
    }
  }
  return samples;
}

export async function readRawBefore(
  db: Kysely<Tables>,
  streams: readonly ChannelStream[],
  serverUs: number,
): Promise<{ t: number; mean: number } | null> {
  const stream = lastBefore(streams, serverUs);
  if (stream === undefined) return null;
  const untilUs = Math.min(stream.clock.sensorAt(serverUs), stream.lastUs + 1);
  let found: { t: number; mean: number } | null = null;
  const from = Math.floor(untilUs - LOOK_BACK_US);
  for await (const { block, channels } of readBlocks(db, stream.sessionId, stream.stream, from)) {
    if (block.t0Us >= untilUs) break;
    for (let at = block.dtUs.length - 1; at >= 0; at--) {
      const us = stampOf(block, at);
      if (us >= untilUs) continue;
      found = {
        t: (us + stream.clock.offsetAt(us)) / 1_000,
        mean: block.samples[at * channels + stream.place - 1] ?? 0,
      };
      break;
    }
  }
  return found;
}
