import { type Kysely, sql } from "kysely";

/**
 * Keys of devices and programs, kept as the SHA-256 of their token only. One that is revoked is gone: nothing has to
 * remember not to take it. They replace the tokens of devices, which nothing ever handed out. And the gestures that were
 * recognised are found without walking over a log of windows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE device_token`.execute(db);
  await sql`
    CREATE TABLE api_key (
      key_id uuid PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
      name text NOT NULL,
      scope text NOT NULL CHECK (scope IN ('device', 'read')),
      created_at timestamptz NOT NULL DEFAULT now(),
      used_at timestamptz
    )`.execute(db);
  await sql`CREATE INDEX api_key_of_user ON api_key (user_id, created_at)`.execute(db);
  await sql`CREATE INDEX event_gesture ON event (user_id, seq) WHERE type = 'gesture_recognised'`.execute(db);
}
