/** The door for devices: sessions of all sockets, their windows, and what becomes of every sample. */
import type { SchedulerLike } from "rxjs";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Authenticate, Log, SignalStore, TellSession, UplinkPublish } from "../ports.ts";
import type { DeviceConnection, DeviceSocket } from "./device-socket.ts";
import type { UplinkLimits } from "./limits.ts";

export interface UplinkOptions {
  store: SignalStore;
  authenticate: Authenticate;
  tellSession: TellSession;
  publish: UplinkPublish;
  log: Log;
  /** Server clock, microseconds since the Unix epoch. Default: Date.now. */
  nowUs?: () => number;
  /** Time-outs run on it. Default: the event loop. */
  scheduler?: SchedulerLike;
  limits?: Partial<UplinkLimits>;
}

export interface Uplink {
  /** `token`: what the socket's own request carried, such as a session cookie; a token in Hello goes first. */
  accept(socket: DeviceSocket, token?: string): DeviceConnection;
  /** Closes every socket with goingAway, and resolves when everything received is stored and told. */
  stop(): Promise<void>;
  stats(): UplinkStats;
}

export interface UplinkStats {
  sockets: number;
  sessions: number;
  /** Blocks that wait for COMMIT. */
  pendingBlocks: number;
  /** Since the start of the process. */
  blocksStored: number;
  samplesStored: number;
  blocksDuplicate: number;
  windows: number;
  /** Windows that could not be told to their session actor; the log names them. */
  windowsUntold: number;
  refusals: number;
}

export function createUplink(_options: UplinkOptions): Uplink {
  throw new ProtocolError("internal", "The uplink is not written yet.");
}
