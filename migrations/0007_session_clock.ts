import { type Kysely, sql } from "kysely";

/** What the exchanges of a session say about its device's clock, kept once the session has ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE session_clock (
      session_id uuid PRIMARY KEY REFERENCES session ON DELETE CASCADE,
      epochs jsonb NOT NULL
    )`.execute(db);
}
