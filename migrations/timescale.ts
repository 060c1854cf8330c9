/** The one branch between plain PostgreSQL, TimescaleDB Apache and TimescaleDB Community. */
import { type Kysely, sql } from "kysely";

/**
 * Whether hypertables can be made here. Creates the extension where the server has loaded it.
 * Without the loader, CREATE EXTENSION timescaledb would end the connection, so the loader's own setting is asked first.
 */
export async function prepareTimescale(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql<{ loaded: boolean; available: boolean }>`
    SELECT current_setting('timescaledb.disable_load', true) IS NOT NULL AS loaded,
      EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb') AS available`.execute(db);
  if (rows[0]?.loaded !== true || !rows[0].available) return false;
  await sql`CREATE EXTENSION IF NOT EXISTS timescaledb`.execute(db);
  const license = await sql<{ license: string | null }>`
    SELECT current_setting('timescaledb.license', true) AS license`.execute(db);
  return license.rows[0]?.license !== null;
}

/** The classic form: WITH (tsdb.hypertable) needs 2.20. */
export async function toHypertable(
  db: Kysely<unknown>,
  table: string,
  timeColumn: string,
  chunk: string,
): Promise<void> {
  await sql`
    SELECT create_hypertable(${sql.lit(table)}, ${sql.lit(timeColumn)}, chunk_time_interval => ${sql.lit(chunk)}::interval,
      if_not_exists => true, create_default_indexes => false)`.execute(db);
}
