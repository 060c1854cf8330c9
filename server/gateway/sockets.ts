/** The two WebSockets: /api/feed for dashboards and programs that read along, /api/uplink for devices. */
import type { Writable } from "node:stream";
import type { WebSocket } from "@fastify/websocket";
import type { DeviceSocket } from "@trajectory/ingest/uplink/device-socket.ts";
import type { Uplink } from "@trajectory/ingest/uplink/uplink.ts";
import { CLOSE_CODES, type CloseCode } from "@trajectory/protocols/close-codes.ts";
import { feedDownCodec, feedUpCodec } from "@trajectory/protocols/codec.ts";
import { ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import type { Log } from "../log.ts";
import type { App } from "./app.ts";
import { readerOf, tokenOf } from "./auth.ts";
import type { FeedHub } from "./feed/feed-hub.ts";
import type { AccountStore } from "./ports.ts";
import type { UserSockets } from "./user-sockets.ts";

const HELLO_MS = 10_000;
/** A client that answers no ping in between is gone. */
const PING_MS = 20_000;
const SWEEP_MS = 100;

export interface SocketTimers {
  setInterval(callback: () => void, ms: number): () => void;
  setTimeout(callback: () => void, ms: number): () => void;
}

export const systemTimers: SocketTimers = {
  setInterval(callback, ms) {
    const timer = setInterval(callback, ms);
    return () => clearInterval(timer);
  },
  setTimeout(callback, ms) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

export interface FeedRouteOptions {
  accounts: AccountStore;
  hub: FeedHub;
  sockets: UserSockets;
  timers: SocketTimers;
  now: () => number;
  log: Log;
}

export function feedRoute(app: App, { accounts, hub, sockets, timers, now, log }: FeedRouteOptions): void {
  const stopSweep = timers.setInterval(() => hub.sweep(), SWEEP_MS);
  app.addHook("onClose", async () => stopSweep());

  app.get("/api/feed", { websocket: true }, (socket, request) => {
    keepAlive(socket, timers);
    const cancelHello = timers.setTimeout(() => socket.close(CLOSE_CODES.helloTimeout, "no Hello"), HELLO_MS);
    socket.on("close", cancelHello);
    socket.once("message", (data) => {
      cancelHello();
      open(data).catch((error: unknown) => {
        const { code } = toProtocolError(error);
        if (code === "internal") log.error({ err: error }, "a feed could not be opened");
        socket.close(closeCodeOf(code), code);
      });
    });

    async function open(data: unknown): Promise<void> {
      const { hello } = feedUpCodec.decode(bytesOf(data));
      if (hello.protocolVersion !== PROTOCOL_VERSION) {
        throw new ProtocolError("protocol_version_unsupported", `This server speaks ${PROTOCOL_VERSION}.`);
      }
      const { user, keyId } = await readerOf(accounts, request);
      if (socket.readyState !== socket.OPEN) return;
      sockets.add(user.id, socket, keyId);
      const welcome = { protocolVersion: PROTOCOL_VERSION, userId: user.id, serverTimeUs: now() * 1_000 };
      socket.send(feedDownCodec.encode({ welcome }));
      const { ready, detach } = hub.attach(user.id, socket, hello.afterSeq);
      socket.on("close", detach);
      await ready;
    }
  });
}

export function uplinkRoute(app: App, uplink: Pick<Uplink, "accept">, timers: SocketTimers): void {
  app.get("/api/uplink", { websocket: true }, (socket, request) => {
    keepAlive(socket, timers);
    const connection = uplink.accept(inOneWrite(socket, request.raw.socket), tokenOf(request));
    socket.on("message", (data) => connection.receive(bytesOf(data)));
    socket.on("close", () => connection.closed());
  });
}

const BINARY_FRAME = 0x82;
/** Longer payloads have a longer header. */
const SHORT = 126;

/**
 * What the server tells devices are short frames, thousands a second: header and payload go to the network in one
 * write, where the library makes two.
 */
function inOneWrite(socket: WebSocket, network: Writable): DeviceSocket {
  return {
    send(bytes) {
      if (bytes.byteLength >= SHORT || socket.readyState !== socket.OPEN) {
        socket.send(bytes);
        return;
      }
      const frame = Buffer.allocUnsafe(2 + bytes.byteLength);
      frame[0] = BINARY_FRAME;
      frame[1] = bytes.byteLength;
      frame.set(bytes, 2);
      network.write(frame);
    },
    close: (code, reason) => socket.close(code, reason),
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
  };
}

function closeCodeOf(code: ProtocolError["code"]): CloseCode {
  if (code === "not_signed_in") return CLOSE_CODES.unauthorized;
  return code === "internal" || code === "store_unavailable" || code === "busy"
    ? CLOSE_CODES.internal
    : CLOSE_CODES.refused;
}

function keepAlive(socket: WebSocket, timers: SocketTimers): void {
  let alive = true;
  const stop = timers.setInterval(() => {
    if (!alive) {
      socket.terminate();
      return;
    }
    alive = false;
    socket.ping();
  }, PING_MS);
  socket.on("pong", () => {
    alive = true;
  });
  socket.on("close", stop);
}

/** `ws` hands every message over as one Buffer, text too; the codec refuses what is no protobuf. */
function bytesOf(data: unknown): Uint8Array {
  return data instanceof Uint8Array ? data : new Uint8Array();
}
