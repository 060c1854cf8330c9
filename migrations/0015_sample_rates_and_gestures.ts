import { type Kysely, sql } from "kysely";

/** The real rate of a window's leading stream, and examples of gestures that people have shown. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE signal_window
      ADD COLUMN sample_rate_hz double precision, ADD COLUMN sample_rate_error_hz double precision`.execute(
    db,
  );
  await sql`
    CREATE OR REPLACE VIEW window_feature AS
      SELECT w.session_id, w.user_id, w.kind, w.t0, w.t1, w.revision, w.clock_error_ms, feature.*,
        w.sample_rate_hz, w.sample_rate_error_hz
      FROM signal_window AS w, unnest(w.feature_names, w.feature_values, w.feature_qualities,
        w.feature_coverages, w.feature_artefact_shares, w.feature_methods)
        AS feature (name, value, quality, coverage, artefact_share, method)
      WHERE NOT EXISTS (
        SELECT FROM signal_window AS newer
        WHERE newer.session_id = w.session_id AND newer.kind = w.kind AND newer.t0 = w.t0
          AND newer.revision > w.revision
      )`.execute(db);

  // shape: float32, little-endian, the curves of engine/signals/gestures one after the other. It stays when samples go.
  await sql`
    CREATE TABLE gesture_example (
      example_id uuid PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      gesture text NOT NULL,
      session_id uuid NOT NULL,
      t0_us bigint NOT NULL,
      t1_us bigint NOT NULL,
      shape bytea NOT NULL,
      added_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`CREATE INDEX gesture_example_of_user ON gesture_example (user_id, added_at)`.execute(db);
}
