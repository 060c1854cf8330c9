/** Connections to PostgreSQL, and what kind of PostgreSQL it is. */
import type { Log } from "@trajectory/ingest/ports.ts";
import { Pool, types } from "pg";

export interface PoolOptions {
  /** postgres://user:password@host:port/database */
  url: string;
  log: Log;
  /** Connections at most. */
  max?: number;
  /** A statement that takes longer is cancelled by the server, ms. */
  statementTimeoutMs?: number;
  /** Settings of PostgreSQL for these connections. */
  settings?: Readonly<Record<string, string>>;
}

const DEFAULT_MAX = 10;
const DEFAULT_STATEMENT_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** A server that is gone without a word is noticed this much later than its own time-out, ms. */
const SILENCE_MS = 2_000;

const getTypeParser: typeof types.getTypeParser = (oid, format) =>
  oid === types.builtins.INT8 && format !== "binary" ? safeInteger : types.getTypeParser(oid, format);

export function createPool(options: PoolOptions): Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? DEFAULT_STATEMENT_TIMEOUT_MS;
  const settings = Object.entries({ TimeZone: "UTC", ...options.settings });
  const pool = new Pool({
    connectionString: options.url,
    application_name: "trajectory",
    max: options.max ?? DEFAULT_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + SILENCE_MS,
    idle_in_transaction_session_timeout: statementTimeoutMs + SILENCE_MS,
    options: settings.map(([name, value]) => `-c ${name}=${value}`).join(" "),
    types: { getTypeParser },
  });
  surviveLoss(pool, options.log);
  return pool;
}

/** A connection that breaks between two statements says so to a listener, or ends the process. */
export function surviveLoss(pool: Pool, log: Log): void {
  pool.on("error", (error) => {
    if (!pool.ending) log.warn({ error: error.message }, "A database connection was lost.");
  });
  pool.on("connect", (client) => client.on("error", () => {}));
}

/** bigint columns hold counters and microseconds, which stay below 2^53. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is no safe integer.`);
  return value;
}

export interface Edition {
  /** Version of PostgreSQL, such as "18.4". */
  postgres: string;
  /** Undefined on plain PostgreSQL. */
  timescale: { version: string; license: string } | undefined;
}

export async function detectEdition(pool: Pool): Promise<Edition> {
  const { rows } = await pool.query<{ postgres: string; version: string | null; license: string | null }>(
    `SELECT split_part(current_setting('server_version'), ' ', 1) AS postgres,
      (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS version,
      current_setting('timescaledb.license', true) AS license`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("A SELECT without FROM gave no row.");
  const { postgres, version, license } = row;
  return { postgres, timescale: version === null ? undefined : { version, license: license ?? "unknown" } };
}

/** "postgresql 18.4" or "timescaledb 2.19.3 (apache) on postgresql 17.12" */
export function describeEdition({ postgres, timescale }: Edition): string {
  if (timescale === undefined) return `postgresql ${postgres}`;
  return `timescaledb ${timescale.version} (${timescale.license}) on postgresql ${postgres}`;
}
