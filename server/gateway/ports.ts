/** What the gateway needs of its neighbours; main.ts hands it in. */
import type { StoredSnapshot } from "@trajectory/actors/runtime/ports.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Block, Stream, Window } from "@trajectory/protocols/messages.ts";
import type { KeyStore } from "./keys.ts";

export interface User {
  id: string;
  name: string;
  email: string;
  role: "owner" | "member";
}

export interface AccountStore extends KeyStore {
  findOwner(): Promise<User | undefined>;
  /** @throws ProtocolError `owner_exists` */
  createOwner(account: { name: string; email: string; passwordHash: string }): Promise<User>;
  /** @throws ProtocolError `email_taken` */
  createUser(account: { name: string; email: string; passwordHash: string }): Promise<User>;
  findByEmail(email: string): Promise<(User & { passwordHash: string }) | undefined>;
  /** Tokens are stored as their SHA-256 only. */
  createSession(userId: string, token: string, expiresAt: Date): Promise<void>;
  findSession(token: string): Promise<User | undefined>;
  deleteSession(token: string): Promise<void>;
}

export interface PersonSettings {
  /** IANA; null: UTC. */
  timeZone: string | null;
  /** What screens show; files and answers keep the units that they state. */
  units: ShownUnits;
}

export interface ShownUnits {
  acceleration: "g" | "m/s^2";
  rotation: "rad/s" | "deg/s";
}

export interface SettingsStore {
  read(userId: string): Promise<PersonSettings>;
  /** What is left out stays as it is. */
  write(userId: string, settings: Partial<PersonSettings>): Promise<void>;
}

/** Everything the tables hold of a person. */
export interface PersonalData {
  /** The rows of every table that is not left out, as newline-delimited JSON, table by table. */
  tables(
    userId: string,
    leftOut: ReadonlySet<string>,
  ): AsyncIterable<{ table: string; lines: AsyncIterable<Uint8Array> }>;
}

/** Reads of the log and the signals that a feed begins with. */
export interface HistoryStore {
  events(userId: string, afterSeq: number, limit: number): Promise<EventRecord[]>;
  /** The newest snapshot of the person in which nothing is later than `at`, ms since the Unix epoch. */
  snapshotBefore(userId: string, at: number): Promise<StoredSnapshot | undefined>;
  newestEvents(userId: string, limit: number): Promise<EventRecord[]>;
  /** Events that the command made, in order; empty when it never reached the log. */
  findCommand(userId: string, commandId: string): Promise<EventRecord[]>;
  /** Blocks and windows of the newest session's last seconds before its newest sample, oldest first. */
  recentSignals(userId: string, seconds: number): Promise<RecentSignals>;
  sessions(userId: string, limit: number): Promise<SessionRow[]>;
  /** The project of each session that has one. */
  sessionTags(userId: string): Promise<Map<string, string>>;
}

export interface RecentSignals {
  blocks: { sessionId: string; stream: Stream; block: Block; receivedUs: number }[];
  windows: Window[];
}

export interface SessionRow {
  sessionId: string;
  /** ms since the Unix epoch */
  startedAt: number;
  endedAt?: number;
  device: string;
  streams: Stream[];
}
