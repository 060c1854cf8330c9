/** What the operator's functions read of the store; main.ts hands it in. */
import type { StoredSnapshot } from "@trajectory/actors/runtime/ports.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";

export interface KnownUser {
  userId: string;
  name: string;
  email: string;
  role: "owner" | "member";
  /** Events in the log, and when the newest was recorded, ms since the Unix epoch. */
  events: number;
  lastEventAt?: number;
}

export interface SnapshotInfo {
  seq: number;
  machineVersion: number;
  /** Version of the mathematics; undefined where the state names none. */
  modelVersion: string | undefined;
  stateHash: string;
  /** ms since the Unix epoch */
  savedAt: number;
}

/** Every method throws ProtocolError `store_unavailable` when the database does not answer. */
export interface OperationsStore {
  /** Ordered by id, behind `after`. */
  users(after: string | undefined, limit: number): Promise<KnownUser[]>;
  /** Whether there is such an account, or a log of one that is gone. */
  isKnown(userId: string): Promise<boolean>;
  /** Users with events, in an order that `salt` shuffles. */
  sample(salt: string, count: number): Promise<string[]>;
  /** Seq of the newest event; 0 without any. */
  head(userId: string): Promise<number>;
  /** Seq of the last event before the first one that is later than `at`; 0 when there is none. */
  headAt(userId: string, at: number): Promise<number>;
  /** Events with seq > afterSeq in order, at most `limit`. */
  events(userId: string, afterSeq: number, limit: number): Promise<EventRecord[]>;
  /** Newest first. */
  snapshots(userId: string, limit: number): Promise<SnapshotInfo[]>;
  /** The oldest one with seq >= fromSeq. */
  snapshotFrom(userId: string, fromSeq: number): Promise<StoredSnapshot | undefined>;
  /** The newest one with seq <= uptoSeq. */
  snapshotUpTo(userId: string, uptoSeq: number): Promise<StoredSnapshot | undefined>;
}
