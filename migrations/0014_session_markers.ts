import { type Kysely, sql } from "kysely";

/**
 * Named moments of a session, on its sensor's clock. They are a person's notes: the model learns nothing from them, so
 * they are rows and not events. What was said of a session is found without walking over a log of windows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE session_marker (
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      session_id uuid NOT NULL,
      marker_id text NOT NULL,
      t timestamptz NOT NULL,
      name text NOT NULL,
      note text NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (user_id, session_id, marker_id)
    )`.execute(db);
  await sql`CREATE INDEX session_marker_in_time ON session_marker (user_id, t)`.execute(db);
  await sql`
    CREATE INDEX event_session_words ON event (user_id, seq)
    WHERE type IN ('claim_made', 'claim_confirmed', 'session_rated')`.execute(db);
}
