/** Brings a database to the newest schema. Forward only. */
import { type Kysely, type Transaction, sql } from "kysely";
import * as accounts from "./0001_accounts.ts";
import * as eventLog from "./0002_event_log.ts";
import * as signals from "./0003_signals.ts";
import * as leases from "./0004_leases.ts";
import * as pausedUsers from "./0005_paused_users.ts";
import * as rollups from "./0006_rollups.ts";
import * as sessionRecords from "./0007_session_records.ts";
import * as sessionTags from "./0008_session_tags.ts";
import * as interviews from "./0009_interviews.ts";
import * as jobsAndDocuments from "./0010_jobs_and_documents.ts";
import * as memory from "./0011_memory.ts";
import * as plans from "./0012_plans.ts";
import * as people from "./0013_people.ts";
import * as sessionMarkers from "./0014_session_markers.ts";
import * as ratesAndGestures from "./0015_sample_rates_and_gestures.ts";
import * as reminders from "./0016_reminders.ts";
import * as webPush from "./0017_web_push.ts";
import * as keysAndGestures from "./0018_keys_and_gestures.ts";

interface Migration {
  name: string;
  up: (db: Kysely<unknown>) => Promise<void>;
}

const MIGRATIONS: readonly Migration[] = [
  { name: "0001_accounts", up: accounts.up },
  { name: "0002_event_log", up: eventLog.up },
  { name: "0003_signals", up: signals.up },
  { name: "0004_leases", up: leases.up },
  { name: "0005_paused_users", up: pausedUsers.up },
  { name: "0006_rollups", up: rollups.up },
  { name: "0007_session_records", up: sessionRecords.up },
  { name: "0008_session_tags", up: sessionTags.up },
  { name: "0009_interviews", up: interviews.up },
  { name: "0010_jobs_and_documents", up: jobsAndDocuments.up },
  { name: "0011_memory", up: memory.up },
  { name: "0012_plans", up: plans.up },
  { name: "0013_people", up: people.up },
  { name: "0014_session_markers", up: sessionMarkers.up },
  { name: "0015_sample_rates_and_gestures", up: ratesAndGestures.up },
  { name: "0016_reminders", up: reminders.up },
  { name: "0017_web_push", up: webPush.up },
  { name: "0018_keys_and_gestures", up: keysAndGestures.up },
];

/** Any number that nothing else in the database locks; "trajectory" in ASCII, cut to 63 bits. */
const LOCK = sql.lit("8390891584272328564");

export type MigrationErrorCode = "database_newer" | "migration_failed";

export class MigrationError extends Error {
  override readonly name = "MigrationError";
  /** `database_newer`: a newer version of the software has used this database. */
  readonly code: MigrationErrorCode;

  constructor(code: MigrationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Names of the migrations that this call applied. Nodes that start at once wait for each other on an advisory lock;
 * a call is one transaction, so a migration that fails leaves nothing behind.
 * @throws MigrationError
 */
export async function migrate(
  db: Kysely<unknown>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    await sql`SELECT set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)`.execute(
      tx,
    );
    await sql`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`.execute(tx);
    const applied = await appliedNames(tx);
    const unknown = applied.find((name) => !migrations.some((known) => known.name === name));
    if (unknown !== undefined) {
      throw new MigrationError(
        "database_newer",
        `The database has the migration ${unknown}, which this version does not know: a newer version has used it. ` +
          "Start the newer version, or restore a backup made before it.",
      );
    }
    const pending = migrations.filter(({ name }) => !applied.includes(name));
    for (const migration of pending) await apply(tx, migration);
    return pending.map(({ name }) => name);
  });
}

async function appliedNames(tx: Transaction<unknown>): Promise<string[]> {
  await sql`
    CREATE TABLE IF NOT EXISTS migration (
      name text PRIMARY KEY,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`.execute(tx);
  const { rows } = await sql<{ name: string }>`SELECT name FROM migration ORDER BY name`.execute(tx);
  return rows.map(({ name }) => name);
}

async function apply(tx: Transaction<unknown>, { name, up }: Migration): Promise<void> {
  try {
    await up(tx);
    await sql`INSERT INTO migration (name) VALUES (${name})`.execute(tx);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError("migration_failed", `Migration ${name} failed: ${reason}`, { cause });
  }
}
