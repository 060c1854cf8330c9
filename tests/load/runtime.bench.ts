/**
 * The actor runtime as a node of its own: a process with `--roles actors` on a real PostgreSQL and a real nats-server,
 * driven over NATS from this process. Every command is durable: answered after COMMIT.
 *
 * `--rivals` installs Restate and Rivet outside of the checkout and measures them too; later runs, unless `--quick`,
 * then do so by themselves.
 */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import { BusError } from "@trajectory/protocols/bus/port.ts";
import { commandSubject, querySubject } from "@trajectory/protocols/subjects.ts";
import { connectNats, type NatsBus } from "@trajectory/server/bus/nats-bus.ts";
import { startNatsServer } from "@trajectory/server/bus/nats-server.ts";
import { startEmbeddedPostgres } from "@trajectory/server/store/embedded-postgres.ts";
import { type Product, startProduct } from "../product.ts";
import { type Args, type BenchResult, median, percentile } from "./harness.ts";
import { treeMemoryMb } from "./process-tree.ts";
import { compareWithRivals } from "./rivals/compare.ts";

const USERS = 1_000;
const IN_FLIGHT = 256;
const TIMEOUT_MS = 5_000;
const AIM = { commands: 10_000, failoverMs: 3_000, handoverMs: 50 } as const;

interface World {
  databaseUrl: string;
  natsUrl: string;
  bus: NatsBus;
  folder: string;
}

export async function run({ quick, options }: Args): Promise<BenchResult> {
  await using stack = new AsyncDisposableStack();
  const world = await openWorld(stack);
  const seconds = quick ? 4 : 10;
  const results: BenchResult["results"] = [];
  const notes: string[] = [];
  let commandsPerS = 0;
  {
    await using node = await startNode(world, "one");
    await drive(world, { seconds: 2, inFlight: IN_FLIGHT });
    const before = await writes(world);
    const full = await drive(world, { seconds, inFlight: IN_FLIGHT });
    const after = await writes(world);
    const batch = Math.max(1, Math.round(full.latencies.length / Math.max(1, after - before)));
    const limit = await bareInserts(world, batch, seconds);
    const rate = full.latencies.length / full.seconds;
    const half = await drive(world, { seconds, inFlight: IN_FLIGHT, perSecond: rate / 2 });
    const bare = `the same rows in batches of ${batch}, without actors`;
    results.push(
      { metric: "commands_per_s", value: rate, unit: "1/s", ratio: rate / limit, of: bare },
      { metric: "command_p50_ms", value: percentile(half.latencies, 50), unit: "ms" },
      { metric: "command_p99_ms", value: percentile(half.latencies, 99), unit: "ms" },
    );
    notes.push(`${IN_FLIGHT} commands in flight over ${USERS} users; the latencies are at half of that rate`);
    notes.push(
      `aim: ${AIM.commands} commands/s and 0.6 of the bare limit, which was ${Math.round(limit)} rows/s`,
    );
    results.push(...(await memory(world, node, 8_000)));
    commandsPerS = rate;
  }
  const rivals = await compareWithRivals(
    { users: USERS, inFlight: IN_FLIGHT, seconds, activationS: quick ? 10 : 30, ours: commandsPerS },
    { install: options["rivals"] === "true", quick },
  );
  results.push(...rivals.results);
  notes.push(...rivals.notes);
  results.push(await activations(world, quick ? 1_000 : 5_000));
  const failover = await failovers(world, quick ? 2 : 10);
  const handover = await handovers(world, quick ? 3 : 20);
  results.push(
    { metric: "failover_p50_ms", value: median(failover), unit: "ms" },
    {
      metric: "failover_p99_ms",
      value: percentile(failover, 99),
      unit: "ms",
      ratio: percentile(failover, 99) / AIM.failoverMs,
      of: `aim ${AIM.failoverMs} ms`,
    },
    {
      metric: "handover_p99_ms",
      value: percentile(handover, 99),
      unit: "ms",
      ratio: percentile(handover, 99) / AIM.handoverMs,
      of: `aim ${AIM.handoverMs} ms`,
    },
  );
  notes.push(`fail-over: ${failover.length} kills with -9, hand-over: ${handover.length} clean stops`);
  return { results, notes };
}

