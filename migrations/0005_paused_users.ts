import { type Kysely, sql } from "kysely";

/** People whose actors an operator has paused. Whichever node serves them next reads it here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE paused_user (
      user_id uuid PRIMARY KEY,
      paused_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
}
