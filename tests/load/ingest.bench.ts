/**
 * The whole product under the load of many phones, the load generator in its own process: how many samples a second
 * against a bare loop, how many live sessions, and what a sample and a session cost.
 *
 * One process does it all, as `npm start` has it; with `--nodes N` so many take devices, and one more has the rest.
 *
 *     npm run bench -- ingest [--timescale] [--quick] [--json] [--nodes 2] [--sessions 4000] [--part live]
 */
import { setTimeout as wait } from "node:timers/promises";
import { type Args, type BenchResult, type Result, median } from "./harness.ts";
import { memoryPerSession } from "./ingest/memory.ts";
import { type Load, type Measured, type SessionAccess, startLoad } from "./ingest/load.ts";
import { BLOCK_SAMPLES } from "./ingest/frame-template.ts";
import { type World, makePeople, openWorld, startBareLoop } from "./ingest/world.ts";
import { treeCpuByName, treeMemoryMb } from "./process-tree.ts";

const AIM = { ratio: 0.75, sessions: 10_000, ackMs: 500, feedMs: 100, memoryKb: 40 } as const;
const FLOODING_SESSIONS = 400;
const WATCHED = 50;
const CONNECTS_PER_S = 250;
const SETTLE_LIMIT_MS = 10_000;
/** Blocks a second of one live phone. */
const LIVE = 2;
/** Blocks a second of all phones together while the cost of a sample is measured. */
const COST_RATE = 4_000;

interface Bench {
  world: World;
  load: Load;
  quick: boolean;
  notes: string[];
}

export async function run({ quick, options }: Args): Promise<BenchResult> {
  await using stack = new AsyncDisposableStack();
  const world = await openWorld(stack, {
    timescale: options["timescale"] === "true",
    ingestNodes: Number(options["nodes"] ?? 0),
  });
  const load = stack.use(startLoad());
  const notes = [`${world.description}; 10 channels at 100 Hz, 2 blocks a second; one person a phone`];
  if (world.uplinks.length > 1 || options["nodes"] !== undefined) {
    notes.push(`${world.uplinks.length} processes take devices, one more has gateway and actors`);
  }
  const bench: Bench = { world, load, quick, notes };
  const parts: Record<string, () => Promise<Result[]>> = {
    throughput: () => throughput(stack, bench),
    costs: () => costs(bench),
    live: () => live(bench, Number(options["sessions"] ?? 0)),
    memory: () => memoryPerSession(quick),
  };
  const results: Result[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (options["part"] === undefined || options["part"] === name) results.push(...(await measure()));
  }
  return { results, notes };
}

/** As fast as the credit of many phones allows, the product and the bare loop in turn. */
async function throughput(stack: AsyncDisposableStack, bench: Bench): Promise<Result[]> {
  const bare = await startBareLoop(stack, bench.world);
  const seconds = bench.quick ? 3 : 6;
  const ours: Flood[] = [];
  const limits: Flood[] = [];
  for (let round = 0; round < (bench.quick ? 1 : 3); round++) {
    limits.push(await flood(bench, [bare], seconds));
    ours.push(await flood(bench, bench.world.uplinks, seconds));
  }
  const ratio = median(ours.map(({ rate }, round) => rate / (limits[round]?.rate ?? 0)));
  const limit = Math.round(median(limits.map(({ rate }) => rate)));
  bench.notes.push(
    `bare loop: ${limit} samples/s; aim ${AIM.ratio} of it; CPU of its samples: ${limits.at(-1)?.parts}`,
    `CPU of the product's samples: ${ours.at(-1)?.parts}; node has one main thread`,
  );
  return [
    {
      metric: "samples_per_s",
      value: median(ours.map(({ rate }) => rate)),
      unit: "1/s",
      ratio,
      of: "bare loop WebSocket → decode → COPY → commit",
    },
  ];
}

interface Flood {
  rate: number;
  /** CPU of a sample, by program. */
  parts: string;
}

