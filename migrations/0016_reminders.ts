import { type Kysely, sql } from "kysely";

/** What is still to be reminded of is read from the log itself when a node takes people over: no second truth. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE INDEX event_reminder ON event (user_id, seq)
      WHERE type IN ('reminder_set', 'reminder_removed', 'reminder_fired')`.execute(db);
}
