/**
 * The bridge to an external Echelon engine: we dial out to it, and what it sends over the socket is taken as a device's
 * frames (UplinkUp, one per binary message); it gets the same answers. It keeps what is not acknowledged and resends.
 */
import { type SchedulerLike, type Subscription, asyncScheduler } from "rxjs";
import { WebSocket } from "ws";
import { MAX_FRAME_BYTES } from "@trajectory/protocols/codec.ts";
import type { Log } from "../ports.ts";
import type { Uplink } from "../uplink/uplink.ts";

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;
/** A connection that held so long was a good one; others, such as refused ones, are tried less and less often. */
const GOOD_MS = 30_000;
const HANDSHAKE_MS = 10_000;

export interface EchelonBridgeOptions {
  /** ws:// or wss:// address of the engine. */
  url: string;
  uplink: Uplink;
  /** Of the user whose sessions the engine sends; a token in Hello goes first. */
  token: string;
  log: Log;
  scheduler?: SchedulerLike;
}

export interface EchelonBridge {
  status(): EchelonStatus;
  /** Closes the socket and dials no more. */
  stop(): void;
}

export interface EchelonStatus {
  connected: boolean;
  /** Connections since the start. */
  connections: number;
  framesReceived: number;
  /** Why the last connection ended, or could not be made. */
  lastError: string | undefined;
}

/** Dials at once, and again with growing pauses whenever the connection is lost, until it is stopped. */
export function bridgeEchelon(options: EchelonBridgeOptions): EchelonBridge {
  const { url, uplink, token, log } = options;
  const scheduler = options.scheduler ?? asyncScheduler;
  const status: EchelonStatus = { connected: false, connections: 0, framesReceived: 0, lastError: undefined };
  let attempt = 0;
  let stopped = false;
  let timer: Subscription | undefined;
  let socket: WebSocket | undefined;

  function dial(): void {
    const mine = new WebSocket(url, {
      perMessageDeflate: false,
      maxPayload: MAX_FRAME_BYTES,
      handshakeTimeout: HANDSHAKE_MS,
    });
    let openedAt: number | undefined;
    socket = mine;
    mine.on("open", () => {
      openedAt = scheduler.now();
      status.connected = true;
      status.connections++;
      log.info({ url }, "The Echelon engine is connected");
      const connection = uplink.accept(
        {
          send: (bytes) => mine.send(bytes),
          close: (code, reason) => mine.close(code, reason),
          get bufferedAmount() {
            return mine.bufferedAmount;
          },
        },
        token,
      );
      mine.on("message", (data) => {
        status.framesReceived++;
        connection.receive(data as Buffer);
      });
      mine.on("close", () => connection.closed());
    });
    mine.on("error", (error) => {
      status.lastError = error.message;
    });
    mine.on("close", (code, reason) => {
      if (status.connected) status.lastError = `closed with ${code} ${reason.toString()}`.trim();
      status.connected = false;
      if (stopped) return;
      if (openedAt !== undefined && scheduler.now() - openedAt >= GOOD_MS) attempt = 0;
      const delay = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);
      attempt++;
      log.warn({ url, delay, lastError: status.lastError }, "The Echelon engine is not connected");
      timer = scheduler.schedule(dial, delay);
    });
  }

  dial();
  return {
    status: () => ({ ...status }),
    stop() {
      stopped = true;
      timer?.unsubscribe();
      socket?.close();
    },
  };
}