async function openWorld(stack: AsyncDisposableStack): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "trajectory-bench-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, "postgres"), log: silent });
  stack.defer(() => postgres.stop());
  const nats = await startNatsServer({ dataDir: folder, allowInstall: false, log: () => {} });
  if ("fallback" in nats) throw new Error(nats.fallback);
  stack.defer(() => nats.stop());
  const bus = await connectNats({ url: nats.url, name: "bench" });
  stack.defer(() => bus.close());
  return { databaseUrl: postgres.url, natsUrl: nats.url, bus, folder };
}

function startNode(world: World, name: string): Promise<Product> {
  return startProduct({
    args: ["--roles", "actors"],
    env: { DATABASE_URL: world.databaseUrl, NATS_URL: world.natsUrl },
    dataDir: join(world.folder, name),
  });
}

const users = Array.from({ length: USERS }, () => randomUUID());
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A counter per user: the importance of one goal. Resolves with the time to the durable answer, ms. */
async function command(
  bus: NatsBus,
  userId: string,
  value: number,
  id: string = randomUUID(),
): Promise<number> {
  const started = performance.now();
  const payload = { goal: { id: "counter", name: "Counter", importance: (value % 999) + 1 } };
  const envelope = encoder.encode(JSON.stringify({ id, payload }));
  const answer = await bus.request(commandSubject(userId, "life", "set_goal"), envelope, {
    timeoutMs: TIMEOUT_MS,
  });
  const reply = JSON.parse(decoder.decode(answer)) as CommandReply;
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
  return performance.now() - started;
}

interface Load {
  seconds: number;
  inFlight: number;
  /** Default: as many as are answered. */
  perSecond?: number;
}

async function drive({ bus }: World, load: Load): Promise<{ latencies: number[]; seconds: number }> {
  const latencies: number[] = [];
  const started = performance.now();
  const until = started + load.seconds * 1_000;
  let sent = 0;
  async function sender(): Promise<void> {
    while (performance.now() < until) {
      const turn = sent++;
      if (load.perSecond !== undefined) {
        const due = started + (turn / load.perSecond) * 1_000;
        const early = due - performance.now();
        if (early > 1) await wait(early);
      }
      latencies.push(await command(bus, users[turn % USERS]!, turn));
    }
  }
  await Promise.all(Array.from({ length: load.inFlight }, sender));
  return { latencies, seconds: (performance.now() - started) / 1_000 };
}

/** Transactions that wrote, as the database counts them. */
async function writes({ databaseUrl }: World): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ xid: string }>("SELECT pg_current_xact_id()::text AS xid");
  await client.end();
  return Number(rows[0]?.xid ?? 0);
}

/** Rows a second of a loop that inserts the same rows in the same batches, one COMMIT after the other. */
async function bareInserts({ databaseUrl }: World, batch: number, seconds: number): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("CREATE TABLE bare_event (LIKE event INCLUDING ALL)");
  const payload = JSON.stringify({ goal: { id: "counter", importance: 1, name: "Counter" } });
  const until = performance.now() + seconds * 1_000;
  const started = performance.now();
  let rows = 0;
  for (let seq = 1; performance.now() < until; seq++) {
    const ids = Array.from({ length: batch }, (_, index) => users[(rows + index) % USERS]!);
    const seqs = ids.map((_, index) => Math.floor((rows + index) / USERS) + 1);
    const commands = ids.map(() => randomUUID());
    await client.query(
      `INSERT INTO bare_event (user_id, seq, actor, type, at, command_id, machine_version, payload)
       SELECT user_id, seq, 'life', 'goal_set', now(), command_id, 1, $4::json
       FROM unnest($1::uuid[], $2::bigint[], $3::text[]) AS input (user_id, seq, command_id)`,
      [ids, seqs, commands, payload],
    );
    rows += batch;
  }
  const rate = rows / ((performance.now() - started) / 1_000);
  await client.query("DROP TABLE bare_event");
  await client.end();
  return rate;
}

