/** The door for devices: sessions of all sockets, their windows, and what becomes of every sample. */
import { type SchedulerLike, type Subscription, asyncScheduler } from "rxjs";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import type { Authenticate, GesturesOf, Log, SignalStore, TellSession, UplinkPublish } from "../ports.ts";
import { type ConnectionHost, UplinkConnection } from "./connection.ts";
import type { DeviceConnection, DeviceSocket } from "./device-socket.ts";
import { UplinkHub } from "./hub.ts";
import { Limiter } from "./limiter.ts";
import { UPLINK_LIMITS, type UplinkLimits } from "./limits.ts";
import type { SessionContext, UplinkCounts } from "./session-context.ts";

export interface UplinkOptions {
  store: SignalStore;
  authenticate: Authenticate;
  tellSession: TellSession;
  publish: UplinkPublish;
  /** Default: nobody has shown any. */
  gesturesOf?: GesturesOf;
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
  /** Closes the sockets of a person who was deleted; resolves when nothing of theirs is on its way to the store. */
  forgetUser(userId: string): Promise<void>;
  /**
   * Closes every socket with goingAway, further ones too, and resolves when everything received is stored and told,
   * or could not be for a while: windows that are left are computed again when their device comes back.
   */
  stop(): Promise<void>;
  /** Keys with which something is open. */
  keys(): string[];
  /** A key was revoked: closes what was opened with it. */
  closeKey(keyId: string): void;
  /** Ids of the sessions in memory. */
  held(): string[];
  /** Whether a session is in memory, or on its way in or out. */
  holds(sessionId: string): boolean;
  stats(): UplinkStats;
}

export interface UplinkStats extends UplinkCounts {
  sockets: number;
}

export function createUplink(options: UplinkOptions): Uplink {
  const { store, authenticate, tellSession, publish, log } = options;
  const limits: UplinkLimits = { ...UPLINK_LIMITS, ...options.limits };
  const scheduler = options.scheduler ?? asyncScheduler;
  const counts: UplinkCounts = {
    sessions: 0,
    pendingBlocks: 0,
    blocksStored: 0,
    samplesStored: 0,
    blocksDuplicate: 0,
    windows: 0,
    windowsUntold: 0,
    refusals: 0,
  };
  const tellings = new Limiter({
    atOnce: limits.tellings,
    perSecond: limits.tellingsPerSecond,
    scheduler,
  });
  const context: SessionContext = {
    store,
    tellSession: (...telling) => tellings.run(() => tellSession(...telling)),
    publish: harmless(publish, log),
    gesturesOf: options.gesturesOf ?? (() => undefined),
    log,
    nowUs: options.nowUs ?? (() => Date.now() * 1000),
    scheduler,
    limits,
    counts,
  };
  const connections = new Map<UplinkConnection, Subscription>();
  let isStopping = false;
  const hub = new UplinkHub(context, authenticate);
  const host: ConnectionHost = {
    nowUs: hub.nowUs,
    bufferedBytes: hub.bufferedBytes,
    open: (hello, connection, token) => hub.open(hello, connection, token),
    end: (session, end) => hub.end(session, end),
    refused: (error, connection) => hub.refused(error, connection),
    left(connection, session) {
      connections.get(connection)?.unsubscribe();
      connections.delete(connection);
      hub.left(connection, session);
    },
  };
  return {
    accept(socket, token = "") {
      const connection = new UplinkConnection(host, socket, token);
      if (isStopping) {
        connection.close(CLOSE_CODES.goingAway, "going away");
        return connection;
      }
      const timer = scheduler.schedule(() => connection.helloTimedOut(), limits.helloTimeoutMs);
      connections.set(connection, timer);
      return connection;
    },
    forgetUser: (userId) => hub.forgetUser(userId),
    keys: () => hub.keys(),
    closeKey: (keyId) => hub.closeKey(keyId),
    async stop() {
      // Devices come back at once: what began here now would be cut off.
      isStopping = true;
      for (const connection of connections.keys()) connection.close(CLOSE_CODES.goingAway, "going away");
      await hub.stop();
    },
    held: () => hub.held(),
    holds: (sessionId) => hub.holds(sessionId),
    stats: () => ({ sockets: connections.size, ...counts }),
  };
}

/** A screen that cannot be reached must not stop the samples. */
function harmless(publish: UplinkPublish, log: Log): UplinkPublish {
  function guard(what: string, action: () => void): void {
    try {
      action();
    } catch (err) {
      log.warn({ what, err }, "What is new could not be published");
    }
  }
  return {
    isWatched: (userId) => publish.isWatched(userId),
    block: (userId, block) => guard("block", () => publish.block(userId, block)),
    window: (userId, window) => guard("window", () => publish.window(userId, window)),
  };
}
