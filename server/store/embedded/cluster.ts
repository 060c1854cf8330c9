/** The files of the embedded PostgreSQL: data/ is its own, access.json holds the password and the port, server.log its log. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import type { Log } from "@trajectory/ingest/ports.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { EmbeddedPostgresError } from "./embedded-error.ts";
import { type Identity, chooseIdentity, handOver } from "./identity.ts";

export const SUPERUSER = "trajectory";

/** What the environment of the server's programs is: nothing of ours, messages in English, times in UTC. */
export const ENVIRONMENT = { LC_ALL: "C", TZ: "UTC", PATH: "/usr/local/bin:/usr/bin:/bin" };

export interface Access {
  password: string;
  /** Where it listened the last time. */
  port: number | undefined;
}

export interface Cluster {
  binaries: Binaries;
  identity: Identity;
  dataDir: string;
  logFile: string;
  access: Access;
}

/**
 * Finds the cluster in the directory, or makes it.
 * @throws EmbeddedPostgresError
 */
export async function prepareCluster(directory: string, log: Log): Promise<Cluster> {
  await mkdir(directory, { recursive: true });
  const binaries = await findBinaries();
  const identity = await chooseIdentity([directory, dirname(binaries.postgres)], log);
  const dataDir = join(directory, "data");
  const cluster = { binaries, identity, dataDir, logFile: join(directory, "server.log") };
  if (await exists(dataDir)) {
    await handOver(dataDir, identity);
    return { ...cluster, access: await readAccess(directory) };
  }
  const access = { password: randomBytes(24).toString("hex"), port: undefined };
  await writeAccess(directory, access);
  await makeCluster(directory, dataDir, cluster, access.password);
  return { ...cluster, access };
}

export async function writeAccess(directory: string, access: Access): Promise<void> {
  const path = join(directory, "access.json");
  await writeFile(`${path}.new`, JSON.stringify(access), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

async function readAccess(directory: string): Promise<Access> {
  const path = join(directory, "access.json");
  try {
    return JSON.parse(await readFile(path, "utf8")) as Access;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      "access_lost",
      `${path} cannot be read, and without its password nobody gets at the data beside it: ` +
        "put it back from a backup, or choose another directory with --data.",
      { cause },
    );
  }
}

/** Made under another name first: an initdb that was killed leaves nothing that looks like data. */
async function makeCluster(
  directory: string,
  dataDir: string,
  { binaries, identity }: Pick<Cluster, "binaries" | "identity">,
  password: string,
): Promise<void> {
  const making = join(directory, "data.new");
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { mode: 0o700 });
  const passwordFile = join(making, "password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  await handOver(making, identity);
  const pgdata = join(making, "data");
  await initdb({ binaries, identity }, [
    `--pgdata=${pgdata}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ]);
  await rename(pgdata, dataDir);
  await rm(making, { recursive: true });
}

async function initdb(
  { binaries, identity }: Pick<Cluster, "binaries" | "identity">,
  args: string[],
): Promise<void> {
  const [program, all] = identity.command(binaries.initdb, args);
  const child = spawn(program, all, {
    ...identity.ids,
    env: ENVIRONMENT,
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  if (code !== 0) throw explain(errors, "initdb_failed");
}

/** What PostgreSQL wrote before it gave up, as an error with a code. */
export function explain(output: string, otherwise: "initdb_failed" | "start_failed"): EmbeddedPostgresError {
  const [code, advice] = CAUSES.find(([, , pattern]) => pattern.test(output)) ?? [
    otherwise,
    "Its log has the details; another directory can be chosen with --data.",
  ];
  const lines = output.trim().split("\n").slice(-3).join(" ");
  return new EmbeddedPostgresError(code, `The embedded PostgreSQL does not start: ${lines} ${advice}`);
}

const CAUSES = [
  ["disk_full", "Free some space, or choose another disk with --data.", /No space left on device/],
  [
    "data_version",
    "These data were made by another version: start that one, or restore a backup into a new directory.",
    /database files are incompatible with server/,
  ],
  ["binaries_broken", "Run npm rebuild.", /error while loading shared libraries/],
] as const;

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
