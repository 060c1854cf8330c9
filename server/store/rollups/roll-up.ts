/** Roll-ups from what is stored: for late blocks, after a crash, and of blocks from before there were roll-ups. */
import { type Kysely, sql } from "kysely";
import type { Pool } from "pg";
import { sliceBlock } from "@trajectory/ingest/samples/block.ts";
import { RangeSet } from "@trajectory/ingest/samples/range-set.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Block } from "@trajectory/protocols/messages.ts";
import { readBlocks } from "../signal-reader.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import {
  type Bucket,
  LEVEL_US,
  type Level,
  addSamples,
  emptyBucket,
  foldBuckets,
  startOf,
} from "./bucket.ts";
import { type FoldTail, type StreamShape, coveredSeconds } from "./fold.ts";
import { type StreamKey, addRows, noRows, readRollups, writeRollups } from "./rows.ts";

const MOST_ATTEMPTS = 5;

export interface RollUpOptions {
  pool: Pool;
  db: Kysely<Tables>;
  sessionId: string;
  stream: number;
  shape: StreamShape;
  /** Stamps of the first and the last sample that may be missing in the roll-ups. */
  fromUs: number;
  toUs: number;
  signal?: AbortSignal;
}

/** Folds the buckets with samples of the span again from the stored blocks, an hour at a time. */
export async function rollUp(options: RollUpOptions): Promise<void> {
  const { toUs, signal } = options;
  for (let us = startOf("second", options.fromUs); us <= toUs;) {
    signal?.throwIfAborted();
    const next = startOf("hour", us) + LEVEL_US.hour;
    us = await rollUpWithin(options, us, Math.min(next, startOf("second", toUs) + LEVEL_US.second));
  }
}

/** @returns where there is something to fold next: a long time without blocks is stepped over */
async function rollUpWithin(options: RollUpOptions, fromUs: number, toUs: number): Promise<number> {
  const { pool, sessionId, stream } = options;
  const { seconds, nextUs } = await foldSeconds(options, fromUs, toUs);
  const first = seconds[0];
  const last = seconds.at(-1);
  if (first !== undefined && last !== undefined) {
    const rows = noRows();
    addRows(rows, sessionId, stream, { second: seconds, minute: [], hour: [] });
    await writeRollups(pool, rows);
    await foldAbove(options, "minute", "second", first.tUs, last.tUs);
    await foldAbove(options, "hour", "minute", first.tUs, last.tUs);
  }
  return Math.max(toUs, nextUs);
}

/** Read again while somebody who knows more samples writes the same rows. */
async function foldAbove(
  { pool, db, sessionId, stream }: RollUpOptions,
  level: Level,
  parts: Level,
  firstUs: number,
  lastUs: number,
): Promise<void> {
  const span = { fromUs: startOf(level, firstUs), toUs: startOf(level, lastUs) + LEVEL_US[level] };
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const folded = foldBuckets(level, await readAll(db, parts, { sessionId, stream, ...span }));
    const rows = noRows();
    rows[level] = folded.map((bucket) => ({ sessionId, stream, bucket }));
    if ((await writeRollups(pool, rows)).length === 0) return;
  }
  throw new ProtocolError("busy", `The roll-ups of session ${sessionId} are being written elsewhere.`);
}

function readAll(
  db: Kysely<Tables>,
  level: Level,
  span: Parameters<typeof readRollups>[2],
): Promise<Bucket[]> {
  return guarded(() => readRollups(db, level, span));
}

/** @returns the seconds of [fromUs, toUs), and the second of the first sample behind them */
async function foldSeconds(
  { db, sessionId, stream, shape }: RollUpOptions,
  fromUs: number,
  toUs: number,
): Promise<{ seconds: Bucket[]; nextUs: number }> {
  const byStart = new Map<number, Bucket>();
  const seen = new RangeSet();
  let nextUs = Number.POSITIVE_INFINITY;
  for await (const { block } of readBlocks(db, sessionId, stream, fromUs)) {
    if (block.t0Us >= toUs) {
      nextUs = startOf("second", block.t0Us);
      break;
    }
    for (const part of newParts(seen, block)) {
      let us = part.t0Us;
      for (const [i, dt] of part.dtUs.entries()) {
        us += dt;
        if (us < fromUs || us >= toUs) continue;
        const tUs = startOf("second", us);
        let second = byStart.get(tUs);
        if (second === undefined) {
          second = emptyBucket(tUs, shape.channels);
          byStart.set(tUs, second);
        }
        const run = { first: i, count: 1, firstSeq: part.firstSeq + i, firstUs: us, lastUs: us };
        addSamples(second, run, part.samples);
      }
    }
  }
  const seconds = [...byStart.values()].sort((a, b) => a.tUs - b.tUs);
  for (const second of seconds) second.coveredS = coveredSeconds(second.count, shape.nominalHz);
  return { seconds, nextUs };
}

/** Two nodes may have stored the same samples in different cuts: each sample once. */
function newParts(seen: RangeSet, block: Block): Block[] {
  const end = block.firstSeq + block.dtUs.length;
  const missing = seen.missing(block.firstSeq, end);
  seen.add(block.firstSeq, end);
  return missing.map((part) => sliceBlock(block, part.first - block.firstSeq, part.end - part.first));
}

/** Where the roll-ups of a stream stand; undefined: there are none. */
export async function readTail({
  db,
  sessionId,
  stream,
  shape,
}: Pick<RollUpOptions, "db" | "sessionId" | "stream" | "shape">): Promise<FoldTail | undefined> {
  const of = { sessionId, stream };
  const newestUs = await newestSecond(db, of);
  if (newestUs === undefined) return undefined;
  const minuteUs = startOf("minute", newestUs);
  const hourUs = startOf("hour", newestUs);
  const [seconds, minutes] = await Promise.all([
    readAll(db, "second", { ...of, fromUs: minuteUs, toUs: newestUs + LEVEL_US.second }),
    readAll(db, "minute", { ...of, fromUs: hourUs, toUs: minuteUs + LEVEL_US.minute }),
  ]);
  const second = seconds.at(-1);
  const stored = minutes.at(-1);
  const [hour] = await readAll(db, "hour", { ...of, fromUs: hourUs, toUs: hourUs + LEVEL_US.hour });
  if (second === undefined || stored?.tUs !== minuteUs || hour === undefined) return undefined;
  const closed = (level: Level, tUs: number, parts: Bucket[], replaces: number): Bucket => ({
    ...(foldBuckets(level, parts)[0] ?? emptyBucket(tUs, shape.channels)),
    replaces,
  });
  return {
    nextSeq: second.lastSeq + 1,
    lastUs: second.lastUs,
    second,
    minute: closed("minute", minuteUs, seconds.slice(0, -1), stored.count),
    hour: closed("hour", hourUs, minutes.slice(0, -1), hour.count),
  };
}

async function newestSecond(
  db: Kysely<Tables>,
  { sessionId, stream }: StreamKey,
): Promise<number | undefined> {
  const { rows } = await guarded(() =>
    sql<{ us: number }>`
      SELECT (extract(epoch FROM t) * 1000000)::bigint AS us FROM signal_second
      WHERE session_id = ${sessionId} AND stream_id = ${stream} ORDER BY t DESC LIMIT 1`.execute(db),
  );
  return rows[0]?.us;
}
