/** What goes wrong while phones are streaming. Each strike resolves when what it broke is whole again. */
import { setTimeout as wait } from "node:timers/promises";
import type { Random } from "@trajectory/actors/runtime/simulation/random.ts";
import type { CuttingProxy } from "../../services/cutting-proxy.ts";
import type { SmallDisk } from "../../services/small-disk.ts";
import { wholeBetween } from "../random.ts";
import type { World } from "../world.ts";

export const STRIKES = [
  "server_kill",
  "server_stop",
  "socket_cuts",
  "disorder",
  "postgres_stop",
  "postgres_pause",
  "disk_full",
] as const;
export type StrikeName = (typeof STRIKES)[number];

export interface Scene {
  world: World;
  random: Random;
  proxy: CuttingProxy;
  disk: SmallDisk | undefined;
  /** Of the database, ms. */
  longestOutageMs: number;
}

const SHORT_OUTAGE_MS = 2_500;
const STANDSTILL_MS = { least: 300, most: 6_000 };
const FULL_MS = { least: 300, most: 4_000 };

export const STRIKE: Readonly<Record<StrikeName, (scene: Scene) => Promise<void>>> = {
  async server_kill({ world }) {
    const [node] = world.nodes;
    await node?.kill();
    await node?.start();
  },
  async server_stop({ world }) {
    const [node] = world.nodes;
    await node?.terminate();
    await node?.start();
  },
  async socket_cuts({ random, proxy, world }) {
    const cuts = wholeBetween(random, 3, 20);
    world.story.tell("proxy", `will cut ${cuts} connections`);
    proxy.plan({ cuts, afterBytes: () => wholeBetween(random, 1, 60_000) });
    proxy.cut();
  },
  /** The relay between phone and proxy does it, all the time. */
  async disorder() {},
  async postgres_stop({ world, random, longestOutageMs }) {
    const { postgres, story } = world;
    const mode = random.pick(["fast", "immediate"] as const);
    await postgres.stop(mode);
    story.tell("postgres", `is gone (${mode})`);
    const most = random.chance(0.85) ? Math.min(SHORT_OUTAGE_MS, longestOutageMs) : longestOutageMs;
    await wait(random.between(0, most));
    await postgres.start();
    story.tell("postgres", "is up again");
  },
  async postgres_pause({ world: { postgres, story }, random }) {
    story.tell("postgres", "stands still");
    await postgres.pause();
    await wait(random.between(STANDSTILL_MS.least, STANDSTILL_MS.most));
    await postgres.resume();
    story.tell("postgres", "goes on");
  },
  async disk_full({ world, random, disk }) {
    if (disk === undefined) return;
    const { postgres, story } = world;
    await disk.fill();
    story.tell("disk", "is full");
    await wait(random.between(FULL_MS.least, FULL_MS.most));
    await disk.free();
    story.tell("disk", "has room again");
    // PostgreSQL gives up where it cannot write its log; then a person starts it.
    if (!postgres.isRunning) story.tell("postgres", "had given up");
    await postgres.start();
  },
};

/** One to three strikes. */
export function drawStrikes(random: Random): StrikeName[] {
  const left = [...STRIKES];
  const chosen: StrikeName[] = [];
  for (let count = wholeBetween(random, 1, 3); count > 0; count--) {
    const name = random.pick(left);
    left.splice(left.indexOf(name), 1);
    chosen.push(name);
  }
  return TOGETHER_NEVER.reduce<StrikeName[]>((kept, group) => onlyOneOf(kept, group), chosen);
}

/** They would stand in each other's way. */
const TOGETHER_NEVER: readonly (readonly StrikeName[])[] = [
  ["server_kill", "server_stop"],
  ["postgres_stop", "postgres_pause", "disk_full"],
];

function onlyOneOf(chosen: readonly StrikeName[], group: readonly StrikeName[]): StrikeName[] {
  const first = chosen.find((name) => group.includes(name));
  return chosen.filter((name) => name === first || !group.includes(name));
}
