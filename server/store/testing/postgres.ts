/** Real databases for tests: an embedded PostgreSQL per test file, and TimescaleDB where TIMESCALE_URL names one. */
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Log } from "@trajectory/ingest/ports.ts";
import { startEmbeddedPostgres } from "../embedded-postgres.ts";
import { type Store, type StoreOptions, openStore } from "../store.ts";

export interface TestServer {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export interface TestDatabase {
  name: string;
  /** False: its tests are skipped, and `title` says what would enable them. */
  available: boolean;
  title: string;
  start(): Promise<TestServer>;
}

const timescaleUrl = process.env["TIMESCALE_URL"];

/** Every kind of database that the store's tests run on. */
export const TEST_DATABASES: readonly TestDatabase[] = [
  { name: "postgresql", available: true, title: "postgresql", start: startPlain },
  {
    name: "timescaledb",
    available: timescaleUrl !== undefined,
    title: timescaleUrl === undefined ? "timescaledb (set TIMESCALE_URL to run it)" : "timescaledb",
    start: () => Promise.resolve(serverAt(timescaleUrl ?? "")),
  },
];

export const systemClock: Clock = {
  now: Date.now,
  setTimer(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** With a short flush, so that tests that wait for a COMMIT are quick. */
export function openTestStore(url: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  return openStore({
    url,
    clock: systemClock,
    log: silentLog,
    ...options,
    signals: { flushMs: 5, ...options.signals },
  });
}

/** A directory that others may enter, as the system user postgres must. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "trajectory-store-"));
  await chmod(folder, 0o755);
  return folder;
}

async function startPlain(): Promise<TestServer> {
  const folder = await temporaryFolder();
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: silentLog });
  const server = serverAt(postgres.url);
  return {
    newDatabase: () => server.newDatabase(),
    async stop() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Databases on a server that runs already; they are dropped at the end. */
function serverAt(url: string): TestServer {
  const made: string[] = [];
  return {
    async newDatabase() {
      const name = `test_${randomBytes(8).toString("hex")}`;
      await run(url, `CREATE DATABASE ${name}`);
      made.push(name);
      return Object.assign(new URL(url), { pathname: name }).href;
    },
    async stop() {
      for (const name of made) await run(url, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
