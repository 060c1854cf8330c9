import { type Kysely, sql } from "kysely";
import { prepareTimescale, toHypertable } from "./timescale.ts";

/** Sessions, their samples in blocks, what was dropped at the source, and the windows computed from them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const timescale = await prepareTimescale(db);
  await createSessions(db);
  await createBlocks(db);
  await createSampleFunctions(db);
  await createWindows(db);
  if (timescale) {
    await toHypertable(db, "signal_block", "t0", "1 day");
    await toHypertable(db, "signal_window", "t0", "7 days");
  }
}

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE session (
      session_id uuid PRIMARY KEY,
      user_id uuid NOT NULL,
      device_model text NOT NULL,
      app_version text NOT NULL,
      opened_at timestamptz NOT NULL,
      ended_at timestamptz
    )`.execute(db);
  await sql`CREATE INDEX session_of_user ON session (user_id, opened_at DESC)`.execute(db);

  // captured and dropped: the device's own final counts, known when the session has ended.
  await sql`
    CREATE TABLE stream (
      session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
      stream_id bigint NOT NULL,
      kind integer NOT NULL,
      channels text[] NOT NULL,
      nominal_hz double precision NOT NULL,
      captured bigint,
      dropped bigint,
      PRIMARY KEY (session_id, stream_id)
    )`.execute(db);

  // t0 and t3 on the device's clock, t1 and t2 on the server's, microseconds since the Unix epoch.
  await sql`
    CREATE TABLE clock_exchange (
      session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
      t0_us bigint NOT NULL,
      t1_us bigint NOT NULL,
      t2_us bigint NOT NULL,
      t3_us bigint NOT NULL,
      PRIMARY KEY (session_id, t0_us)
    )`.execute(db);
}

/**
 * One row per block. t0 and t1 are the sensor's stamps of the first and the last sample; stamps are never rewritten,
 * so t0 follows from first_seq. The key contains the time column, as a hypertable demands, and in this order it also
 * serves reads by time. A device may cut its samples anew when it resends them: a longer block from the same sample
 * on is another block.
 *
 * data, codec 1: uint32 distances of the stamps in microseconds, then float32 samples, sample-major; little-endian.
 * Blocks up to a page stay in the row, uncompressed; larger ones go out of line (docs/decisions/0020).
 */
async function createBlocks(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE signal_block (
      session_id uuid NOT NULL,
      stream_id bigint NOT NULL,
      t0 timestamptz NOT NULL,
      t1 timestamptz NOT NULL,
      first_seq bigint NOT NULL,
      received_at timestamptz NOT NULL,
      sample_count integer NOT NULL,
      channel_count smallint NOT NULL,
      codec smallint NOT NULL,
      data bytea NOT NULL,
      CONSTRAINT signal_block_once UNIQUE (session_id, stream_id, t0, first_seq, sample_count)
    ) WITH (toast_tuple_target = 8160)`.execute(db);
  await sql`ALTER TABLE signal_block ALTER data SET STORAGE EXTERNAL`.execute(db);

  await sql`
    CREATE TABLE signal_drop (
      session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
      stream_id bigint NOT NULL,
      first_seq bigint NOT NULL,
      sample_count bigint NOT NULL,
      reason text NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (session_id, stream_id, first_seq)
    )`.execute(db);
}

/** SQL users see samples: block_samples() takes a block apart, the view `sample` does so for all of them. */
async function createSampleFunctions(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE FUNCTION uint32_at(data bytea, at integer) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN get_byte(data, at) + (get_byte(data, at + 1) << 8) + (get_byte(data, at + 2) << 16)
      + (get_byte(data, at + 3)::bigint << 24)`.execute(db);

  // The value of an IEEE 754 binary32 from its bits; every step is exact in double precision.
  await sql`
    CREATE FUNCTION float32_from_bits(bits bigint) RETURNS real
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE
      WHEN (bits & 2147483647) > 2139095040 THEN 'NaN'::real
      WHEN (bits & 2147483647) = 2139095040 THEN CASE WHEN bits >> 31 = 1 THEN '-Infinity' ELSE 'Infinity' END::real
      WHEN bits = 2147483648 THEN '-0'::real
      ELSE ((CASE WHEN bits >> 31 = 1 THEN -1 ELSE 1 END)
        * (CASE WHEN (bits >> 23) & 255 = 0 THEN bits & 8388607 ELSE (bits & 8388607) | 8388608 END)
        * power(2::double precision, greatest((bits >> 23) & 255, 1) - 150))::real
    END`.execute(db);

  await sql`
    CREATE FUNCTION block_samples(block signal_block)
    RETURNS TABLE (seq bigint, t timestamptz, channel_values real[])
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
      SELECT (block).first_seq + i,
        (block).t0 + (sum(uint32_at((block).data, i * 4)) OVER (ORDER BY i))::double precision * interval '1 microsecond',
        ARRAY(
          SELECT float32_from_bits(uint32_at((block).data,
            ((block).sample_count + i * (block).channel_count + channel) * 4))
          FROM generate_series(0, (block).channel_count - 1) AS channel ORDER BY channel
        )
      FROM generate_series(0, (block).sample_count - 1) AS i
      WHERE (block).codec = 1;
    END`.execute(db);

  await sql`
    CREATE VIEW sample AS
      SELECT block.session_id, block.stream_id, taken.seq, taken.t, taken.channel_values
      FROM signal_block AS block, block_samples(block) AS taken`.execute(db);
}

/**
 * One row per window and revision; the newest revision counts. The features stand in parallel arrays, one element
 * per feature, in double precision because a window read back must equal the one that was computed; the view
 * window_feature shows them one a row.
 */
async function createWindows(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE signal_window (
      session_id uuid NOT NULL,
      user_id uuid NOT NULL,
      kind integer NOT NULL,
      t0 timestamptz NOT NULL,
      t1 timestamptz NOT NULL,
      revision integer NOT NULL,
      clock_error_ms double precision NOT NULL,
      feature_names text[] NOT NULL,
      feature_values double precision[] NOT NULL,
      feature_qualities double precision[] NOT NULL,
      feature_coverages double precision[] NOT NULL,
      feature_artefact_shares double precision[] NOT NULL,
      feature_methods text[] NOT NULL,
      CONSTRAINT signal_window_once UNIQUE (session_id, kind, t0, revision)
    )`.execute(db);
  await sql`CREATE INDEX signal_window_of_user ON signal_window (user_id, kind, t0)`.execute(db);

  await sql`
    CREATE VIEW window_feature AS
      SELECT w.session_id, w.user_id, w.kind, w.t0, w.t1, w.revision, w.clock_error_ms, feature.*
      FROM signal_window AS w, unnest(w.feature_names, w.feature_values, w.feature_qualities,
        w.feature_coverages, w.feature_artefact_shares, w.feature_methods)
        AS feature (name, value, quality, coverage, artefact_share, method)
      WHERE NOT EXISTS (
        SELECT FROM signal_window AS newer
        WHERE newer.session_id = w.session_id AND newer.kind = w.kind AND newer.t0 = w.t0
          AND newer.revision > w.revision
      )`.execute(db);
}
