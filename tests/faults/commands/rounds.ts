/**
 * Rounds of trouble for the command path: load, a strike or two, and then the accounts: what clients were told against
 * what the log has, the log against a replay, the replay against what is live, and everybody served again in time.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { HashAnswer, Refused } from "@trajectory/actors/runtime/queries.ts";
import { Random } from "@trajectory/actors/runtime/simulation/random.ts";
import { querySubject } from "@trajectory/protocols/subjects.ts";
import { connectNats } from "@trajectory/server/bus/nats-bus.ts";
import { until } from "../../services/until.ts";
import { largestNodeMb, MOST_NODE_MB, openWorld, type World } from "../world.ts";
import { Journal, type Wait } from "./journal.ts";
import { Load } from "./load.ts";
import { LogFollower } from "./log-follower.ts";
import { drawStrikes, type Scene, STRIKE, type StrikeName } from "./strikes.ts";

export interface RoundResult {
  round: number;
  seed: number;
  strikes: readonly StrikeName[];
  /** From the first strike until everybody was answered a command that they sent after it, ms. */
  backMs: number;
  /** The longest that anybody waited for an answer, from the first strike until everybody was served again. */
  longestWait: Wait;
  /** The same while a node stopped as planned, ms. */
  handoverMs: number | undefined;
  acknowledged: number;
  /** Memory of the largest node at the end, MB. */
  nodeMb: number;
  /** What must not be, in words; empty when all is well. */
  complaints: string[];
  story: readonly string[];
}

const USERS = 24;
/** In which everybody must be served once what was broken is whole. */
const SERVED_LIMIT_MS = 60_000;
const CALM_LIMIT_MS = 60_000;
const STAGGER_MS = 1_500;
const LAST_WORDS = 15;

export class CommandRounds implements AsyncDisposable {
  readonly #world: World;
  readonly #stack: AsyncDisposableStack;
  readonly #journal: Journal;
  readonly #load: Load;
  readonly #follower: LogFollower;
  #round = 0;

  constructor(world: World, load: Load, journal: Journal, stack: AsyncDisposableStack) {
    this.#world = world;
    this.#load = load;
    this.#journal = journal;
    this.#stack = stack;
    this.#follower = new LogFollower(world.postgres, load.users);
  }