/** Memory of the node per user that it holds, from the growth of its process. */
async function memory({ bus }: World, node: Product, count: number): Promise<BenchResult["results"]> {
  const before = await treeMemoryMb(node.pid);
  if (before === undefined) return [];
  const strangers = Array.from({ length: count }, () => randomUUID());
  for (let at = 0; at < count; at += IN_FLIGHT) {
    await Promise.all(strangers.slice(at, at + IN_FLIGHT).map((userId) => servedAgain(bus, userId, 0)));
  }
  const after = (await treeMemoryMb(node.pid)) ?? before;
  const bytes = (Math.max(0, after - before) * 1024 * 1024) / count;
  return [{ metric: "bytes_per_active_user", value: bytes, unit: "B" }];
}

/** Users a second that a fresh node takes up from the log to answer a query. */
async function activations(world: World, count: number): Promise<BenchResult["results"][number]> {
  await using node = await startNode(world, "fresh");
  const asked = Array.from({ length: count }, (_, index) => users[index % USERS]!);
  const distinct = [...new Set(asked)];
  const started = performance.now();
  for (let at = 0; at < distinct.length; at += IN_FLIGHT) {
    const some = distinct.slice(at, at + IN_FLIGHT);
    await Promise.all(
      some.map((userId) =>
        world.bus.request(querySubject(userId, "life", "state"), encoder.encode("{}"), {
          timeoutMs: TIMEOUT_MS,
        }),
      ),
    );
  }
  const value = distinct.length / ((performance.now() - started) / 1_000);
  await node.stop();
  return { metric: "activations_per_s", value, unit: "1/s" };
}

/** From kill -9 of one of two nodes until each of its users is served by the other, ms. */
async function failovers(world: World, rounds: number): Promise<number[]> {
  const gaps: number[] = [];
  await using steady = await startNode(world, "steady");
  for (let round = 0; round < rounds; round++) {
    await using doomed = await startNode(world, `doomed-${round}`);
    await balanced(world);
    const probes = users.slice(0, 64);
    const killedAt = performance.now();
    await doomed.kill();
    gaps.push(
      Math.max(...(await Promise.all(probes.map((userId) => servedAgain(world.bus, userId, killedAt))))),
    );
  }
  await steady.stop();
  return gaps;
}

/** The longest that a user waits while a node stops cleanly, ms. */
async function handovers(world: World, rounds: number): Promise<number[]> {
  const gaps: number[] = [];
  await using steady = await startNode(world, "steady");
  for (let round = 0; round < rounds; round++) {
    await using leaving = await startNode(world, `leaving-${round}`);
    await balanced(world);
    const state = { gone: false };
    const stopped = leaving.stop().finally(() => {
      state.gone = true;
    });
    let longest = 0;
    while (!state.gone) {
      const started = performance.now();
      const waits = users.slice(0, 64).map((userId) => servedAgain(world.bus, userId, started));
      longest = Math.max(longest, ...(await Promise.all(waits)));
    }
    await stopped;
    gaps.push(longest);
  }
  await steady.stop();
  return gaps;
}

/** Waits until both nodes have their share: the leases move in rounds. */
async function balanced({ databaseUrl }: World): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  for (;;) {
    const { rows } = await client.query<{ nodes: string; owned: string }>(
      `SELECT count(DISTINCT node_id) AS nodes, count(*) AS owned FROM lease
       WHERE node_id IS NOT NULL AND expires_at > clock_timestamp()`,
    );
    if (Number(rows[0]?.nodes) === 2 && Number(rows[0]?.owned) === 64) break;
    await wait(50);
  }
  await client.end();
}

/** Repeats one command, with one id, until it is answered; ms since `from`. */
async function servedAgain(bus: NatsBus, userId: string, from: number): Promise<number> {
  const id = randomUUID();
  for (;;) {
    try {
      await command(bus, userId, 1, id);
      return performance.now() - from;
    } catch (error) {
      const passing =
        error instanceof BusError ||
        (error instanceof Error && /^(busy|unknown_outcome)/.test(error.message));
      if (!passing) throw error;
      await wait(2);
    }
  }
}
