import { type Kysely, sql } from "kysely";

/**
 * Web Push (docs/decisions/0079). One key pair signs for every node. `push_owner` says up to where a person's log has been
 * made into messages, and is held by whoever does it, so that several nodes make each message once; of jobs, which are not in
 * the log, each row says it itself. A message waits in a row until a push service has taken it or it is too old; a device is
 * held by the node that sends to it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE push_key (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      public_key bytea NOT NULL CHECK (octet_length(public_key) = 65),
      private_key bytea NOT NULL
    )`.execute(db);

  await sql`
    CREATE TABLE push_owner (
      user_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
      followed_seq bigint NOT NULL,
      since timestamptz NOT NULL DEFAULT now()
    )`.execute(db);

  await sql`
    CREATE TABLE push_subscription (
      subscription_id uuid PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      endpoint text NOT NULL,
      p256dh bytea NOT NULL CHECK (octet_length(p256dh) = 65),
      auth_secret bytea NOT NULL CHECK (octet_length(auth_secret) = 16),
      contact text,
      label text NOT NULL,
      settings jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      sent_at timestamptz,
      failed_at timestamptz,
      failure text,
      tries integer NOT NULL DEFAULT 0,
      retry_at timestamptz,
      claim uuid,
      claimed_until timestamptz
    )`.execute(db);
  await sql`CREATE UNIQUE INDEX push_subscription_endpoint ON push_subscription (endpoint)`.execute(db);
  await sql`CREATE INDEX push_subscription_of_user ON push_subscription (user_id, created_at)`.execute(db);

  await sql`
    CREATE TABLE push_message (
      message_id uuid PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      subscription_id uuid NOT NULL REFERENCES push_subscription ON DELETE CASCADE,
      n bigint GENERATED ALWAYS AS IDENTITY,
      topic text NOT NULL,
      kind text NOT NULL,
      content jsonb NOT NULL,
      due_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      UNIQUE (subscription_id, topic)
    )`.execute(db);
  await sql`CREATE INDEX push_message_due ON push_message (due_at)`.execute(db);
  await sql`CREATE INDEX push_message_of_user ON push_message (user_id)`.execute(db);

  await sql`
    CREATE INDEX event_news ON event (user_id, seq)
      WHERE type IN ('escape_index_changed', 'session_ended', 'reminder_fired')`.execute(db);
  await sql`ALTER TABLE job ADD pushed boolean NOT NULL DEFAULT false`.execute(db);
  await sql`CREATE INDEX job_unpushed ON job (user_id) WHERE ended_at IS NOT NULL AND NOT pushed`.execute(db);
}
