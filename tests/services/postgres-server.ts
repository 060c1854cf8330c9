/** A real PostgreSQL of its own for tests that stop it, crash it or take its disk away. Nobody starts it again but they. */
import { Client } from "pg";
import { type Cluster, SUPERUSER, prepareCluster } from "@trajectory/server/store/embedded/cluster.ts";
import { startPostmaster } from "@trajectory/server/store/embedded/postmaster.ts";
import { treePids } from "../load/process-tree.ts";
import { until } from "./until.ts";

const STOP_LIMIT_MS = 60_000;
const DATABASE = "faults";
const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** `fast` ends all connections and writes a checkpoint; `immediate` leaves as a crash would. */
export type StopMode = "fast" | "immediate";

export class PostgresServer implements AsyncDisposable {
  readonly url: string;
  readonly #cluster: Cluster;
  readonly #port: number;
  #pid: number;

  constructor(cluster: Cluster, pid: number, port: number) {
    this.#cluster = cluster;
    this.#pid = pid;
    this.#port = port;
    this.url = urlOf(cluster, port, DATABASE);
  }

  get isRunning(): boolean {
    try {
      process.kill(this.#pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  /** Resolves when it is gone. */
  async stop(mode: StopMode): Promise<void> {
    if (this.isRunning) process.kill(this.#pid, mode === "fast" ? "SIGINT" : "SIGQUIT");
    await until("PostgreSQL is gone", STOP_LIMIT_MS, () => !this.isRunning);
  }

  /** At the same address; resolves when it has recovered and takes connections. */
  async start(): Promise<void> {
    if (!this.isRunning) this.#pid = (await startPostmaster(this.#cluster, silent, this.#port)).pid;
  }

  /** All of it stands still, as on a machine that is cut off: connections stay open, and nobody answers. */
  async pause(): Promise<void> {
    await this.#signalAll("SIGSTOP");
  }

  async resume(): Promise<void> {
    await this.#signalAll("SIGCONT");
  }

  /** One statement on a connection of its own. */
  async rows<Row>(statement: string, values: readonly unknown[] = []): Promise<Row[]> {
    return query<Row>(this.url, statement, values);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.resume();
    await this.stop("immediate");
  }

  async #signalAll(signal: "SIGSTOP" | "SIGCONT"): Promise<void> {
    for (const pid of this.isRunning ? await treePids(this.#pid) : []) {
      try {
        process.kill(pid, signal);
      } catch {
        // A connection ended meanwhile, and its process with it.
      }
    }
  }
}

export async function startPostgres(folder: string): Promise<PostgresServer> {
  const cluster = await prepareCluster(folder, silent);
  const { pid, port } = await startPostmaster(cluster, silent);
  const server = new PostgresServer(cluster, pid, port);
  try {
    await query(urlOf(cluster, port, "postgres"), `CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    await server.stop("immediate");
    throw error;
  }
  return server;
}

async function query<Row>(
  connectionString: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString, options: "-c TimeZone=UTC" });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query(statement, [...values]);
    return rows as Row[];
  } finally {
    await client.end();
  }
}

function urlOf({ access }: Cluster, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${access.password}@127.0.0.1:${port}/${database}`;
}