  /** @param strikes default: drawn from the seed */
  async run(seed: number, strikes?: readonly StrikeName[]): Promise<RoundResult> {
    const random = new Random(seed);
    const chosen = strikes ?? drawStrikes(random);
    const { story } = this.#world;
    const complaints: string[] = [];
    story.begin();
    this.#journal.begin();
    this.#load.complaints = [];
    this.#load.start();
    let backMs = 0;
    let longestWait: Wait = { ms: 0, tries: 0, lastTrouble: "" };
    let handoverMs: number | undefined;
    const stopped = (from: number, to: number): void => {
      handoverMs = this.#journal.longestWait(from, to).ms;
    };
    try {
      await until("everybody is served before the trouble", CALM_LIMIT_MS, () => this.#isServed(0));
      const began = performance.now();
      await this.#strike(chosen, random, began, stopped);
      const whole = performance.now();
      story.tell("nemesis", "has had its way");
      await until("everybody is served again", SERVED_LIMIT_MS, () => this.#isServed(whole));
      backMs = this.#journal.backAfter(began);
      longestWait = this.#journal.longestWait(began, performance.now());
      await until("every partition has one owner among all nodes", CALM_LIMIT_MS, () => this.#isShared());
    } catch (error) {
      complaints.push(String(error));
      await this.#repair();
    }
    complaints.push(...(await this.#settle()));
    const nodeMb = await largestNodeMb(this.#world);
    if (nodeMb > MOST_NODE_MB) complaints.push(`a node takes ${Math.round(nodeMb)} MB`);
    return {
      round: ++this.#round,
      seed,
      strikes: chosen,
      backMs,
      longestWait,
      handoverMs,
      nodeMb,
      acknowledged: this.#journal.acknowledged,
      complaints,
      story: this.#tellAll(),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#load.stop();
    await this.#stack.disposeAsync();
  }

  async #strike(
    names: readonly StrikeName[],
    random: Random,
    began: number,
    stopped: Scene["stopped"],
  ): Promise<void> {
    const servedAgain = (): Promise<void> =>
      until("the others serve everybody", SERVED_LIMIT_MS, () => this.#isServed(began));
    const struck = new Set<unknown>();
    await Promise.all(
      names.map(async (name, index) => {
        const own = new Random(Math.floor(random.next() * 2 ** 32));
        if (index > 0) await wait(own.between(0, STAGGER_MS));
        this.#world.story.tell("nemesis", name);
        await STRIKE[name]({ world: this.#world, random: own, struck, servedAgain, stopped });
      }),
    );
  }

  /** The load ends, and the accounts are made. */
  async #settle(): Promise<string[]> {
    const complaints: string[] = [];
    const deadline = setTimeout(() => void this.#load.stop(), SERVED_LIMIT_MS);
    await this.#load.pause();
    clearTimeout(deadline);
    const unsettled = this.#journal.entries.filter(({ reply }) => reply === undefined);
    for (const { userId, command, commandId, tries, lastTrouble } of unsettled.slice(0, 5)) {
      complaints.push(`${userId} was not told of ${command} ${commandId} in ${tries} tries: ${lastTrouble}`);
    }
    complaints.push(...this.#load.complaints);
    complaints.push(...this.#world.nodes.flatMap((node) => node.takeSurprise()));
    try {
      const ask = (userId: string) => this.#hashOf(userId);
      complaints.push(...(await this.#follower.check(this.#journal.entries, ask)));
    } catch (error) {
      complaints.push(`the accounts could not be made: ${String(error)}`);
    }
    return complaints;
  }

  async #hashOf(userId: string): Promise<HashAnswer | Refused> {
    let answer: HashAnswer | Refused | undefined;
    await until(`the state of ${userId} can be read`, SERVED_LIMIT_MS, async () => {
      answer = (await this.#load.ask(querySubject(userId, "life", "hash"), "{}")) as HashAnswer | Refused;
      return answer.ok;
    });
    return answer as HashAnswer | Refused;
  }

  #isServed(since: number): boolean {
    return this.#journal.servedSince(since).size === USERS;
  }

  async #isShared(): Promise<boolean> {
    const [row] = await this.#world.postgres.rows<{ nodes: string; owned: string }>(
      `SELECT count(DISTINCT node_id) AS nodes, count(*) AS owned FROM lease
       WHERE node_id IS NOT NULL AND expires_at > clock_timestamp()`,
    );
    return Number(row?.nodes) === this.#world.nodes.length && Number(row?.owned) === 64;
  }

  /** So that what is left can be read, and the next round begins whole. */
  async #repair(): Promise<void> {
    const { nodes, nats, postgres } = this.#world;
    for (const node of nodes) node.resume();
    for (const server of nats.servers) server.resume();
    await postgres.resume();
    await postgres.start();
    await Promise.all(nodes.filter((node) => !node.isUp).map((node) => node.start()));
  }

  #tellAll(): string[] {
    const words = this.#world.nodes.flatMap((node) =>
      node.lastWords(LAST_WORDS).map((line) => `${node.name}: ${line}`),
    );
    return [...this.#world.story.lines, ...words];
  }
}

/** Or what to install to have it. */
export async function openCommandRounds(seed: number): Promise<CommandRounds | { unavailable: string }> {
  await using stack = new AsyncDisposableStack();
  const world = await openWorld({ nodes: 3, natsServers: 3 });
  if ("unavailable" in world) return world;
  stack.use(world);
  const bus = await connectNats({ url: world.nats.url, name: "load" });
  stack.defer(() => bus.close());
  const journal = new Journal();
  const load = new Load({ bus, journal, users: USERS, seed });
  return new CommandRounds(world, load, journal, stack.move());
}
