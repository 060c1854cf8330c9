/** Durable commands a second with several numbers in flight, each beside what the disk and the transport reach alone. */
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { commandSubject } from "@trajectory/protocols/subjects.ts";
import { type BenchResult, percentile } from "../harness.ts";
import { treeCpuByName } from "../process-tree.ts";
import { bareRequests } from "./bare-requests.ts";
import { drive } from "./load.ts";
import { IN_FLIGHT, startNode, USERS, users, type World } from "./world.ts";

const LOADS = [16, 64, IN_FLIGHT, 1_024] as const;
const AIM = { commands: 10_000, ratio: 0.6 } as const;
const WARM_UP_S = 2;

interface Point {
  inFlight: number;
  perSecond: number;
  p50: number;
  p99: number;
  /** Rows in a transaction. */
  batch: number;
  /** CPU of the node, µs a command. */
  nodeUs: number | undefined;
  generatorUs: number;
  /** Rows a second without transport and actors, in batches of the same size. */
  bareInserts: number;
  /** Requests a second without actors. */
  bareRequests: number;
}

export interface Throughput {
  results: BenchResult["results"];
  notes: string[];
  /** With IN_FLIGHT commands in flight. */
  commandsPerS: number;
}

/** The headline is the lowest number in flight that reaches AIM.commands, or the fastest when none does. */
export async function throughput(world: World, seconds: number): Promise<Throughput> {
  await using node = await startNode(world, "one");
  await load(world, IN_FLIGHT, WARM_UP_S);
  const points: Point[] = [];
  for (const inFlight of LOADS) points.push(await measure(world, node.pid, inFlight, seconds));
  const fastest = points.toSorted((a, b) => b.perSecond - a.perSecond)[0]!;
  const headline = points.find(({ perSecond }) => perSecond >= AIM.commands) ?? fastest;
  const half = await load(world, headline.inFlight, seconds, headline.perSecond / 2);
  await node.stop();
  const results: BenchResult["results"] = [
    {
      metric: "commands_per_s",
      value: headline.perSecond,
      unit: "1/s",
      ratio: headline.perSecond / headline.bareInserts,
      of: `${headline.inFlight} in flight; ${bareOf(headline)}`,
    },
    { metric: "command_p50_ms", value: percentile([...half.latencies], 50), unit: "ms" },
    { metric: "command_p99_ms", value: percentile([...half.latencies], 99), unit: "ms" },
    ...points.flatMap(metricsOf),
  ];
  const notes = [
    `commands_per_s: the lowest of ${LOADS.join(", ")} in flight that gives ${AIM.commands} commands/s or more ` +
      `(${headline.inFlight}), over ${USERS} users; command_p50_ms and command_p99_ms are at half of that rate, ` +
      "those with a number at the full rate of so many in flight",
    `aim: ${AIM.commands} commands/s and ${AIM.ratio} of the bare limit, a loop that inserts the same rows in batches ` +
      "of the same size with nothing but PostgreSQL beside it",
    "beside the node run, on the same cores, the load generator, nats-server and PostgreSQL, also for " +
      "bare_requests_per_s, a process that takes the same requests from NATS, inserts and answers without actors",
    "the load generator is a process of its own that writes ready-made requests to one socket and looks at the " +
      `beginning of each answer (${Math.round(headline.generatorUs)} µs CPU a command); a refusal ends the bench`,
  ];
  const commandsPerS = points.find(({ inFlight }) => inFlight === IN_FLIGHT)?.perSecond ?? fastest.perSecond;
  return { results, notes, commandsPerS };
}

async function measure(world: World, pid: number, inFlight: number, seconds: number): Promise<Point> {
  await load(world, inFlight, seconds / 4);
  const before = { writes: await writes(world), cpu: await nodeCpu(pid) };
  const { latencies, perSecond, generatorUsEach } = await load(world, inFlight, seconds);
  const cpu = await nodeCpu(pid);
  const count = latencies.length;
  const batch = Math.max(1, Math.round(count / Math.max(1, (await writes(world)) - before.writes)));
  return {
    inFlight,
    perSecond,
    p50: percentile([...latencies], 50),
    p99: percentile([...latencies], 99),
    batch,
    nodeUs: cpu === undefined || before.cpu === undefined ? undefined : ((cpu - before.cpu) / count) * 1e6,
    generatorUs: generatorUsEach,
    bareInserts: await bareInserts(world, batch, seconds / 2),
    bareRequests: (await bareRequests(world, { seconds: seconds / 2, inFlight })).perSecond,
  };
}

function metricsOf(point: Point): BenchResult["results"] {
  const { inFlight, perSecond, p50, p99, nodeUs } = point;
  const bareRatio = perSecond / point.bareRequests;
  const results: BenchResult["results"] = [
    {
      metric: `commands_per_s_${inFlight}`,
      value: perSecond,
      unit: "1/s",
      ratio: perSecond / point.bareInserts,
      of: bareOf(point),
    },
    {
      metric: `bare_requests_per_s_${inFlight}`,
      value: point.bareRequests,
      unit: "1/s",
      ratio: bareRatio,
      of: "NATS request, insert and reply without actors; the ratio is ours to it",
    },
    { metric: `command_p50_ms_${inFlight}`, value: p50, unit: "ms" },
    { metric: `command_p99_ms_${inFlight}`, value: p99, unit: "ms" },
  ];
  if (nodeUs !== undefined)
    results.push({ metric: `node_cpu_us_per_command_${inFlight}`, value: nodeUs, unit: "µs" });
  return results;
}

function bareOf({ batch, bareInserts: rows }: Point): string {
  return `the same rows in batches of ${batch}, without actors: ${Math.round(rows)}/s`;
}

function load(
  { natsUrl }: World,
  inFlight: number,
  seconds: number,
  perSecond?: number,
): ReturnType<typeof drive> {
  const subjects = users.map((userId) => commandSubject(userId, "life", "set_goal"));
  return drive({ natsUrl, subjects, inFlight, seconds, perSecond });
}

async function nodeCpu(pid: number): Promise<number | undefined> {
  return (await treeCpuByName(pid))?.get("node");
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
