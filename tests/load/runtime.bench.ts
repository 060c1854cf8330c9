/**
 * The actor runtime as a node of its own: a process with `--roles actors` on a real PostgreSQL and a real nats-server,
 * driven over NATS from this process. Every command is durable: answered after COMMIT.
 *
 * `--rivals` installs Restate and Rivet outside of the checkout and measures them too; later runs, unless `--quick`,
 * then do so by themselves.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { querySubject } from "@trajectory/protocols/subjects.ts";
import { type Args, type BenchResult, median, percentile } from "./harness.ts";
import { compareWithRivals } from "./rivals/compare.ts";
import { bareRequests } from "./runtime/bare-requests.ts";
import { memory } from "./runtime/memory.ts";
import { ASKING, failovers, handovers } from "./runtime/moves.ts";
import {
  command,
  IN_FLIGHT,
  openWorld,
  startNode,
  TIMEOUT_MS,
  USERS,
  users,
  type World,
} from "./runtime/world.ts";

const AIM = { commands: 10_000, failoverMs: 3_000, handoverMs: 50 } as const;

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
    const transport = await bareRequests(world, seconds);
    const half = await drive(world, { seconds, inFlight: IN_FLIGHT, perSecond: rate / 2 });
    const bare = `the same rows in batches of ${batch}, without actors`;
    results.push(
      { metric: "commands_per_s", value: rate, unit: "1/s", ratio: rate / limit, of: bare },
      {
        metric: "bare_requests_per_s",
        value: transport,
        unit: "1/s",
        ratio: rate / transport,
        of: "what NATS request, insert and reply reach without actors; the ratio is ours to it",
      },
      { metric: "command_p50_ms", value: percentile(half.latencies, 50), unit: "ms" },
      { metric: "command_p99_ms", value: percentile(half.latencies, 99), unit: "ms" },
    );
    notes.push(`${IN_FLIGHT} commands in flight over ${USERS} users; the latencies are at half of that rate`);
    notes.push(
      "beside the node run, on the same cores, the load generator, nats-server and PostgreSQL, also for " +
        "bare_requests_per_s; the bare limit of commands_per_s has PostgreSQL beside it alone",
    );
    notes.push(
      `aim: ${AIM.commands} commands/s and 0.6 of the bare limit, which was ${Math.round(limit)} rows/s`,
    );
    commandsPerS = rate;
    await node.stop();
  }
  results.push(...(await memory(world, quick)));
  const rivals = await compareWithRivals(
    { users: USERS, inFlight: IN_FLIGHT, seconds, activationS: quick ? 10 : 30, ours: commandsPerS },
    { install: options["rivals"] === "true", quick },
  );
  results.push(...rivals.results);
  notes.push(...rivals.notes);
  results.push(await activations(world, quick ? 1_000 : 5_000));
  const failover = await failovers(world, quick ? 2 : 10);
  const { gaps: handover, calm } = await handovers(world, quick ? 3 : 20);
  results.push(
    { metric: "failover_p50_ms", value: median(failover), unit: "ms" },
    {
      metric: "failover_p99_ms",
      value: percentile(failover, 99),
      unit: "ms",
      ratio: percentile(failover, 99) / AIM.failoverMs,
      of: `aim ${AIM.failoverMs} ms`,
    },
    { metric: "handover_p50_ms", value: median(handover), unit: "ms" },
    {
      metric: "handover_p99_ms",
      value: percentile(handover, 99),
      unit: "ms",
      ratio: percentile(handover, 99) / AIM.handoverMs,
      of: `aim ${AIM.handoverMs} ms`,
    },
  );
  notes.push(
    `fail-over: ${failover.length} kills with -9; hand-over: the longest wait of each of ${ASKING} people who ask ` +
      `all the time, in ${handover.length / ASKING} clean stops; with nobody leaving it is ` +
      `${median(calm).toFixed(1)} ms (p50) and ${percentile(calm, 99).toFixed(1)} ms (p99)`,
  );
  return { results, notes };
}

const NOTHING = new TextEncoder().encode("{}");

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
    await client.query({
      name: "insert",
      text: `INSERT INTO bare_event (user_id, seq, actor, type, at, command_id, machine_version, payload)
        SELECT user_id, seq, 'life', 'goal_set', now(), command_id, 1, $4::json
        FROM unnest($1::uuid[], $2::bigint[], $3::text[]) AS input (user_id, seq, command_id)`,
      values: [ids, seqs, commands, payload],
    });
    rows += batch;
  }
  const rate = rows / ((performance.now() - started) / 1_000);
  await client.query("DROP TABLE bare_event");
  await client.end();
  return rate;
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
        world.bus.request(querySubject(userId, "life", "state"), NOTHING, {
          timeoutMs: TIMEOUT_MS,
        }),
      ),
    );
  }
  const value = distinct.length / ((performance.now() - started) / 1_000);
  await node.stop();
  return { metric: "activations_per_s", value, unit: "1/s" };
}
