/** What the tests of the runtime share: time that stands still until moved, faults on demand, the demo as commands. */
import { DEMO_NAMES, demoPortfolio } from "@trajectory/engine/life/demo.ts";
import type { ModelEvent } from "@trajectory/engine/life/events.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { AppendOutcome, AppendRequest, Clock, EventLog, StoredSnapshot } from "./ports.ts";

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
}

function unavailable(): ProtocolError {
  return new ProtocolError("store_unavailable", "The database does not answer.");
}

export interface NamedCommand {
  actor: ActorName;
  name: string;
  payload: unknown;
}

/** The worked example of docs/model.md section 8, as a person would enter it. */
export function demoCommands(now = NOW): NamedCommand[] {
  return demoPortfolio(now).map(commandOf);
}

function commandOf(event: ModelEvent): NamedCommand {
  switch (event.type) {
    case "skill_set":
      return { actor: "skills", name: "set_skill", payload: { skill: named(event.skill) } };
    case "edge_set":
      return { actor: "skills", name: "set_edge", payload: { edge: event.edge } };
    case "evidence_added":
      return { actor: "skills", name: "add_evidence", payload: { evidence: event.evidence } };
    case "goal_set":
      return { actor: "life", name: "set_goal", payload: { goal: named(event.goal) } };
    case "project_set":
      return { actor: "life", name: "set_project", payload: { project: named(event.project) } };
    case "constraint_set":
      return { actor: "life", name: "set_constraint", payload: { constraint: named(event.constraint) } };
    case "progress_reported": {
      const { projectId, progress } = event;
      return { actor: "life", name: "report_progress", payload: { projectId, progress } };
    }
    case "life_updated": {
      const { type: _type, t: _t, ...update } = event;
      return { actor: "life", name: "update_life", payload: update };
    }
    default:
      throw new Error(`The demo has no command for ${event.type}.`);
  }
}

function named<Entity extends { id: string }>(entity: Entity): Entity & { name: string } {
  return { ...entity, name: DEMO_NAMES[entity.id] ?? entity.id };
}
