/**
 * A real PostgreSQL in a directory, started as a child process and kept running.
 *
 * The server outlives us when we are killed; the next start adopts it. Who uses a directory holds an advisory lock in
 * its server, so two processes never share one by accident, and the lock goes with the connection.
 */
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import type { Log } from "@trajectory/ingest/ports.ts";
import { type Cluster, SUPERUSER, prepareCluster, writeAccess } from "./embedded/cluster.ts";
import { EmbeddedPostgresError } from "./embedded/embedded-error.ts";
import { type Postmaster, findRunning, startPostmaster, stopPostmaster } from "./embedded/postmaster.ts";

export interface EmbeddedPostgres {
  /** postgres://user:password@127.0.0.1:port/database */
  url: string;
  /** "postgresql 18.4, embedded, in <directory>, port 20123" */
  description: string;
  /** Of the server process. */
  readonly pid: number;
  /** Resolves when the server has written everything and is gone. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Everything of it lives here. Made when missing. */
  dataDir: string;
  log: Log;
}

interface HeldServer extends Postmaster {
  holder: Client;
  version: string;
}

const DATABASE = "trajectory";
const LOCK = "7021792190340067700";
const LOCK_PATIENCE_MS = 2_000;
const LOCK_POLL_MS = 20;
const RESTARTS = 5;
const RESTART_PAUSE_MS = 500;

/** @throws EmbeddedPostgresError */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir: directory, log } = options;
  const cluster = await prepareCluster(directory, log);
  let server = await adoptOrStart(cluster, log);
  const { port, version } = server;
  if (port !== cluster.access.port) await writeAccess(directory, { ...cluster.access, port });

  const stopping = new AbortController();
  let restarting: Promise<void> | undefined;
  function watch(): void {
    server.holder.once("end", () => {
      if (!stopping.signal.aborted) restarting = restart();
    });
  }
  /** Others know the address, so it stays. */
  async function restart(): Promise<void> {
    log.warn({ pid: server.pid }, "The embedded PostgreSQL was lost and is started again.");
    for (let attempt = 1; !stopping.signal.aborted; attempt++) {
      try {
        server = await adoptOrStart(cluster, log, port);
        watch();
        return;
      } catch (error) {
        log.error({ err: error, attempt }, "The embedded PostgreSQL could not be started again.");
        if (attempt === RESTARTS) return;
        await wait(attempt * RESTART_PAUSE_MS);
      }
    }
  }
  watch();

  return {
    url: urlOf(cluster, port, DATABASE),
    description: `postgresql ${version}, embedded, in ${directory}, port ${port}`,
    get pid() {
      return server.pid;
    },
    async stop() {
      stopping.abort();
      await restarting;
      await server.holder.end().catch(() => undefined);
      await stopPostmaster(server);
    },
  };
}

async function adoptOrStart(cluster: Cluster, log: Log, port?: number): Promise<HeldServer> {
  const running = await findRunning(cluster, log);
  if (running !== undefined) {
    const held = await hold(cluster, running, log);
    log.info({ pid: running.pid }, "A PostgreSQL that was left running is used on.");
    return held;
  }
  const started = await startPostmaster(cluster, log, port);
  return hold(cluster, started, log);
}

/** Takes the directory's lock, and makes the database where it is missing. */
async function hold(cluster: Cluster, postmaster: Postmaster, log: Log): Promise<HeldServer> {
  const holder = new Client({
    connectionString: urlOf(cluster, postmaster.port, "postgres"),
    application_name: "trajectory lock",
    keepAlive: true,
  });
  holder.on("error", (error) => log.warn({ error: error.message }, "The lock of the database was lost."));
  await holder.connect();
  try {
    await takeLock(holder, cluster);
    const { rows } = await holder.query<{ version: string; made: boolean }>(
      `SELECT current_setting('server_version') AS version,
        EXISTS (SELECT FROM pg_database WHERE datname = '${DATABASE}') AS made`,
    );
    if (rows[0]?.made !== true) await holder.query(`CREATE DATABASE ${DATABASE}`);
    return { ...postmaster, holder, version: rows[0]?.version ?? "" };
  } catch (error) {
    await holder.end();
    throw error;
  }
}

/** Patient for a moment: the connection of a process that was killed ends a little after it. */
async function takeLock(holder: Client, { dataDir }: Cluster): Promise<void> {
  for (let waitedMs = 0; waitedMs <= LOCK_PATIENCE_MS; waitedMs += LOCK_POLL_MS) {
    const { rows } = await holder.query<{ taken: boolean }>(`SELECT pg_try_advisory_lock(${LOCK}) AS taken`);
    if (rows[0]?.taken === true) return;
    await wait(LOCK_POLL_MS);
  }
  throw new EmbeddedPostgresError(
    "data_in_use",
    `Another TrajectoryOS uses ${dataDir}: stop it first, or choose another directory with --data.`,
  );
}

function urlOf({ access }: Cluster, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${access.password}@127.0.0.1:${port}/${database}`;
}
