import { randomUUID } from "node:crypto";
import { Client } from "pg";
import type { BenchResult } from "../harness.ts";
import { treeMemoryMb } from "../process-tree.ts";
import { IN_FLIGHT, servedAgain, startNode, type World } from "./world.ts";

/**
 * Memory of a fresh node: empty, with 100,000 people that the log knows and nobody uses, then with 1,000 and with
 * 10,000 of other people in memory. From the growth of the process, divided by the people.
 */
export async function memory(world: World, quick: boolean): Promise<BenchResult["results"]> {
  const idle = quick ? 10_000 : 100_000;
  const active = quick ? [1_000] : [1_000, 10_000];
  await using node = await startNode(world, "memory");
  const strangers = Array.from({ length: active.at(-1) ?? 0 }, () => randomUUID());
  await servedAgain(world.bus, strangers[0]!, 0);
  const empty = await treeMemoryMb(node.pid);
  if (empty === undefined) return [];
  await addIdleUsers(world, idle);
  const bytesEach = (after: number, before: number, people: number): number =>
    (Math.max(0, after - before) * 1024 * 1024) / people;
  const known = (await treeMemoryMb(node.pid)) ?? empty;
  const results: BenchResult["results"] = [
    {
      metric: "bytes_per_idle_user",
      value: bytesEach(known, empty, idle),
      unit: "B",
      of: `${idle} people that the log knows`,
    },
  ];
  let made = 0;
  for (const count of active) {
    for (; made < count; made += IN_FLIGHT) {
      const some = strangers.slice(made, Math.min(count, made + IN_FLIGHT));
      await Promise.all(some.map((userId) => servedAgain(world.bus, userId, 0)));
    }
    made = count;
    const now = (await treeMemoryMb(node.pid)) ?? known;
    const metric = count === active.at(-1) ? "bytes_per_active_user" : `bytes_per_active_user_${count}`;
    results.push({
      metric,
      value: bytesEach(now, known, count),
      unit: "B",
      of: `${count} in memory; the process has ${Math.round(now)} MB, aim 500 MB with 10,000`,
    });
  }
  return results;
}

/** People with one event each, as if they had come once. */
async function addIdleUsers({ databaseUrl }: World, count: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO event (user_id, seq, actor, type, at, command_id, machine_version, payload)
     SELECT gen_random_uuid(), 1, 'life', 'goal_set', now(), 'once', 1, $2::json FROM generate_series(1, $1::integer)`,
    [count, JSON.stringify({ goal: { id: "counter", importance: 1, name: "Counter" } })],
  );
  await client.end();
}