async function flood(bench: Bench, addresses: readonly string[], seconds: number): Promise<Flood> {
  const sessions = await connected(bench, addresses, FLOODING_SESSIONS);
  await bench.load.ask("flood", {});
  await bench.load.ask("measure", { seconds: 1 });
  const { outcome, cpu } = await withCpu(bench, () => bench.load.ask("measure", { seconds }));
  const { samples, seconds: took, generatorCores } = outcome;
  await drained(bench);
  const isOurs = addresses === bench.world.uplinks;
  if (isOurs) await endAll(bench, sessions);
  else await bench.load.ask("leave", { sessionIds: sessions.map(({ sessionId }) => sessionId) });
  const parts = `${perSample(cpu, samples)}, load generator ${Math.round((generatorCores * took * 1e9) / samples)} ns`;
  progress(`${isOurs ? "product" : "bare loop"}: ${Math.round(samples / took)} samples/s (${parts})`);
  return { rate: samples / took, parts };
}

/** What a sample costs the product, its database and its bus together, by the number of sessions it comes from. */
async function costs(bench: Bench): Promise<Result[]> {
  const counts = bench.quick ? [10, 500] : [10, 100, 1_000, 4_000];
  const seconds = bench.quick ? 2 : 6;
  const sessions: SessionAccess[] = [];
  const nsOf = new Map<number, number>();
  const sizeBefore = await databaseBytes(bench.world);
  for (const count of counts) {
    sessions.push(...(await connected(bench, bench.world.uplinks, count - sessions.length)));
    await bench.load.ask("pace", { perSecond: COST_RATE, live: false });
    await bench.load.ask("measure", { seconds: 1 });
    const cost = await costOf(bench, seconds);
    await drained(bench);
    nsOf.set(count, cost.ns);
    bench.notes.push(`CPU of a sample at ${count} sessions: ${cost.parts}`);
    progress(`${count} sessions: ${Math.round(cost.ns)} ns of CPU a sample (${cost.parts})`);
  }
  const sizeAfter = await databaseBytes(bench.world);
  const { samples: stored } = await bench.load.ask("drain", { seconds: 1 });
  await endAll(bench, sessions);
  const few = nsOf.get(10) ?? 0;
  const many = nsOf.get(counts.at(-1) ?? 0) ?? 0;
  return [
    {
      metric: "cpu_ns_per_sample",
      value: many,
      unit: "ns",
      ratio: many / few,
      of: `a sample of 10 sessions`,
    },
    ...counts.map((count) => ({
      metric: `cpu_ns_per_sample_at_${count}`,
      value: nsOf.get(count) ?? 0,
      unit: "ns",
    })),
    {
      metric: "stored_bytes_per_sample",
      value: (sizeAfter - sizeBefore) / stored,
      unit: "B",
      ratio: (sizeAfter - sizeBefore) / stored / (10 * 4),
      of: "10 float32",
    },
  ];
}

async function costOf(bench: Bench, seconds: number): Promise<{ ns: number; parts: string }> {
  const { outcome, cpu } = await withCpu(bench, () => bench.load.ask("measure", { seconds }));
  return { ns: (sumOf(cpu) * 1e9) / outcome.samples, parts: perSample(cpu, outcome.samples) };
}

