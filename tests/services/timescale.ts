import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";
import { servicesFolder } from "./services-folder.ts";

export interface Timescale {
  /** A superuser's, on a new database. */
  url: string;
  /** Of this database alone; goes with it. */
  folder: string;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const READY = "database system is ready to accept connections";
const BUILD = "tests/services/build-debian-tree.sh (as root on Debian or Ubuntu)";

/** PostgreSQL 17 with TimescaleDB (Apache edition) from the Debian 13 tree, or why it cannot be had. */
export async function startTimescale(): Promise<Timescale | { unavailable: string }> {
  const tree = join(servicesFolder(), "debian-13");
  if (!existsSync(join(tree, ".trajectory-tree"))) return { unavailable: `make it once with ${BUILD}` };
  if (process.getuid?.() !== 0) return { unavailable: "starting it from its Debian tree needs root" };

  const folder = await mkdtemp(join(tmpdir(), "trajectory-timescale-"));
  const password = randomBytes(16).toString("hex");
  await writeFile(join(folder, "password"), `${password}\n`, { mode: 0o600 });
  const port = await freePort();
  const script = fileURLToPath(new URL("start-postgres.sh", import.meta.url));
  const command = ["--mount", "--propagation", "private", "sh", script, tree, folder, String(port)];
  // A group of its own: Ctrl-C reaches the test runner, which then stops it.
  const child = spawn("unshare", command, { stdio: ["ignore", "ignore", "pipe"], detached: true });
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const problem = await readiness(child);
  if (problem !== undefined) {
    await stop();
    return { unavailable: `it does not start here: ${problem}` };
  }
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, folder, stop };
}

/** Resolves with the problem, or with nothing when the database takes connections. */
async function readiness(child: ChildProcess): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    text = (text + chunk).slice(-8_192);
    if (text.includes(READY)) resolve(undefined);
  });
  child.once("error", (error) => resolve(error.message));
  child.once("exit", () => resolve(text.trim().split("\n").slice(-3).join(" | ")));
  const timer = setTimeout(() => resolve(`not ready within ${START_TIMEOUT_MS} ms`), START_TIMEOUT_MS);
  const problem = await promise;
  clearTimeout(timer);
  return problem;
}

/** SIGINT is the fast shutdown of PostgreSQL: it rolls back what is open. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await gone;
  clearTimeout(timer);
}
