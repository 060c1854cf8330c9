/** What the runtime needs from outside. server/store and server/bus stand behind these; so do the fakes of the tests. */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";

/** Time is injected: the host's clock in production, a simulated one in tests. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Calls back once after `ms`; the returned function cancels. */
  setTimer(ms: number, callback: () => void): () => void;
}

/** The events of one user that belong into one commit. Their seq starts at expectedSeq + 1, without gaps. */
export interface AppendRequest {
  userId: string;
  /** Head of the user's log as the writer knows it. */
  expectedSeq: number;
  events: readonly EventRecord[];
}

/** `conflict`: somebody else wrote; the writer drops its actors and reloads (D1). */
export type AppendOutcome = { kind: "appended" } | { kind: "conflict" };

export interface StoredSnapshot {
  userId: string;
  seq: number;
  /** Version of the machines that made it; another version is not restored but replayed. */
  machineVersion: number;
  /** Hash of the state, to compare replay with live. */
  stateHash: string;
  state: unknown;
}

/**
 * The log, the judge of every accepted fact (D1).
 * Every method throws ProtocolError `store_unavailable` when the database does not answer; after that the outcome
 * of an append is unknown until the log has been read again.
 */
export interface EventLog {
  /**
   * Resolves after COMMIT. Requests of all users of the node are flushed together in one transaction; one user's
   * conflict does not touch the others.
   */
  append(request: AppendRequest): Promise<AppendOutcome>;
  /** Events with seq > afterSeq in order, at most `limit`. */
  read(userId: string, afterSeq: number, limit: number): Promise<EventRecord[]>;
  /** Events that the command made, in order; empty when it never reached the log. */
  findCommand(userId: string, commandId: string): Promise<EventRecord[]>;
  loadSnapshot(userId: string): Promise<StoredSnapshot | undefined>;
  saveSnapshot(snapshot: StoredSnapshot): Promise<void>;
  /** Whether an operator has paused the user; whoever serves the user next has to know. */
  isPaused(userId: string): Promise<boolean>;
  setPaused(userId: string, paused: boolean): Promise<void>;
  /** Of everybody who has reminders to come, when the earliest is due. */
  pendingReminders(): Promise<PendingReminder[]>;
}

export interface PendingReminder {
  userId: string;
  /** Epoch ms. */
  due: number;
}

/** Who answers for each partition, by the store's clock: nodes need not agree on theirs. */
export interface LeaseView {
  /** Nodes that have renewed in time, sorted. */
  nodes: readonly string[];
  /** By partition; undefined where nobody has it or the lease has expired. */
  owners: readonly (LeaseOwner | undefined)[];
}

export interface LeaseOwner {
  nodeId: string;
  /** Counts the changes of owner. */
  epoch: number;
}

/**
 * Leases of partitions. They only make the log's work light: who writes without owning is refused by the log (D1).
 * Every method throws ProtocolError `store_unavailable` when the database does not answer.
 */
export interface LeaseStore {
  /**
   * In one transaction: notes that the node lives, renews what it has for `ttlMs`, takes of `wanted` what is free or
   * expired, and answers how things stand then. What has expired and nobody took is renewed too.
   */
  renew(request: { nodeId: string; ttlMs: number; wanted: readonly number[] }): Promise<LeaseView>;
  /** Gives up what the node has of these partitions; when it leaves, also its presence. */
  release(request: { nodeId: string; partitions: readonly number[]; leaves: boolean }): Promise<void>;
}
