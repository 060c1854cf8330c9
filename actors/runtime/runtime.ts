/**
 * The actor runtime of one node. Per user there is one mailbox with four live actors; every accepted command is
 * one append to the log, and is published and answered after its COMMIT (docs/decisions/0030).
 */
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import type { CommandReply, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { Partitions } from "./partitions.ts";
import type { Clock, EventLog } from "./ports.ts";
import type { QueryReply } from "./queries.ts";

export interface RuntimeOptions {
  bus: Bus;
  log: EventLog;
  clock: Clock;
  /** Default: all 64. */
  partitions?: Partitions;
  limits?: Partial<RuntimeLimits>;
  /** Told of what no caller gets to see; a good place for a log line and a counter. */
  onProblem?: (problem: RuntimeProblem) => void;
}

export interface RuntimeLimits {
  /** Users in memory; the least recently used idle one is put to rest first. Default 10,000. */
  activeUsers: number;
  /** Commands and queries of one user that may wait; further ones are answered `busy`. Default 256. */
  waitingPerUser: number;
  /** Of all users together. Default 20,000. */
  waiting: number;
  /** Events after which a user's snapshot is saved. Default 200. */
  snapshotEvery: number;
  /** Least distance of two published life states of one user, ms. Default 250. */
  stateEveryMs: number;
}

export interface RuntimeProblem {
  kind: "actor_failed" | "append_failed" | "load_failed" | "snapshot_failed" | "replay_differs";
  userId: string;
  error: unknown;
}

export interface RuntimeStats {
  activeUsers: number;
  failedUsers: number;
  /** Commands and queries that wait or are being committed. */
  waiting: number;
  commands: number;
  refused: number;
  busy: number;
  events: number;
  activations: number;
  passivations: number;
  conflicts: number;
}

/** What an operator sees of one user; nothing is loaded or changed by looking. */
export interface UserInspection {
  userId: string;
  status: "resting" | "loading" | "active" | "paused" | "failed";
  /** Committed head as this node knows it. */
  seq: number | undefined;
  waiting: number;
  /** Why the actors were stopped, and the last events before it. */
  failure: { at: number; message: string; lastEvents: EventRecord[] } | undefined;
}

export interface Runtime {
  /** Subscribes to the requests of the owned partitions. Resolves when they can be received. */
  start(): Promise<void>;
  /** Never rejects: whatever goes wrong is in the reply. `envelope` is untrusted input. */
  execute(userId: string, actor: ActorName, command: string, envelope: unknown): Promise<CommandReply>;
  /** Never rejects. Sees committed events only. */
  query(userId: string, actor: ActorName, query: string): Promise<QueryReply>;
  inspect(userId: string): UserInspection;
  /** Reloads a failed or paused user from the log and lets it serve again. */
  resume(userId: string): void;
  /** Commands of the user are answered `busy` until `resume`. */
  pause(userId: string): void;
  /** Puts an active user to rest when what is under way has been committed. */
  evict(userId: string): Promise<void>;
  stats(): RuntimeStats;
  /** Takes no more requests, commits what was accepted, saves snapshots of all active users. */
  stop(): Promise<void>;
}

export declare function createRuntime(options: RuntimeOptions): Runtime;
