/** What the tests of the runtime share: time that stands still until moved, faults on demand, the demo as commands. */
import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { CommandReply, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { demoCommands, type NamedCommand } from "../demo-commands.ts";
import { MemoryLog } from "./memory-log.ts";
import type {
  AppendOutcome,
  AppendRequest,
  Clock,
  EventLog,
  PendingReminder,
  StoredSnapshot,
} from "./ports.ts";
import { createRuntime, type Runtime, type RuntimeProblem, type StateAudience } from "./runtime.ts";
import type { RuntimeLimits } from "./runtime-limits.ts";

/** Day 20780 of the worked example, at noon. */
export const NOW = 20_780 * 86_400_000 + 43_200_000;

export class ManualClock implements Clock {
  #now: number;
  #timers: { at: number; callback: () => void }[] = [];

  constructor(now = NOW) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  setTimer(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass and timers ring, in their order. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
    }
    this.#now = until;
  }
}

/** What the next append shall meet: a refusal, a lost commit, or a commit whose answer never came. */
export type Fault = "refuse" | "lose" | "commit_and_lose";

/** A log that fails on demand and whose commits can be held back. */
export class FaultyLog implements EventLog {
  readonly inner: EventLog;
  readonly faults: Fault[] = [];
  readonly appends: AppendRequest[] = [];
  lookups = 0;
  readsFail = false;
  #gate: Promise<void> | undefined;

  constructor(inner: EventLog) {
    this.inner = inner;
  }

  /** Appends wait until the returned function is called. */
  holdCommits(): () => void {
    const gate = Promise.withResolvers<void>();
    this.#gate = gate.promise;
    return () => {
      this.#gate = undefined;
      gate.resolve();
    };
  }

  async append(request: AppendRequest): Promise<AppendOutcome> {
    this.appends.push(request);
    const fault = this.faults.shift();
    await this.#gate;
    if (fault === "refuse") return { kind: "conflict" };
    if (fault === "lose") throw unavailable();
    const outcome = await this.inner.append(request);
    if (fault === "commit_and_lose") throw unavailable();
    return outcome;
  }

  async read(userId: string, afterSeq: number, limit: number): Promise<EventRecord[]> {
    if (this.readsFail) throw unavailable();
    return await this.inner.read(userId, afterSeq, limit);
  }

  async findCommand(userId: string, commandId: string): Promise<EventRecord[]> {
    this.lookups++;
    if (this.readsFail) throw unavailable();
    return await this.inner.findCommand(userId, commandId);
  }

  async loadSnapshot(userId: string): Promise<StoredSnapshot | undefined> {
    if (this.readsFail) throw unavailable();
    return await this.inner.loadSnapshot(userId);
  }

  async saveSnapshot(snapshot: StoredSnapshot): Promise<void> {
    if (this.readsFail) throw unavailable();
    await this.inner.saveSnapshot(snapshot);
  }

  async isPaused(userId: string): Promise<boolean> {
    if (this.readsFail) throw unavailable();
    return await this.inner.isPaused(userId);
  }

  async setPaused(userId: string, paused: boolean): Promise<void> {
    if (this.readsFail) throw unavailable();
    await this.inner.setPaused(userId, paused);
  }

  async pendingReminders(): Promise<PendingReminder[]> {
    if (this.readsFail) throw unavailable();
    return await this.inner.pendingReminders();
  }
}

function unavailable(): ProtocolError {
  return new ProtocolError("store_unavailable", "The database does not answer.");
}

/** A runtime of its own with all that surrounds it, and the short forms that tests speak in. */
export class TestNode {
  readonly clock: ManualClock;
  readonly log: FaultyLog;
  readonly bus: Bus;
  readonly runtime: Runtime;
  readonly problems: RuntimeProblem[] = [];
  #commands = 0;

  constructor(
    options: {
      log?: EventLog;
      clock?: ManualClock;
      bus?: Bus;
      limits?: Partial<RuntimeLimits>;
      states?: StateAudience;
    } = {},
  ) {
    this.clock = options.clock ?? new ManualClock();
    this.log = new FaultyLog(options.log ?? new MemoryLog());
    this.bus = options.bus ?? createMemoryBus();
    this.runtime = createRuntime({
      bus: this.bus,
      log: this.log,
      clock: this.clock,
      limits: options.limits ?? {},
      ...(options.states === undefined ? {} : { states: options.states }),
      onProblem: (problem) => this.problems.push(problem),
    });
  }

  do(
    userId: string,
    { actor, name, payload }: NamedCommand,
    id = `command-${++this.#commands}`,
  ): Promise<CommandReply> {
    return this.runtime.execute(userId, actor, name, { id, payload });
  }

  /** Enters the demo portfolio. */
  async enterDemo(userId: string): Promise<void> {
    for (const command of demoCommands(this.clock.now())) succeeded(await this.do(userId, command));
  }

  async eta(userId: string): Promise<number | null> {
    const answer = await this.runtime.query(userId, "life", "state");
    if (!answer.ok || !("state" in answer)) throw new Error(`No state: ${JSON.stringify(answer)}`);
    return answer.state.eta.value;
  }

  events(userId: string): Promise<EventRecord[]> {
    return this.log.inner.read(userId, 0, 1_000_000);
  }
}

const WEEK = 7 * 86_400_000;

/** Enters the demo portfolio and lets three weeks pass with reports, edits and evidence. */
export async function liveAWhile(node: TestNode, userId = "anna"): Promise<void> {
  await node.enterDemo(userId);
  for (let week = 1; week <= 3; week++) {
    node.clock.advance(WEEK);
    const progress = { projectId: "P2", progress: 0.1 + week / 10 };
    succeeded(await node.do(userId, { actor: "life", name: "report_progress", payload: progress }));
    const effort = { projectId: "P1", hours: 18 + week };
    succeeded(await node.do(userId, { actor: "life", name: "set_effort", payload: effort }));
    const evidence = {
      id: `t${week}`,
      skillId: "ml",
      t: node.clock.now() - 1_000,
      kind: "test",
      sourceId: "quiz",
      value: { k: 5 + week, n: 10, b: 0 },
    };
    succeeded(await node.do(userId, { actor: "skills", name: "add_evidence", payload: { evidence } }));
  }
}

/** The events of an accepted command. */
export function succeeded(reply: CommandReply): EventRecord[] {
  if (!reply.ok) throw new Error(`Refused: ${JSON.stringify(reply.error)}`);
  return reply.events;
}

export function goal(id: string, importance = 1): NamedCommand {
  return { actor: "life", name: "set_goal", payload: { goal: { id, name: `Goal ${id}`, importance } } };
}

/** Lets everything that waits for nothing but its turn happen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