/** The most sessions that are held, by steps up and, where they fail, halves of the step back. */
async function live(bench: Bench, asked: number): Promise<Result[]> {
  const ladder = bench.quick ? [500] : [2_000, 4_000, 6_000, 8_000, 10_000];
  const steps = asked > 0 ? [asked] : ladder;
  const holdS = bench.quick ? 6 : 60;
  const sessions: SessionAccess[] = [];
  const memoryBefore = (await treeMemoryMb(bench.world.product.pid)) ?? 0;
  let reached = 0;
  let tried = 0;
  let bound = "not found: the aim was reached";
  for (const step of steps) {
    sessions.push(...(await connected(bench, bench.world.uplinks, step - sessions.length)));
    if (reached === 0) await watch(bench, sessions);
    tried = step;
    const outcome = await hold(bench, sessions.length, bench.quick ? 3 : 8);
    if (outcome.problem !== undefined) {
      bound = outcome.problem;
      break;
    }
    reached = step;
  }
  // Half way between what held for a short time and what did not, then what held, then less.
  let held: Held | undefined;
  const less = Math.max(250, Math.ceil(reached / 8));
  for (let count = Math.ceil((reached + tried) / 2); count > 0; count = Math.min(reached, count - less)) {
    if (sessions.length > count) {
      await drained(bench);
      await endAll(bench, sessions.splice(count));
    }
    held = await hold(bench, count, holdS);
    if (held.problem === undefined) break;
    bound = held.problem;
    held = undefined;
  }
  const memory = ((await treeMemoryMb(bench.world.product.pid)) ?? 0) - memoryBefore;
  await drained(bench);
  const count = held === undefined ? 0 : sessions.length;
  const lost = await endAll(bench, sessions);
  bench.notes.push(`live_sessions is bounded by: ${bound}`);
  if (held === undefined) return [{ metric: "live_sessions", value: 0, unit: "1" }];
  const { measured, cores } = held;
  bench.notes.push(
    `held ${Math.round(measured.seconds)} s: ${Math.round(measured.samples / measured.seconds)} samples/s, ` +
      `${lost} samples lost, product ${cores.toFixed(2)} cores, load generator ${measured.generatorCores.toFixed(2)} ` +
      `cores and at most ${Math.round(measured.generatorLateMs)} ms late; ${measured.windows} windows of ${WATCHED} people timed`,
    `window_feed: from the COMMIT of the block that closes the window to the feed's client; from when the block was due ` +
      `it is ${Math.round(measured.feedFromBlockP99Ms)} ms`,
    `memory of the whole product: ${((memory * 1024) / Math.max(1, count)).toFixed(0)} kB a live session, actors, sockets and database included`,
  );
  return [
    {
      metric: "live_sessions",
      value: count,
      unit: "1",
      ratio: count / AIM.sessions,
      of: `aim ${AIM.sessions}`,
    },
    { metric: "ack_p50_ms", value: measured.ackP50Ms, unit: "ms" },
    limited("ack_p99_ms", measured.ackP99Ms, "ms", AIM.ackMs),
    limited("window_feed_p99_ms", measured.feedFromCommitP99Ms, "ms", AIM.feedMs),
    { metric: "samples_lost", value: lost, unit: "1" },
  ];
}

interface Held {
  measured: Measured;
  cores: number;
  problem: string | undefined;
}

async function hold(bench: Bench, count: number, seconds: number): Promise<Held> {
  await bench.load.ask("pace", { perSecond: count * LIVE, live: true });
  await bench.load.ask("measure", { seconds: 3 });
  const { outcome: measured, cpu } = await withCpu(bench, () => bench.load.ask("measure", { seconds }));
  const cores = sumOf(cpu) / measured.seconds;
  const problem = problemOf(count, measured, cores);
  progress(
    `${count} sessions ${Math.round(seconds)} s: ack p99 ${measured.ackP99Ms.toFixed(0)} ms, ` +
      `feed p99 ${measured.feedFromCommitP99Ms.toFixed(0)} (${measured.feedFromBlockP99Ms.toFixed(0)}) ms, ${cores.toFixed(2)} cores` +
      (problem === undefined ? "" : `: ${problem}`),
  );
  return { measured, cores, problem };
}

function problemOf(count: number, measured: Measured, cores: number): string | undefined {
  const { failures, owed, overflowed, ackP99Ms, feedFromCommitP99Ms, samples, seconds } = measured;
  const at = `${count} sessions (product ${cores.toFixed(2)} cores, load generator ${measured.generatorCores.toFixed(2)})`;
  if (failures.length > 0) return `${failures.length} sessions failed at ${at}, the first: ${failures[0]}`;
  // What is on its way at the beginning and at the end makes a second's difference.
  if (overflowed > 0 || samples < 0.99 * count * LIVE * BLOCK_SAMPLES * (seconds - 1)) {
    return `${Math.round(samples / seconds)} samples/s were taken at ${at}, ${owed} blocks waited for credit`;
  }
  if (ackP99Ms > AIM.ackMs) return `ack_p99_ms ${ackP99Ms.toFixed(0)} at ${at}`;
  if (feedFromCommitP99Ms > AIM.feedMs)
    return `window_feed_p99_ms ${feedFromCommitP99Ms.toFixed(0)} at ${at}`;
  return undefined;
}

