import { type Kysely, sql } from "kysely";
import { prepareTimescale, toHypertable } from "./timescale.ts";

const LEVELS = [
  { table: "signal_second", chunk: "1 day" },
  { table: "signal_minute", chunk: "30 days" },
  { table: "signal_hour", chunk: "365 days" },
] as const;

/** Roll-ups of the samples of each stream, by the second, minute and hour of the sensor's clock. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const timescale = await prepareTimescale(db);
  for (const { table, chunk } of LEVELS) {
    await createLevel(db, table);
    if (timescale) await toHypertable(db, table, "t", chunk);
  }
  await createMarks(db);
}

/**
 * One row per stream and bucket, the channels in parallel arrays. first_seq, last_seq and sample_count say what is
 * missing inside a bucket, and two rows what is missing between them. covered_s: seconds with samples at the nominal
 * rate; NULL where the stream has none. replaces: samples of the row that a writer went on from; a row that is not
 * that one any more is left alone.
 */
async function createLevel(db: Kysely<unknown>, table: string): Promise<void> {
  await sql`
    CREATE TABLE ${sql.table(table)} (
      session_id uuid NOT NULL,
      stream_id bigint NOT NULL,
      t timestamptz NOT NULL,
      sample_count bigint NOT NULL,
      first_seq bigint NOT NULL,
      last_seq bigint NOT NULL,
      first_t timestamptz NOT NULL,
      last_t timestamptz NOT NULL,
      gaps bigint NOT NULL,
      covered_s double precision,
      replaces bigint,
      mins real[] NOT NULL,
      maxs real[] NOT NULL,
      sums double precision[] NOT NULL,
      squares double precision[] NOT NULL,
      PRIMARY KEY (session_id, stream_id, t)
    ) WITH (fillfactor = 90)`.execute(db);
}

/**
 * Up to when what a node received is rolled up; written every few seconds, so that a node that is gone is noticed and
 * what it left is rolled up from the blocks. The row of the migration stands for all blocks from before it.
 */
async function createMarks(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE rollup_mark (
      node_id text PRIMARY KEY,
      received_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`
    INSERT INTO rollup_mark (node_id, received_at)
    SELECT 'migration 0006', '-infinity' WHERE EXISTS (SELECT FROM signal_block)`.execute(db);
  // Blocks are appended in the order of their reception, nearly: a few bytes for each 32 pages find the latest ones.
  await sql`
    CREATE INDEX signal_block_received ON signal_block USING brin (received_at)
    WITH (pages_per_range = 32, autosummarize = on)`.execute(db);
}
