import { type Kysely, sql } from "kysely";

/**
 * A job is what a person sees of work that takes its time; the queue itself lives in a schema of pg-boss. A document is
 * kept as the text of its pages; the bytes it came as go once they are read. What is found in it is proposed, and what
 * the person decides stands beside it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE job (
      job_id uuid PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      kind text NOT NULL,
      subject text NOT NULL,
      state text NOT NULL,
      share real NOT NULL DEFAULT 0,
      step text NOT NULL DEFAULT '',
      attempt integer NOT NULL DEFAULT 0,
      node_id text,
      error jsonb,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      ended_at timestamptz
    )`.execute(db);
  await sql`CREATE INDEX job_of_user ON job (user_id, created_at)`.execute(db);
  await sql`CREATE INDEX job_running ON job (node_id) WHERE state = 'running'`.execute(db);
  await sql`
    CREATE TABLE document (
      document_id uuid PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      source text NOT NULL,
      format text NOT NULL,
      name text NOT NULL,
      address text,
      content_hash bytea NOT NULL,
      bytes integer NOT NULL,
      content bytea,
      state text NOT NULL,
      notices jsonb NOT NULL DEFAULT '[]',
      error jsonb,
      added_at timestamptz NOT NULL DEFAULT now(),
      read_at timestamptz,
      UNIQUE (user_id, content_hash)
    )`.execute(db);
  await sql`
    CREATE TABLE document_page (
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      document_id uuid NOT NULL REFERENCES document ON DELETE CASCADE,
      page integer NOT NULL,
      text text NOT NULL,
      PRIMARY KEY (document_id, page)
    )`.execute(db);
  await sql`
    CREATE TABLE document_proposal (
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      document_id uuid NOT NULL REFERENCES document ON DELETE CASCADE,
      proposal_id text NOT NULL,
      position integer NOT NULL,
      page integer NOT NULL,
      reader text NOT NULL,
      proposal jsonb NOT NULL,
      decision text,
      decided_at timestamptz,
      changes jsonb NOT NULL DEFAULT '[]',
      PRIMARY KEY (document_id, proposal_id)
    )`.execute(db);
  await sql`CREATE INDEX document_proposal_decided ON document_proposal (user_id) WHERE decision IS NOT NULL`.execute(
    db,
  );
}
