/** What analyses found, and when the next ones are due. */
import { type Kysely, sql } from "kysely";
import type { AnalysisResult, AnalysisStore, KeptAnalysis } from "../analysis/ports.ts";
import { isUuid } from "./binary-writer.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

export class PostgresAnalyses implements AnalysisStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async keep(userId: string, { id, madeAt, timeZone, result }: KeptAnalysis): Promise<void> {
    const row = { made_at: new Date(madeAt), time_zone: timeZone, result: JSON.stringify(result) };
    await guarded(() =>
      this.#db
        .insertInto("analysis")
        .values({ analysis_id: id, user_id: userId, ...row })
        .onConflict((conflict) => conflict.column("analysis_id").doUpdateSet(row))
        .execute(),
    );
  }

  async find(userId: string, id: string): Promise<KeptAnalysis | undefined> {
    if (!isUuid(userId) || !isUuid(id)) return undefined;
    const row = await guarded(() =>
      this.#db
        .selectFrom("analysis")
        .selectAll()
        .where("user_id", "=", userId)
        .where("analysis_id", "=", id)
        .executeTakeFirst(),
    );
    return row && analysisOf(row);
  }

  async newest(userId: string): Promise<KeptAnalysis | undefined> {
    if (!isUuid(userId)) return undefined;
    const row = await guarded(() =>
      this.#db
        .selectFrom("analysis")
        .selectAll()
        .where("user_id", "=", userId)
        .orderBy("made_at", "desc")
        .limit(1)
        .executeTakeFirst(),
    );
    return row && analysisOf(row);
  }

  async timeZone(userId: string): Promise<string | undefined> {
    const { rows } = await guarded(() =>
      sql<{ zone: string | null }>`
        SELECT settings ->> 'timeZone' AS zone FROM person_settings WHERE user_id = ${userId}`.execute(
        this.#db,
      ),
    );
    return rows[0]?.zone ?? undefined;
  }

  async suggestTimeZone(userId: string, timeZone: string): Promise<void> {
    await guarded(() =>
      sql`
        INSERT INTO person_settings AS held (user_id, settings)
        VALUES (${userId}, jsonb_build_object('timeZone', ${timeZone}::text))
        ON CONFLICT (user_id) DO UPDATE SET settings = held.settings || excluded.settings
          WHERE held.settings ->> 'timeZone' IS NULL`.execute(this.#db),
    );
  }

  async timeZones(): Promise<string[]> {
    const { rows } = await guarded(() =>
      sql<{ zone: string }>`
        SELECT DISTINCT settings ->> 'timeZone' AS zone FROM person_settings
        WHERE settings ->> 'timeZone' IS NOT NULL`.execute(this.#db),
    );
    return rows.map(({ zone }) => zone);
  }

  async due(timeZone: string, localDay: string, limit: number): Promise<string[]> {
    const { rows } = await guarded(() =>
      sql<{ user_id: string }>`
        SELECT account.user_id FROM account LEFT JOIN analysis_day USING (user_id)
          LEFT JOIN person_settings USING (user_id)
        WHERE coalesce(settings ->> 'timeZone', 'UTC') = ${timeZone}
          AND coalesce(last_day < ${localDay}::date, true)
          AND EXISTS (SELECT FROM event WHERE event.user_id = account.user_id)
        ORDER BY account.user_id LIMIT ${limit}`.execute(this.#db),
    );
    return rows.map(({ user_id }) => user_id);
  }

  async markDay(userId: string, localDay: string): Promise<void> {
    await guarded(() =>
      this.#db
        .insertInto("analysis_day")
        .values({ user_id: userId, last_day: localDay })
        .onConflict((conflict) => conflict.column("user_id").doUpdateSet({ last_day: localDay }))
        .execute(),
    );
  }
}

interface Row {
  analysis_id: string;
  made_at: Date;
  time_zone: string;
  result: unknown;
}

function analysisOf({ analysis_id, made_at, time_zone, result }: Row): KeptAnalysis {
  return {
    id: analysis_id,
    madeAt: made_at.getTime(),
    timeZone: time_zone,
    result: result as AnalysisResult,
  };
}
