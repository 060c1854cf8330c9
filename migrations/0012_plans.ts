import { type Kysely, sql } from "kysely";

/**
 * Plans as they were made, what people said of their steps, and what η became week by week; what analyses found, under
 * the id of their job; and the last day, by their own time zone, that had each person's analysis.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE plan (
      plan_id uuid PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      made_at timestamptz NOT NULL,
      seq bigint NOT NULL,
      plan jsonb NOT NULL
    )`.execute(db);
  await sql`CREATE INDEX plan_of_user ON plan (user_id, made_at DESC)`.execute(db);
  await sql`
    CREATE TABLE plan_report (
      plan_id uuid NOT NULL REFERENCES plan ON DELETE CASCADE,
      report_id text NOT NULL,
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      step text NOT NULL,
      at timestamptz NOT NULL,
      report jsonb NOT NULL,
      PRIMARY KEY (plan_id, report_id)
    )`.execute(db);
  await sql`
    CREATE TABLE plan_outcome (
      plan_id uuid NOT NULL REFERENCES plan ON DELETE CASCADE,
      week integer NOT NULL,
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      at timestamptz NOT NULL,
      eta double precision NOT NULL,
      PRIMARY KEY (plan_id, week)
    )`.execute(db);
  await sql`
    CREATE TABLE analysis (
      analysis_id uuid PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
      made_at timestamptz NOT NULL,
      time_zone text NOT NULL,
      result jsonb NOT NULL
    )`.execute(db);
  await sql`CREATE INDEX analysis_of_user ON analysis (user_id, made_at DESC)`.execute(db);
  await sql`
    CREATE TABLE analysis_day (
      user_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
      last_day date NOT NULL
    )`.execute(db);
}
