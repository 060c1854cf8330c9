/** What goes wrong in a round. Each strike resolves when what it broke is whole again. */
import { setTimeout as wait } from "node:timers/promises";
import type { Random } from "@trajectory/actors/runtime/simulation/random.ts";
import type { World } from "../world.ts";

export const STRIKES = [
  "node_kill",
  "node_crash",
  "node_pause",
  "node_stop",
  "nats_kill",
  "nats_pause",
  "postgres_fast",
  "postgres_immediate",
  "postgres_pause",
] as const;
export type StrikeName = (typeof STRIKES)[number];

export interface Scene {
  world: World;
  random: Random;
  /** Nodes and servers that this round has struck: each only once. */
  struck: Set<unknown>;
  /** Resolves when everybody is served again, whatever is still broken. */
  servedAgain: () => Promise<void>;
  /** A planned stop took place between two moments of performance.now(). */
  stopped: (from: number, to: number) => void;
}

/** Past the lease of 2 s: others take over, then the paused one wakes up. */
const PAUSE_MS = { least: 2_200, most: 4_500 };
/** The clients' pings notice a silent server after 4 to 6 s. */
const NATS_PAUSE_MS = { least: 500, most: 7_000 };
const STANDSTILL_MS = { least: 500, most: 6_000 };
const OUTAGE_MS = { least: 0, most: 1_500 };

export const STRIKE: Readonly<Record<StrikeName, (scene: Scene) => Promise<void>>> = {
  /** The others take over before it comes back. */
  async node_kill({ world, random, struck, servedAgain }) {
    const node = pick(random, world.nodes, struck);
    await node.kill();
    await servedAgain();
    await node.start();
  },
  /** It comes back at once, under its own name. */
  async node_crash({ world, random, struck }) {
    const node = pick(random, world.nodes, struck);
    await node.kill();
    await node.start();
  },
  async node_pause({ world, random, struck }) {
    const node = pick(random, world.nodes, struck);
    node.pause();
    await wait(random.between(PAUSE_MS.least, PAUSE_MS.most));
    node.resume();
  },
  async node_stop({ world, random, struck, stopped }) {
    const node = pick(random, world.nodes, struck);
    const from = performance.now();
    await node.terminate();
    stopped(from, performance.now());
    await node.start();
  },
  async nats_kill({ world, random, struck }) {
    const server = pick(random, world.nats.servers, struck);
    world.story.tell(server.name, "is killed");
    await server.kill();
    await wait(random.between(OUTAGE_MS.least, OUTAGE_MS.most));
    await server.start();
    world.story.tell(server.name, "is up again");
  },
  async nats_pause({ world, random, struck }) {
    const server = pick(random, world.nats.servers, struck);
    world.story.tell(server.name, "is paused");
    server.pause();
    await wait(random.between(NATS_PAUSE_MS.least, NATS_PAUSE_MS.most));
    server.resume();
    world.story.tell(server.name, "wakes up");
  },
  postgres_fast: (scene) => restartPostgres(scene, "fast"),
  postgres_immediate: (scene) => restartPostgres(scene, "immediate"),
  async postgres_pause({ world: { postgres, story }, random }) {
    story.tell("postgres", "stands still");
    await postgres.pause();
    await wait(random.between(STANDSTILL_MS.least, STANDSTILL_MS.most));
    await postgres.resume();
    story.tell("postgres", "goes on");
  },
};

async function restartPostgres({ world, random }: Scene, mode: "fast" | "immediate"): Promise<void> {
  const { postgres, story } = world;
  await postgres.stop(mode);
  story.tell("postgres", `is gone (${mode})`);
  await wait(random.between(OUTAGE_MS.least, OUTAGE_MS.most));
  await postgres.start();
  story.tell("postgres", "is up again");
}

function pick<Part>(random: Random, parts: readonly Part[], struck: Set<unknown>): Part {
  const part = random.pick(parts.filter((one) => !struck.has(one)));
  struck.add(part);
  return part;
}

/** One strike, or now and then two that overlap. */
export function drawStrikes(random: Random): StrikeName[] {
  const first = random.pick(STRIKES);
  if (!random.chance(0.3)) return [first];
  const isPostgres = (name: StrikeName): boolean => name.startsWith("postgres");
  return [
    first,
    random.pick(STRIKES.filter((name) => name !== first && !(isPostgres(first) && isPostgres(name)))),
  ];
}
