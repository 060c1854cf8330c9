/**
 * A whole cluster in one process: nodes with runtime and leases, bus, database, clients, and a nemesis that
 * crashes, pauses, cuts and confuses them. What must hold whatever happens is checked at the end.
 */
import { partitionOf } from "@trajectory/protocols/subjects.ts";
import { LeaseKeeper } from "../lease-keeper.ts";
import { MemoryLeases } from "../memory-leases.ts";
import { MemoryLog } from "../memory-log.ts";
import type { EventLog } from "../ports.ts";
import { rebuild } from "../replay.ts";
import { createRuntime, type Runtime } from "../runtime.ts";
import type { NamedCommand } from "../../demo-commands.ts";
import { Client } from "./client.ts";
import { Database } from "./database.ts";
import { Nemesis } from "./nemesis.ts";
import { Network } from "./network.ts";
import { Operator } from "./operator.ts";
import { Process, World } from "./world.ts";

export interface ClusterOptions {
  nodes: number;
  users: number;
  clientsPerUser: number;
  commandsPerClient: number;
  /** How long the nemesis has its way, ms. */
  troubleMs: number;
  /** In which everybody must be served again after that, ms. */
  peaceMs: number;
  /** Clocks of nodes may be set. Without it reads are checked to be fresh. */
  clockJumps: boolean;
  /** The database's log; replaced to show what breaks without its fence. */
  log?: (log: MemoryLog) => EventLog;
}

export const CLUSTER: ClusterOptions = {
  nodes: 3,
  users: 4,
  clientsPerUser: 2,
  commandsPerClient: 8,
  troubleMs: 12_000,
  peaceMs: 60_000,
  clockJumps: false,
};

export interface Outcome {
  seed: number;
  /** What must not happen, in words; empty when all is well. */
  complaints: string[];
  story: string[];
  acknowledged: number;
  /** Ownership as a client feels it: appends refused because another node had written. */
  conflicts: number;
}

/** One node's life from start to crash. */
export interface Node {
  process: Process;
  runtime: Runtime;
  keeper: LeaseKeeper;
}

export class Cluster {
  readonly world: World;
  readonly network: Network;
  readonly database: Database;
  readonly nodes: Node[] = [];
  readonly nemesisProcess: Process;
  readonly operator: Operator;
  readonly #log = new MemoryLog();
  readonly #clients: Client[] = [];
  readonly #complaints: string[] = [];
  readonly #options: ClusterOptions;
  #started = 0;

