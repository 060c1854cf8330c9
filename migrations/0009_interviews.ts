import { type Kysely, sql } from "kysely";

/**
 * Events of interviews are found without walking over a person's windows. Every call of a language model is kept: its
 * prompt by name and hash, its tokens and its cost.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE INDEX event_of_interview ON event (user_id, seq) WHERE actor = 'interview'`.execute(db);
  await sql`
    CREATE TABLE model_call (
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      at timestamptz NOT NULL,
      interview_id text NOT NULL,
      model text NOT NULL,
      prompt text NOT NULL,
      prompt_hash text NOT NULL,
      input_tokens integer NOT NULL,
      output_tokens integer NOT NULL,
      cost_usd double precision NOT NULL,
      outcome text NOT NULL,
      ms integer NOT NULL
    )`.execute(db);
  await sql`CREATE INDEX model_call_of_user ON model_call (user_id, at)`.execute(db);
}
