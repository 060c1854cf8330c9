import { type Kysely, sql } from "kysely";

/**
 * The log, the judge of every accepted fact: its primary key refuses a second writer of one seq.
 * Payload and state are json, not jsonb: a replay must see the very text that was written, with the order of its
 * keys (docs/decisions/0021).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE event (
      user_id uuid NOT NULL,
      seq bigint NOT NULL CHECK (seq > 0),
      actor text NOT NULL,
      type text NOT NULL,
      at timestamptz NOT NULL,
      command_id text NOT NULL,
      machine_version integer NOT NULL,
      payload json NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (user_id, seq)
    )`.execute(db);
  await sql`CREATE INDEX event_command ON event (user_id, command_id)`.execute(db);

  await sql`
    CREATE TABLE snapshot (
      user_id uuid NOT NULL,
      seq bigint NOT NULL,
      machine_version integer NOT NULL,
      state_hash text NOT NULL,
      state json NOT NULL,
      saved_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (user_id, seq)
    )`.execute(db);
}