  constructor(seed: number, options: ClusterOptions, withStory: boolean) {
    this.#options = options;
    this.world = new World(seed, withStory);
    this.network = new Network(this.world);
    this.nemesisProcess = new Process("nemesis", this.world);
    this.operator = new Operator(this.world, this.nemesisProcess, () => this.living);
    const server = new Process("server", this.world);
    const log = options.log?.(this.#log) ?? this.#log;
    this.database = new Database(this.world, log, new MemoryLeases(server));
  }

  get userIds(): string[] {
    return Array.from({ length: this.#options.users }, (_, index) => userOf(index));
  }

  get living(): Node[] {
    return this.nodes.filter(({ process }) => process.state !== "crashed");
  }

  async run(seed: number): Promise<Outcome> {
    const { nodes, troubleMs, peaceMs, clockJumps } = this.#options;
    for (let i = 0; i < nodes; i++) this.startNode();
    this.#startClients();
    const nemesis = new Nemesis(this, { clockJumps, until: troubleMs });
    nemesis.start();
    await this.world.run(troubleMs);
    nemesis.makePeace();
    await this.world.run(peaceMs, () => this.#isServed());
    // When it is due is for the nodes' clocks to say.
    if (!clockJumps) await this.#remind();
    await this.#check();
    return {
      seed,
      complaints: this.#complaints,
      story: this.world.story ?? [],
      acknowledged: this.#clients.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
      conflicts: this.nodes.reduce((sum, { runtime }) => sum + runtime.stats().conflicts, 0),
    };
  }

  startNode(): void {
    const process = new Process(`node-${++this.#started}`, this.world);
    const bus = this.network.connect(process);
    const log = this.database.logOf(process);
    const store = this.database.leasesOf(process);
    const keeper = new LeaseKeeper({ nodeId: process.name, store, bus, clock: process });
    const runtime = createRuntime({
      bus,
      log,
      clock: process,
      partitions: keeper,
      limits: { snapshotEvery: 5, activeUsers: 3, awakeUsers: 1 },
      onProblem: ({ kind, userId, error }) => {
        this.world.note(process.name, () => `${kind} of ${userId}: ${String(error)}`);
        if (kind === "actor_failed" || kind === "replay_differs") {
          this.#complaints.push(`${process.name}: ${kind} of ${userId}: ${String(error)}`);
        }
      },
    });
    keeper.follow({
      gained: (partitions) => this.world.note(process.name, () => `answers for ${partitions.length} more`),
      lost: (partitions) => this.world.note(process.name, () => `lost ${partitions.length}`),
      leaving: async (partitions) => this.world.note(process.name, () => `gives away ${partitions.length}`),
    });
    this.nodes.push({ process, runtime, keeper });
    this.world.note(process.name, () => "starts");
    void runtime.start();
    void keeper.start();
  }

  #startClients(): void {
    const { users, clientsPerUser, commandsPerClient } = this.#options;
    for (let u = 0; u < users; u++) {
      for (let c = 0; c < clientsPerUser; c++) {
        const process = new Process(`u${u}-c${c}`, this.world);
        const commands = commandsOf(u, c, commandsPerClient);
        const bus = this.network.connect(process);
        const client = new Client({
          userId: userOf(u),
          bus,
          world: this.world,
          process,
          commands,
          pause: () => this.operator.pauseOf(userOf(u)),
        });
        this.#clients.push(client);
        void client.start();
      }
    }
  }

  /** Who was paused or without an owner when a reminder was due gets it soon after. */
  async #remind(): Promise<void> {
    for (let i = 0; ; i++) {
      const pending = await this.#log.pendingReminders();
      const overdue = pending.filter(({ due }) => due <= this.world.now);
      if (overdue.length === 0) return;
      if (i === 5) {
        this.#complaints.push(...overdue.map(({ userId }) => `${userId} was not reminded of what was due`));
        return;
      }
      await this.world.run(3_000);
    }
  }

  async #check(): Promise<void> {
    for (const client of this.#clients) {
      this.#complaints.push(
        ...(this.#options.clockJumps ? client.complaints.filter(restsOnTheLog) : client.complaints),
      );
    }
    const waiting = this.#clients.filter(({ done }) => !done).length;
    if (!this.#isShared()) this.#complaints.push("partitions have no owner, or two, in peace");
    if (waiting > 0) this.#complaints.push(`${waiting} clients were not served after the trouble had ended`);
    for (let u = 0; u < this.#options.users; u++) await this.#checkUser(userOf(u));
  }

  #isServed(): boolean {
    return this.operator.isDone && this.#clients.every(({ done }) => done) && this.#isShared();
  }

  /** Every user has an owner, and one only. */
  #isShared(): boolean {
    const { living } = this;
    for (let u = 0; u < this.#options.users; u++) {
      const partition = partitionOf(userOf(u));
      if (living.filter(({ keeper }) => keeper.owns(partition)).length !== 1) return false;
    }
    return true;
  }

  async #checkUser(userId: string): Promise<void> {
    const events = await this.#log.read(userId, 0, 1_000_000);
    events.forEach(({ seq }, i) => {
      if (seq !== i + 1) this.#complaints.push(`${userId} has event ${seq} where ${i + 1} belongs`);
    });
    const facts = new Set(events.map(({ commandId, type }) => `${commandId} ${type}`));
    if (facts.size !== events.length) this.#complaints.push(`${userId} has a command twice in the log`);
    for (const client of this.#clients) {
      for (const { userId: user, commandId, reply } of client.acknowledged) {
        if (user !== userId) continue;
        const stored = events.filter((event) => event.commandId === commandId);
        if (JSON.stringify(stored) === JSON.stringify(reply.events)) continue;
        this.#complaints.push(
          `${commandId} was acknowledged with ${reply.seq}, the log has ${stored.length} events`,
        );
      }
    }
    const fired = events
      .filter(({ type }) => type === "reminder_fired")
      .map(({ payload }) => JSON.stringify(payload));
    if (new Set(fired).size !== fired.length) this.#complaints.push(`${userId} was reminded twice`);
    await this.#checkReplay(userId);
  }

  /** The owner's memory equals a replay of the log. */
  async #checkReplay(userId: string): Promise<void> {
    const owner = this.living.find(({ keeper }) => keeper.owns(partitionOf(userId)));
    const evicted = owner?.runtime.evict(userId);
    await this.world.run(3_000);
    await evicted;
    try {
      const replayed = await rebuild(this.#log, userId);
      const snapshot = await this.#log.loadSnapshot(userId);
      if (snapshot?.seq === replayed.seq && snapshot.stateHash !== replayed.stateHash()) {
        this.#complaints.push(`${userId} was live another than the log says`);
      }
    } catch (error) {
      this.#complaints.push(`${userId} cannot be replayed: ${String(error)}`);
    }
  }
}

/** Runs one seed; when something is wrong, or on request, with the story told. */
export async function simulate(
  seed: number,
  options: ClusterOptions = CLUSTER,
  withStory = false,
): Promise<Outcome> {
  const outcome = await new Cluster(seed, options, withStory).run(seed);
  if (outcome.complaints.length === 0 || withStory) return outcome;
  return await new Cluster(seed, options, true).run(seed);
}

function userOf(index: number): string {
  return `user-${index}`;
}

/** The first client of every other user is a device in a session, the others are people at their goals. */
function commandsOf(user: number, client: number, count: number): NamedCommand[] {
  const make = client === 0 && user % 2 === 1 ? deviceCommand : personCommand;
  return Array.from({ length: count }, (_, index) => make(client, index));
}

function personCommand(client: number, index: number): NamedCommand {
  if (index % 5 === 2) {
    const reminder = { id: `r${client}${index}`, text: "Look up", at: World.START + index * 2_500 };
    return { actor: "life", name: "set_reminder", payload: { reminder } };
  }
  const id = `g${client}${index % 4}`;
  if (index % 4 === 3)
    return { actor: "life", name: "remove_goal", payload: { goalId: `g${client}${index % 3}` } };
  return {
    actor: "life",
    name: "set_goal",
    payload: { goal: { id, name: `Goal ${index}`, importance: index } },
  };
}

function deviceCommand(_client: number, index: number): NamedCommand {
  const sessionId = "11111111-1111-4111-8111-111111111111";
  const startedAt = World.START;
  if (index === 0) {
    return {
      actor: "session",
      name: "start_session",
      payload: { sessionId, device: "iPhone", startedAt, streams: [] },
    };
  }
  const t0 = startedAt + index * 5_000;
  const window = {
    kind: "motion",
    t0,
    t1: t0 + 10_000,
    overlap: 2,
    revision: 0,
    features: {},
    clockErrorMs: null,
  };
  return { actor: "session", name: "record_window", payload: { sessionId, window } };
}

/** With clocks that are set two nodes may believe in one lease: reads and pauses rest on leases. */
function restsOnTheLog(complaint: string): boolean {
  return !/ read | while paused/.test(complaint);
}
