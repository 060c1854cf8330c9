import type { SchedulerLike } from "rxjs";
import type { Stream } from "@trajectory/protocols/messages.ts";
import type { GesturesOf, Log, SignalStore, TellSession, UplinkPublish } from "../ports.ts";
import type { UplinkLimits } from "./limits.ts";

/** What all sessions of a process share. */
export interface SessionContext {
  store: SignalStore;
  tellSession: TellSession;
  publish: UplinkPublish;
  gesturesOf: GesturesOf;
  log: Log;
  nowUs: () => number;
  scheduler: SchedulerLike;
  limits: UplinkLimits;
  counts: UplinkCounts;
}

/** Counted since the start of the process, but for the first two, which are now. */
export interface UplinkCounts {
  /** In memory, with a socket or lingering. */
  sessions: number;
  /** Blocks that wait for COMMIT. */
  pendingBlocks: number;
  blocksStored: number;
  samplesStored: number;
  blocksDuplicate: number;
  windows: number;
  /** Windows and commands that were given up; the log names them. */
  windowsUntold: number;
  refusals: number;
}

export interface SessionIdentity {
  sessionId: string;
  userId: string;
  deviceModel: string;
  openedUs: number;
  streams: readonly Stream[];
}
