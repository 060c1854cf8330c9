import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // What the exchanges of a session say about its device's clock, kept once the session has ended.
  await sql`
    CREATE TABLE session_clock (
      session_id uuid PRIMARY KEY REFERENCES session ON DELETE CASCADE,
      epochs jsonb NOT NULL
    )`.execute(db);

  // Numbers of samples whose blocks retention has let go of: the ledger counts them as stored, for ever.
  await sql`
    CREATE TABLE stream_holding (
      session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
      stream_id bigint NOT NULL,
      held int8multirange NOT NULL,
      last_t timestamptz NOT NULL,
      PRIMARY KEY (session_id, stream_id)
    )`.execute(db);

  // Summaries of months read a window a minute, and nothing but this index.
  await sql`
    CREATE INDEX signal_window_of_minute ON signal_window (user_id, kind, t0)
    INCLUDE (session_id, revision, feature_names, feature_values, feature_qualities)
    WHERE date_bin('1 minute', t0, '2000-01-01T00:00:00Z'::timestamptz) = t0`.execute(db);
}
