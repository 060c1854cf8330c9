/** How long people wait when a node dies, and when one leaves. */
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { servedAgain, startNode, users, type World } from "./world.ts";

/** From kill -9 of one of two nodes until each of its users is served by the other, ms. */
export async function failovers(world: World, rounds: number): Promise<number[]> {
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

/** Few enough that they do not keep the machine busy: then a wait would be for a core, not for a person's owner. */
export const ASKING = 16;
const BETWEEN_MS = 4;

/**
 * How long each of ASKING people waits while a node stops cleanly, ms: everyone sends one command a few milliseconds
 * behind the other, and the longest time from sending to the answer counts, retries included.
 */
export async function handovers(world: World, rounds: number): Promise<{ gaps: number[]; calm: number[] }> {
  const gaps: number[] = [];
  const calm: number[] = [];
  await using steady = await startNode(world, "steady");
  for (let round = 0; round < rounds; round++) {
    await using leaving = await startNode(world, `leaving-${round}`);
    await balanced(world);
    const probes = users.slice(0, ASKING);
    // The same load with nobody leaving: what a wait is made of that is no hand-over.
    calm.push(...(await longestWaits(world, probes, wait(500))));
    gaps.push(...(await longestWaits(world, probes, leaving.stop())));
  }
  await steady.stop();
  return { gaps, calm };
}

async function longestWaits(
  { bus }: World,
  probes: readonly string[],
  end: Promise<unknown>,
): Promise<number[]> {
  const state = { over: false };
  void end.finally(() => {
    state.over = true;
  });
  return await Promise.all(
    probes.map(async (userId) => {
      let longest = 0;
      while (!state.over) {
        longest = Math.max(longest, await servedAgain(bus, userId, performance.now()));
        await wait(BETWEEN_MS);
      }
      return longest;
    }),
  );
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
