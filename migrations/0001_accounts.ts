import { type Kysely, sql } from "kysely";

/** Who may sign in. Tokens are kept as their SHA-256 only: a stolen table opens no door. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE account (
      user_id uuid PRIMARY KEY,
      name text NOT NULL,
      email text NOT NULL,
      password_hash text NOT NULL,
      role text NOT NULL CHECK (role IN ('owner', 'member')),
      created_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`CREATE UNIQUE INDEX account_email ON account (lower(email))`.execute(db);
  await sql`CREATE UNIQUE INDEX account_one_owner ON account (role) WHERE role = 'owner'`.execute(db);

  await sql`
    CREATE TABLE sign_in (
      token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL
    )`.execute(db);
  await sql`CREATE INDEX sign_in_of_user ON sign_in (user_id)`.execute(db);

  await sql`
    CREATE TABLE device_token (
      token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
      device_id uuid NOT NULL UNIQUE,
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      name text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      revoked_at timestamptz
    )`.execute(db);
  await sql`CREATE INDEX device_token_of_user ON device_token (user_id)`.execute(db);
}
