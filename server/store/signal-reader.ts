/** Reads of blocks and windows. Blocks come in binary format: a tenth of the time that hexadecimal text takes. */
import { type Kysely, sql } from "kysely";
import type { Pool } from "pg";
import type { Block, Window } from "@trajectory/protocols/messages.ts";
import { readInt8, readTimestamp, timestampParameter } from "./binary-writer.ts";
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

/** The key of a page: blocks behind (t0, first_seq), with the last stamp from `fromUs` on. */
const PAGE = `
  SELECT t0, first_seq, received_at, sample_count, channel_count, codec, data FROM signal_block
  WHERE session_id = $1 AND stream_id = $2 AND t1 >= $3::timestamptz
    AND (t0, first_seq) > ($4::timestamptz, $5::bigint)
  ORDER BY t0, first_seq LIMIT $6`;

const RAW = { getTypeParser: () => (field: Buffer) => field };

type BlockFields = [
  t0: Buffer,
  firstSeq: Buffer,
  receivedAt: Buffer,
  sampleCount: Buffer,
  channelCount: Buffer,
  codec: Buffer,
  data: Buffer,
];

/**
 * Blocks of one stream, ordered by first stamp, whose last stamp is `fromUs` or later. Read page by page: nothing is
 * held open between two of them, and a block that is stored meanwhile is seen if it lies ahead.
 */
export async function* readBlocks(
  pool: Pool,
  sessionId: string,
  stream: number,
  fromUs: number,
): AsyncGenerator<ReadBlock> {
  let t0Us = Math.max(0, fromUs - MAX_BLOCK_SPAN_US);
  let firstSeq = -1;
  for (;;) {
    const page = await guarded(() => readPage(pool, sessionId, stream, fromUs, t0Us, firstSeq));
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_BLOCKS) return;
    ({ t0Us, firstSeq } = last.block);
  }
}

async function readPage(
  pool: Pool,
  sessionId: string,
  stream: number,
  fromUs: number,
  t0Us: number,
  firstSeq: number,
): Promise<ReadBlock[]> {
  const query = {
    text: PAGE,
    values: [
      sessionId,
      stream,
      timestampParameter(Math.max(0, fromUs)),
      timestampParameter(t0Us),
      firstSeq,
      PAGE_BLOCKS,
    ],
    rowMode: "array" as const,
    binary: true,
    types: RAW,
  };
  const { rows } = await pool.query<BlockFields>(query);
  return rows.map((fields) => readFields(stream, fields));
}

function readFields(stream: number, fields: BlockFields): ReadBlock {
  const [t0, firstSeq, receivedAt, sampleCount, channelCount, codec, data] = fields;
  const samples = decodeBlock(data, codec.readInt16BE(), sampleCount.readInt32BE());
  return {
    block: { stream, firstSeq: readInt8(firstSeq), t0Us: readTimestamp(t0), ...samples },
    channels: channelCount.readInt16BE(),
    receivedUs: readTimestamp(receivedAt),
  };
}

/** The newest revision of each window of the session with `fromUs` < t1, ordered by start and kind. */
export async function readWindows(db: Kysely<Tables>, sessionId: string, fromUs: number): Promise<Window[]> {
  const from = timestampParameter(Math.max(0, fromUs));
  const { rows } = await guarded(() =>
    sql<WindowFields>`
      SELECT DISTINCT ON (t0, kind) session_id AS "sessionId", kind,
        (extract(epoch FROM t0) * 1000000)::bigint AS "t0Us", (extract(epoch FROM t1) * 1000000)::bigint AS "t1Us",
        revision, clock_error_ms AS "clockErrorMs", feature_names AS names, feature_values AS values,
        feature_qualities AS qualities, feature_coverages AS coverages,
        feature_artefact_shares AS "artefactShares", feature_methods AS methods
      FROM signal_window
      WHERE session_id = ${sessionId} AND t1 > ${from}::timestamptz
        AND t0 > ${from}::timestamptz - ${MAX_WINDOW_SPAN_US / 1_000_000} * interval '1 second'
      ORDER BY t0, kind, revision DESC`.execute(db),
  );
  return rows.map(windowOf);
}

interface WindowFields extends Omit<Window, "features"> {
  names: string[];
  values: number[];
  qualities: number[];
  coverages: number[];
  artefactShares: number[];
  methods: string[];
}

function windowOf(fields: WindowFields): Window {
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