async function connected(
  bench: Bench,
  addresses: readonly string[],
  count: number,
): Promise<SessionAccess[]> {
  const sessions = await makePeople(bench.world.database, count);
  const { failures } = await bench.load.ask("connect", { addresses, sessions, perSecond: CONNECTS_PER_S });
  if (failures.length > 0) throw new Error(`${failures.length} phones are not connected: ${failures[0]}`);
  if (addresses === bench.world.uplinks) await settled(bench);
  return sessions;
}

/** What the beginning of so many sessions leaves to do, loading people's actors above all, is not measured. */
async function settled({ world }: Bench): Promise<void> {
  const until = performance.now() + SETTLE_LIMIT_MS;
  for (let calm = 0; calm < 3 && performance.now() < until;) {
    await wait(200);
    const response = await fetch(`${world.product.url}/health`);
    const { parts } = (await response.json()) as {
      parts: { name: string; numbers?: Record<string, number> }[];
    };
    const waiting = parts.find(({ name }) => name === "actors")?.numbers?.["waiting"] ?? 0;
    calm = waiting === 0 ? calm + 1 : 0;
  }
}

async function watch(bench: Bench, sessions: readonly SessionAccess[]): Promise<void> {
  const every = Math.max(1, Math.floor(sessions.length / WATCHED));
  const watched = sessions.filter((_, i) => i % every === 0).slice(0, WATCHED);
  const sessionIds = watched.map(({ sessionId }) => sessionId);
  await bench.load.ask("watch", { url: bench.world.product.url, sessionIds });
}

async function drained(bench: Bench): Promise<void> {
  const { unacknowledged } = await bench.load.ask("drain", { seconds: 15 });
  if (unacknowledged > 0) throw new Error(`${unacknowledged} blocks were not acknowledged within 15 s`);
}

/** Ends sessions and compares the server's ledgers with what was sent. @throws Error when a ledger does not balance */
async function endAll(bench: Bench, sessions: readonly SessionAccess[]): Promise<number> {
  const sessionIds = sessions.map(({ sessionId }) => sessionId);
  const outcome = await bench.load.ask("end", { sessionIds, atOnce: 32 });
  if (outcome.unbalanced > 0 || outcome.failures.length > 0) {
    throw new Error(
      `${outcome.unbalanced} ledgers do not balance; ${outcome.failures.length} sessions did not end: ${outcome.failures[0]}`,
    );
  }
  if (outcome.lost !== 0) throw new Error(`${outcome.lost} samples were lost`);
  return outcome.lost;
}

type CpuByName = ReadonlyMap<string, number>;

/** Of the server, its database and its bus, s. */
async function productCpu({ load }: Bench): Promise<CpuByName> {
  return (await treeCpuByName(process.pid, new Set([process.pid, load.pid]))) ?? new Map();
}

/** Runs the measurement; the seconds of CPU that each program took meanwhile. */
async function withCpu<T>(bench: Bench, action: () => Promise<T>): Promise<{ outcome: T; cpu: CpuByName }> {
  const before = await productCpu(bench);
  const outcome = await action();
  const after = await productCpu(bench);
  return { outcome, cpu: new Map([...after].map(([name, s]) => [name, s - (before.get(name) ?? 0)])) };
}

function sumOf(cpu: CpuByName): number {
  return [...cpu.values()].reduce((sum, seconds) => sum + seconds, 0);
}

/** "node 700, postgres 250 ns" */
function perSample(cpu: CpuByName, samples: number): string {
  const parts = [...cpu].map(([name, s]) => ({ name, ns: Math.round((s * 1e9) / samples) }));
  const shown = parts.filter(({ ns }) => ns > 0).sort((a, b) => b.ns - a.ns);
  return `${shown.map(({ name, ns }) => `${name} ${ns}`).join(", ")} ns`;
}

async function databaseBytes({ database }: World): Promise<number> {
  const { rows } = await database.query<{ bytes: string }>(
    "SELECT pg_database_size(current_database()) AS bytes",
  );
  return Number(rows[0]?.bytes ?? 0);
}

function limited(metric: string, value: number, unit: string, limit: number): Result {
  return { metric, value, unit, ratio: value / limit, of: `limit, ${limit} ${unit}` };
}

function progress(line: string): void {
  console.error(line);
}
