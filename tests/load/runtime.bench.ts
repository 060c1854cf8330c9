/**
 * The actor runtime as a node of its own: a process with `--roles actors` on a real PostgreSQL and a real nats-server,
 * driven over NATS from another process. Every command is durable: answered after COMMIT.
 *
 * `--part NAME` measures throughput, memory, activations or moves alone.
 *
 * `--rivals` installs Restate and Rivet outside of the checkout and measures them too; later runs, unless `--quick`,
 * then do so by themselves.
 */
import { querySubject } from "@trajectory/protocols/subjects.ts";
import { type Args, type BenchResult, median, percentile } from "./harness.ts";
import { compareWithRivals } from "./rivals/compare.ts";
import { memory } from "./runtime/memory.ts";
import { ASKING, failovers, handovers } from "./runtime/moves.ts";
import { throughput } from "./runtime/throughput.ts";
import { IN_FLIGHT, openWorld, startNode, TIMEOUT_MS, USERS, users, type World } from "./runtime/world.ts";

const AIM = { failoverMs: 3_000, handoverMs: 50 } as const;

export async function run({ quick, options }: Args): Promise<BenchResult> {
  await using stack = new AsyncDisposableStack();
  const world = await openWorld(stack);
  const parts: Record<string, () => Promise<Required<BenchResult>>> = {
    throughput: async () => {
      const { results, notes, commandsPerS: ours } = await throughput(world, quick ? 2 : 10);
      const workload = {
        users: USERS,
        inFlight: IN_FLIGHT,
        seconds: quick ? 4 : 10,
        activationS: quick ? 10 : 30,
      };
      const rivals = await compareWithRivals(
        { ...workload, ours },
        { install: options["rivals"] === "true", quick },
      );
      return { results: [...results, ...rivals.results], notes: [...notes, ...rivals.notes] };
    },
    memory: async () => ({ results: await memory(world, quick), notes: [] }),
    activations: async () => ({ results: [await activations(world, quick ? 1_000 : 5_000)], notes: [] }),
    moves: () => moves(world, quick),
  };
  const all: Required<BenchResult> = { results: [], notes: [] };
  for (const [name, measure] of Object.entries(parts)) {
    if (options["part"] !== undefined && options["part"] !== name) continue;
    const { results, notes } = await measure();
    all.results.push(...results);
    all.notes.push(...notes);
  }
  return all;
}

async function moves(world: World, quick: boolean): Promise<Required<BenchResult>> {
  const failover = await failovers(world, quick ? 2 : 10);
  const { gaps: handover, calm } = await handovers(world, quick ? 3 : 20);
  const results: BenchResult["results"] = [
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
  ];
  const notes = [
    `fail-over: ${failover.length} kills with -9; hand-over: the longest wait of each of ${ASKING} people who ask ` +
      `all the time, in ${handover.length / ASKING} clean stops; with nobody leaving it is ` +
      `${median(calm).toFixed(1)} ms (p50) and ${percentile(calm, 99).toFixed(1)} ms (p99)`,
  ];
  return { results, notes };
}

const NOTHING = new TextEncoder().encode("{}");

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
