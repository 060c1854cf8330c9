/** What the ingest bench stands on: a database, the product on it, a bare loop beside it, and people with phones. */
import { fork } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { startNatsServer } from "@trajectory/server/bus/nats-server.ts";
import { openStore } from "@trajectory/server/store/store.ts";
import { type Product, startProduct } from "../../product.ts";
import { startTimescale } from "../../services/timescale.ts";
import type { SessionAccess } from "./load.ts";

export interface World {
  /** The one with the gateway. */
  product: Product;
  /** host:port of every process that takes devices. */
  uplinks: string[];
  database: pg.Client;
  /** Superuser's address of the database that the product uses. */
  databaseUrl: string;
  description: string;
}

const SIGNED_IN = "1 day";

export interface WorldOptions {
  timescale: boolean;
  /** Processes that take devices beside the one with gateway and actors; 0: one process does it all. */
  ingestNodes: number;
}

/** @throws Error when TimescaleDB is asked for and cannot be had */
export async function openWorld(
  stack: AsyncDisposableStack,
  { timescale, ingestNodes }: WorldOptions,
): Promise<World> {
  let databaseUrl: string | undefined;
  if (timescale) {
    const server = await startTimescale();
    if ("unavailable" in server) throw new Error(`no TimescaleDB: ${server.unavailable}`);
    stack.defer(() => server.stop());
    databaseUrl = server.url;
    await durable(databaseUrl);
  }
  const env: Record<string, string> = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  if (ingestNodes > 0) env["NATS_URL"] = await startNats(stack);
  const args = ingestNodes > 0 ? ["--roles", "gateway,actors"] : [];
  const product = stack.use(await startProduct({ args, env }));
  databaseUrl ??= await embeddedUrl(product.dataDir);
  const uplinks = ingestNodes > 0 ? [] : [hostOf(product)];
  for (let i = 0; i < ingestNodes; i++) {
    const nodeEnv = { ...env, DATABASE_URL: databaseUrl };
    uplinks.push(hostOf(stack.use(await startProduct({ args: ["--roles", "ingest"], env: nodeEnv }))));
  }
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  stack.defer(() => database.end());
  const { rows } = await database.query<{ version: string; extension: string | null }>(
    `SELECT current_setting('server_version') AS version,
      (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS extension`,
  );
  const { version = "", extension = null } = rows[0] ?? {};
  const name = extension === null ? "" : `TimescaleDB ${extension} on `;
  return {
    product,
    uplinks,
    database,
    databaseUrl,
    description: `${name}PostgreSQL ${version.split(" ")[0]}`,
  };
}

function hostOf({ url }: Product): string {
  return new URL(url).host;
}

async function startNats(stack: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "trajectory-bench-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const nats = await startNatsServer({ dataDir: folder, allowInstall: false, log: () => {} });
  if ("fallback" in nats) throw new Error(nats.fallback);
  stack.defer(() => nats.stop());
  return nats.url;
}

/** For tests it runs without fsync; here every COMMIT is on the disk. */
async function durable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("ALTER SYSTEM SET fsync = on");
  await client.query("SELECT pg_reload_conf()");
  await client.end();
}

async function embeddedUrl(dataDir: string): Promise<string> {
  const text = await readFile(join(dataDir, "postgres", "access.json"), "utf8");
  const { password, port } = JSON.parse(text) as { password: string; port: number };
  return `postgres://trajectory:${password}@127.0.0.1:${port}/trajectory`;
}

/** People, each signed in and with one phone; written past the HTTP interface, whose password hashes take their time. */
export async function makePeople(database: pg.Client, count: number): Promise<SessionAccess[]> {
  const people = Array.from({ length: count }, () => ({
    userId: randomUUID(),
    sessionId: randomUUID(),
    token: randomBytes(32).toString("base64url"),
  }));
  const ids = people.map(({ userId }) => userId);
  const hashes = people.map(({ token }) => createHash("sha256").update(token).digest("hex"));
  await database.query(
    `INSERT INTO account (user_id, name, email, password_hash, role)
      SELECT id, 'Load', id || '@example.org', 'none', 'member' FROM unnest($1::uuid[]) AS id`,
    [ids],
  );
  await database.query(
    `INSERT INTO sign_in (token_hash, user_id, expires_at)
      SELECT decode(hash, 'hex'), id, now() + interval '${SIGNED_IN}' FROM unnest($1::text[], $2::uuid[]) AS s (hash, id)`,
    [hashes, ids],
  );
  return people;
}

/** host:port of a bare loop that writes to a database of its own on the same server. */
export async function startBareLoop(
  stack: AsyncDisposableStack,
  { database, databaseUrl }: World,
): Promise<string> {
  await database.query("CREATE DATABASE bare");
  const url = Object.assign(new URL(databaseUrl), { pathname: "bare" }).href;
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const clock = { now: Date.now, setTimer: () => () => {} };
  await (await openStore({ url, clock, log: silent })).close();
  const child = fork(fileURLToPath(new URL("bare-loop.ts", import.meta.url)), [url], { execArgv: [] });
  const exited = once(child, "exit");
  stack.defer(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await exited;
  });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return `127.0.0.1:${port}`;
}
