/** The server process: started, found again, waited for, stopped. */
import { type ChildProcess, spawn } from "node:child_process";
import { open, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "@trajectory/ingest/ports.ts";
import { type Cluster, ENVIRONMENT, explain } from "./cluster.ts";
import { EmbeddedPostgresError } from "./embedded-error.ts";

export interface Postmaster {
  pid: number;
  port: number;
}

/**
 * A machine of one person: few processes and little memory. Durability stays as it is by default: fsync, full page
 * writes and checksums are on.
 */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  timezone: "UTC",
  log_timezone: "UTC",
  max_connections: "60",
  shared_buffers: "48MB",
  work_mem: "8MB",
  maintenance_work_mem: "32MB",
  effective_cache_size: "512MB",
  io_method: "sync",
  max_worker_processes: "2",
  max_parallel_workers: "0",
  max_parallel_workers_per_gather: "0",
  autovacuum_max_workers: "2",
  autovacuum_worker_slots: "4",
  max_logical_replication_workers: "0",
  max_wal_senders: "0",
  wal_level: "minimal",
  jit: "off",
  log_checkpoints: "off",
};

const POLL_MS = 5;
const SLOW_START_MS = 5_000;
const SLOW_START = "PostgreSQL is still starting: it may be recovering.";
const STOP_PATIENCE_MS = 30_000;
const LOG_BYTES = 4 * 1024 * 1024;
const MEMORY_ATTEMPTS = 200;
const MEMORY_PAUSE_MS = 50;
const PORT_ATTEMPTS = 10;

/** Below the ports that systems hand out to clients. */
const FIRST_PORT = 15_000;
const LAST_PORT = 32_000;

/**
 * Starts the server and resolves when it takes connections; recovery after a crash is part of it.
 * @param fixedPort when others know the port already
 * @throws EmbeddedPostgresError
 */
export async function startPostmaster(cluster: Cluster, log: Log, fixedPort?: number): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const port = fixedPort ?? (await choosePort(attempt === 1 ? cluster.access.port : undefined));
    const started = await launch(cluster, log, port);
    if (typeof started === "object") return started;
    if (/Address already in use|could not bind/.test(started)) {
      if (fixedPort === undefined && attempt < PORT_ATTEMPTS) continue;
    } else if (/pre-existing shared memory block/.test(started) && attempt < MEMORY_ATTEMPTS) {
      // The last processes of a server that was killed are still on their way out.
      await wait(MEMORY_PAUSE_MS);
      continue;
    }
    throw explain(started, "start_failed");
  }
}

/** The running server, or what it wrote before it gave up. */
async function launch(cluster: Cluster, log: Log, port: number): Promise<Postmaster | string> {
  const output = await open(cluster.logFile, "a", 0o600);
  try {
    if ((await output.stat()).size > LOG_BYTES) await output.truncate();
    const { size: before } = await output.stat();
    const child = spawnServer(cluster, port, output.fd);
    if (await ready(child, cluster, log)) return { pid: child.pid ?? 0, port };
    const written = await readFile(cluster.logFile);
    return written.subarray(before).toString();
  } finally {
    await output.close();
  }
}

/**
 * In a process group of its own, or Ctrl-C would stop it before us; its log in a file, or it would lose its
 * standard error when we are killed.
 */
function spawnServer({ binaries, identity, dataDir }: Cluster, port: number, output: number): ChildProcess {
  const settings = Object.entries({ ...SETTINGS, port: String(port) });
  const args = ["-D", dataDir, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const [program, all] = identity.command(binaries.postgres, args);
  const child = spawn(program, all, {
    ...identity.ids,
    env: ENVIRONMENT,
    cwd: "/",
    stdio: ["ignore", output, output],
    detached: true,
  });
  child.unref();
  return child;
}

async function ready(child: ChildProcess, cluster: Cluster, log: Log): Promise<boolean> {
  const ended = new AbortController();
  child.once("error", () => ended.abort());
  child.once("exit", () => ended.abort());
  for (let waitedMs = 0; !ended.signal.aborted; waitedMs += POLL_MS) {
    const file = await readPostmasterFile(cluster.dataDir);
    if (file !== undefined && file.pid === child.pid && file.ready) return true;
    if (waitedMs === SLOW_START_MS) log.warn({}, SLOW_START);
    await wait(POLL_MS);
  }
  return false;
}

interface PostmasterFile extends Postmaster {
  ready: boolean;
}

async function readPostmasterFile(dataDir: string): Promise<PostmasterFile | undefined> {
  const content = await readFile(join(dataDir, "postmaster.pid"), "utf8").catch(() => "");
  const [pid, , , port, , , , status] = content.split("\n");
  if (pid === undefined || port === undefined) return undefined;
  return { pid: Number(pid), port: Number(port), ready: status?.trim() === "ready" };
}

/**
 * The server that an earlier process left behind, when it takes connections. A lock file whose process number now
 * belongs to some other program is removed: PostgreSQL itself would take that program for its own.
 */
export async function findRunning(cluster: Cluster, log: Log): Promise<Postmaster | undefined> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const file = await readPostmasterFile(cluster.dataDir);
    if (file === undefined || !isAlive(file.pid)) return undefined;
    if (!(await isPostgres(file.pid))) {
      log.warn({ pid: file.pid }, "A lock file of a PostgreSQL that is gone was removed.");
      await rm(join(cluster.dataDir, "postmaster.pid"), { force: true });
      return undefined;
    }
    if (file.ready) return { pid: file.pid, port: file.port };
    if (waitedMs === SLOW_START_MS) log.warn({}, SLOW_START);
    await wait(POLL_MS);
  }
}

/** Ends all connections, writes a checkpoint, and resolves when the process is gone. */
export async function stopPostmaster({ pid }: Postmaster): Promise<void> {
  signal(pid, "SIGINT");
  for (let waitedMs = 0; isAlive(pid); waitedMs += POLL_MS) {
    if (waitedMs === STOP_PATIENCE_MS) signal(pid, "SIGQUIT");
    if (waitedMs === 2 * STOP_PATIENCE_MS) {
      throw new EmbeddedPostgresError("start_failed", `PostgreSQL (process ${pid}) does not stop.`);
    }
    await wait(POLL_MS);
  }
}

function signal(pid: number, name: "SIGINT" | "SIGQUIT"): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Where there is no /proc, a living process counts as PostgreSQL. */
async function isPostgres(pid: number): Promise<boolean> {
  if (!(await stat("/proc/self").then(Boolean, () => false))) return true;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return command.split("\0")[0]?.endsWith("postgres") === true;
}

async function choosePort(preferred: number | undefined): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
