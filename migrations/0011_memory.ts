import { type Kysely, sql } from "kysely";

/**
 * What is remembered of a person, with its vectors; the index beside it can be made anew from here at any time
 * (docs/decisions/0063). Each write of a person raises the version of their memory, so that an index knows what it
 * has not seen. Vectors are little-endian float32 of length 1; those of another model than the present one are not
 * searched. Words are searched as English and as German.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE memory_owner (
      user_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
      version bigint NOT NULL DEFAULT 0,
      deletions bigint NOT NULL DEFAULT 0,
      followed_seq bigint NOT NULL DEFAULT 0
    )`.execute(db);

  await sql`
    CREATE TABLE memory_item (
      user_id uuid NOT NULL REFERENCES memory_owner ON DELETE CASCADE,
      id text NOT NULL,
      n bigint GENERATED ALWAYS AS IDENTITY,
      kind text NOT NULL,
      title text,
      text text NOT NULL,
      at timestamptz NOT NULL,
      source_kind text NOT NULL,
      source_id text NOT NULL,
      source_locator text,
      metadata jsonb NOT NULL,
      version bigint NOT NULL,
      model text,
      dimension integer,
      vector bytea,
      refused text,
      search tsvector NOT NULL GENERATED ALWAYS AS (
        to_tsvector('english', coalesce(title, '') || ' ' || text)
        || to_tsvector('german', coalesce(title, '') || ' ' || text)
      ) STORED,
      PRIMARY KEY (user_id, id),
      CHECK ((model IS NULL) = (vector IS NULL) AND (model IS NULL) = (dimension IS NULL)),
      CHECK (octet_length(vector) = 4 * dimension)
    )`.execute(db);
  await sql`ALTER TABLE memory_item ALTER vector SET STORAGE EXTERNAL`.execute(db);
  await sql`CREATE UNIQUE INDEX memory_item_n ON memory_item (user_id, n)`.execute(db);
  await sql`CREATE INDEX memory_item_version ON memory_item (user_id, version)`.execute(db);
  await sql`CREATE INDEX memory_item_model ON memory_item (user_id, model)`.execute(db);
  await sql`CREATE INDEX memory_item_source ON memory_item (user_id, source_kind, source_id)`.execute(db);
  await sql`CREATE INDEX memory_item_words ON memory_item USING gin (search)`.execute(db);
  await sql`
    CREATE INDEX memory_item_waiting ON memory_item (n) WHERE model IS NULL AND refused IS NULL`.execute(db);

  await sql`
    CREATE INDEX event_remembered ON event (user_id, seq)
    WHERE type IN ('question_asked', 'answer_given', 'skill_set', 'evidence_added', 'evidence_retracted',
      'session_ended', 'session_tagged', 'session_rated', 'claim_made')`.execute(db);
}
