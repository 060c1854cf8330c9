/** Reads of blocks and windows. */
import { type Kysely, sql } from "kysely";
import type { Block, Window } from "@trajectory/protocols/messages.ts";
import { timestampParameter } from "./binary-writer.ts";
import { decodeBlock } from "./block-codec.ts";
import { MAX_BLOCK_SPAN_US, MAX_WINDOW_SPAN_US } from "./signal-rows.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

export interface ReadBlock {
  block: Block;
  channels: number;
  receivedUs: number;
}

const PAGE_BLOCKS = 250;

/** The block before the first of a page. */
interface PageStart {
  t0Us: number;
  firstSeq: number;
  count: number;
}

/**
 * Blocks of one stream, ordered by first stamp, whose last stamp is `fromUs` or later. Read page by page: nothing is
 * held open between two of them, and a block that is stored meanwhile is seen if it lies ahead.
 */
export async function* readBlocks(
  db: Kysely<Tables>,
  sessionId: string,
  stream: number,
  fromUs: number,
): AsyncGenerator<ReadBlock> {
  let after: PageStart = { t0Us: Math.max(0, fromUs - MAX_BLOCK_SPAN_US), firstSeq: -1, count: 0 };
  for (;;) {
    const page = await guarded(() => readPage(db, sessionId, stream, fromUs, after));
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_BLOCKS) return;
    const { t0Us, firstSeq, dtUs } = last.block;
    after = { t0Us, firstSeq, count: dtUs.length };
  }
}

async function readPage(
  db: Kysely<Tables>,
  sessionId: string,
  stream: number,
  fromUs: number,
  after: PageStart,
): Promise<ReadBlock[]> {
  const { rows } = await sql<BlockFields>`
    SELECT (extract(epoch FROM t0) * 1000000)::bigint AS "t0Us", first_seq AS "firstSeq",
      (extract(epoch FROM received_at) * 1000000)::bigint AS "receivedUs",
      sample_count AS "sampleCount", channel_count AS channels, codec, data
    FROM signal_block
    WHERE session_id = ${sessionId} AND stream_id = ${stream}
      AND t1 >= ${timestampParameter(Math.max(0, fromUs))}::timestamptz
      AND (t0, first_seq, sample_count)
        > (${timestampParameter(after.t0Us)}::timestamptz, ${after.firstSeq}::bigint, ${after.count}::integer)
    ORDER BY t0, first_seq, sample_count LIMIT ${PAGE_BLOCKS}`.execute(db);
  return rows.map(({ t0Us, firstSeq, receivedUs, sampleCount, channels, codec, data }) => ({
    block: { stream, firstSeq, t0Us, ...decodeBlock(data, codec, sampleCount) },
    channels,
    receivedUs,
  }));
}

interface BlockFields {
  t0Us: number;
  firstSeq: number;
  receivedUs: number;
  sampleCount: number;
  channels: number;
  codec: number;
  data: Buffer;
}

export const WINDOW_COLUMNS = sql.raw(`session_id AS "sessionId", kind,
  (extract(epoch FROM t0) * 1000000)::bigint AS "t0Us", (extract(epoch FROM t1) * 1000000)::bigint AS "t1Us",
  revision, clock_error_ms AS "clockErrorMs",
  coalesce(sample_rate_hz, 0) AS "sampleRateHz", coalesce(sample_rate_error_hz, 0) AS "sampleRateErrorHz",
  feature_names AS names, feature_values AS values,
  feature_qualities AS qualities, feature_coverages AS coverages,
  feature_artefact_shares AS "artefactShares", feature_methods AS methods`);

/** The newest revision of each window of the session with `fromUs` < t1, ordered by start and kind. */
export async function readWindows(db: Kysely<Tables>, sessionId: string, fromUs: number): Promise<Window[]> {
  const from = timestampParameter(Math.max(0, fromUs));
  const { rows } = await guarded(() =>
    sql<WindowFields>`
      SELECT DISTINCT ON (t0, kind) ${WINDOW_COLUMNS}
      FROM signal_window
      WHERE session_id = ${sessionId} AND t1 > ${from}::timestamptz
        AND t0 > ${from}::timestamptz - ${MAX_WINDOW_SPAN_US / 1_000_000} * interval '1 second'
      ORDER BY t0, kind, revision DESC`.execute(db),
  );
  return rows.map(windowOf);
}

export interface WindowFields extends Omit<Window, "features"> {
  names: string[];
  values: number[];
  qualities: number[];
  coverages: number[];
  artefactShares: number[];
  methods: string[];
}

export function windowOf(fields: WindowFields): Window {
  const { names, values, qualities, coverages, artefactShares, methods, ...window } = fields;
  const features = names.map((name, index) => ({
    name,
    value: values[index] ?? NaN,
    quality: qualities[index] ?? NaN,
    coverage: coverages[index] ?? NaN,
    artefactShare: artefactShares[index] ?? NaN,
    method: methods[index] ?? "",
  }));
  return { ...window, features };
}
