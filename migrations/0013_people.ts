import { type Kysely, sql } from "kysely";

/** What a person settled for themselves, and what remains of somebody who had everything deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE person_settings (
      user_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
      settings jsonb NOT NULL
    )`.execute(db);

  // Deletions that have begun; the row goes with the last of the person's rows (docs/decisions/0072).
  await sql`
    CREATE TABLE erasure (
      user_id uuid PRIMARY KEY,
      requested_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);

  // Keeps whoever comes late from writing for somebody who is gone. Of a random id only the hash, of sessions the
  // random ids, as long as a late block may come for them.
  await sql`
    CREATE TABLE erased_user (
      user_hash bytea PRIMARY KEY CHECK (octet_length(user_hash) = 32),
      session_ids uuid[] NOT NULL DEFAULT '{}',
      erased_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`
    CREATE FUNCTION is_erased(user_id uuid) RETURNS boolean
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    BEGIN ATOMIC
      SELECT EXISTS (SELECT FROM erased_user WHERE user_hash = sha256(uuid_send(user_id)));
    END`.execute(db);
}
