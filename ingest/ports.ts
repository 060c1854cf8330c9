/** What ingest needs from outside; server/main.ts hands it in. */
import type { OwnGestures } from "@trajectory/engine/signals/gestures/own-gestures.ts";
import type {
  Block,
  ClockExchange,
  Drop,
  End,
  Ledger,
  Position,
  Stream,
  SampleBlock,
  StoredBlock,
  Window,
} from "@trajectory/protocols/messages.ts";

export interface Device {
  userId: string;
  /** Of the key that it came with. */
  keyId?: string;
}

/**
 * Who stands behind a token (a key, or the session cookie of a browser)? Undefined: nobody.
 * @throws ProtocolError `key_scope` for a key that is for something else
 */
export type Authenticate = (token: string) => Promise<Device | undefined>;

export interface SessionOpening {
  sessionId: string;
  userId: string;
  deviceModel: string;
  appVersion: string;
  streams: readonly Stream[];
  /** Server clock, microseconds since the Unix epoch. */
  openedUs: number;
}

export interface OpenedSession {
  /** True when this call made it; false when it was resumed. */
  created: boolean;
  /** What is held of each stream after COMMIT; [] for a new session. */
  positions: readonly Position[];
  /** Stamp of the newest stored sample of each stream that has any: windows are rebuilt from a little before it. */
  newest: readonly { stream: number; lastUs: number }[];
}

export interface SignalBlock<Of extends SampleBlock = Block> {
  userId: string;
  sessionId: string;
  block: Of;
  /** Channels of the stream. */
  channels: number;
  /** Server clock when the block was decoded, microseconds. */
  receivedUs: number;
}

export interface SessionInfo {
  sessionId: string;
  userId: string;
  deviceModel: string;
  openedUs: number;
  endedUs: number | undefined;
  streams: readonly Stream[];
}

/**
 * The store of signals. Idempotent: a block counts once per (session, stream, first_seq), however often it comes.
 * Throws ProtocolError `store_unavailable` when the database does not answer; then nothing may be acknowledged.
 */
export interface SignalStore {
  /** @throws ProtocolError `session_foreign` or `session_ended` */
  openSession(opening: SessionOpening): Promise<OpenedSession>;
  session(sessionId: string): Promise<SessionInfo | undefined>;
  /** Resolves after COMMIT. Blocks of all sessions are flushed together (every flush interval or 1,000 blocks). */
  appendBlock(block: SignalBlock<SampleBlock>): Promise<void>;
  /** Resolves after COMMIT. */
  appendDrop(sessionId: string, drop: Drop): Promise<void>;
  /** Ordered by first stamp; `fromUs` <= stamp of the last sample. */
  readBlocks(sessionId: string, stream: number, fromUs: number): AsyncIterable<SignalBlock>;
  /** The newest revision of each window counts; older ones are kept. */
  appendWindows(userId: string, windows: readonly Window[]): Promise<void>;
  /** The newest revision of each window of the session with `fromUs` < t1. A rebuilt window that differs gets the next one. */
  readWindows(sessionId: string, fromUs: number): Promise<Window[]>;
  /** Clock exchanges stay beside the samples, as they came. */
  appendClockExchange(sessionId: string, exchange: ClockExchange): Promise<void>;
  /** Closes the session with the counts of the device and answers what became of every sample. */
  endSession(sessionId: string, end: End, endedUs: number): Promise<Ledger[]>;
  ledger(sessionId: string): Promise<Ledger[]>;
}

/** Sends a command to the user's session actor over the bus. @throws ProtocolError */
export type TellSession = (
  userId: string,
  command: "start_session" | "record_window" | "record_gesture" | "end_session",
  commandId: string,
  payload: unknown,
) => Promise<void>;

/** The gestures that a person has shown, as far as this process knows by now; undefined: none. */
export type GesturesOf = (userId: string) => OwnGestures | undefined;

/** Where blocks and windows go for the screen, after COMMIT. Must not block; what nobody listens to is dropped. */
export interface UplinkPublish {
  /** Somebody watches this person now: the windows of the screen are made. */
  isWatched(userId: string): boolean;
  block(userId: string, block: Omit<StoredBlock, "block"> & { block: SampleBlock }): void;
  window(userId: string, window: Window): void;
}

/** The part of a pino logger that ingest uses. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
