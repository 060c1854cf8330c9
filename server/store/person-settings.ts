/** What people settled for themselves, the same on all their devices. */
import { type Kysely, sql } from "kysely";
import type { PersonSettings, SettingsStore, ShownUnits } from "../gateway/ports.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

/** As devices send them. */
const USUAL_UNITS: ShownUnits = { acceleration: "g", rotation: "rad/s" };

export class PostgresSettings implements SettingsStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async read(userId: string): Promise<PersonSettings> {
    const { rows } = await guarded(() =>
      sql<{ settings: Partial<PersonSettings> }>`
        SELECT settings FROM person_settings WHERE user_id = ${userId}`.execute(this.#db),
    );
    const { timeZone = null, units } = rows[0]?.settings ?? {};
    return { timeZone, units: { ...USUAL_UNITS, ...units } };
  }

  async write(userId: string, settings: Partial<PersonSettings>): Promise<void> {
    await guarded(() =>
      sql`
        INSERT INTO person_settings AS held (user_id, settings)
        VALUES (${userId}, ${JSON.stringify(settings)}::jsonb)
        ON CONFLICT (user_id) DO UPDATE SET settings = held.settings || excluded.settings`.execute(this.#db),
    );
  }
}
