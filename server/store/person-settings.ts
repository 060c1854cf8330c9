/** What people settled for themselves, the same on all their devices. */
import { type Kysely, sql } from "kysely";
import type { PersonSettings, SettingsStore } from "../gateway/ports.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

export class PostgresSettings implements SettingsStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async read(userId: string): Promise<PersonSettings> {
    const { rows } = await guarded(() =>
      sql<{ zone: string | null }>`
        SELECT settings->>'timeZone' AS zone FROM person_settings WHERE user_id = ${userId}`.execute(
        this.#db,
      ),
    );
    return { timeZone: rows[0]?.zone ?? null };
  }

  async write(userId: string, settings: PersonSettings): Promise<void> {
    await guarded(() =>
      sql`
        INSERT INTO person_settings (user_id, settings) VALUES (${userId}, ${JSON.stringify(settings)}::jsonb)
        ON CONFLICT (user_id) DO UPDATE SET settings = excluded.settings`.execute(this.#db),
    );
  }
}
