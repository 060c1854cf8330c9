/** A real WebSocket server on loopback with the uplink behind it, for tests. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { StoredBlock, Window } from "@trajectory/protocols/messages.ts";
import type { Telling } from "../uplink/commands.ts";
import { type Uplink, type UplinkOptions, createUplink } from "../uplink/uplink.ts";
import { plainBlock } from "../samples/block.ts";
import { MemorySignalStore } from "./memory-signal-store.ts";

export interface UplinkServer {
  url: string;
  store: MemorySignalStore;
  uplink: Uplink;
  told: { userId: string; command: Telling["command"]; id: string; payload: unknown }[];
  blocks: StoredBlock[];
  windows: Window[];
  /** Sockets that are open now, oldest first. */
  sockets: Set<WebSocket>;
  close(): Promise<void>;
}

/** Tokens are `token-<user>`. */
export async function startUplinkServer(
  overrides: Partial<UplinkOptions> = {},
  store = new MemorySignalStore(),
): Promise<UplinkServer> {
  const told: UplinkServer["told"] = [];
  const blocks: StoredBlock[] = [];
  const windows: Window[] = [];
  const uplink = createUplink({
    store,
    authenticate: async (token) => (token.startsWith("token-") ? { userId: token.slice(6) } : undefined),
    async tellSession(userId, command, id, payload) {
      told.push({ userId, command, id, payload });
    },
    publish: {
      isWatched: () => true,
      block: (_userId, stored) => blocks.push({ ...stored, block: plainBlock(stored.block) }),
      window: (_userId, window) => windows.push(window),
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...overrides,
  });
  const sockets = new Set<WebSocket>();
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", maxPayload: 64 * 1024 * 1024 });
  server.on("connection", (socket) => {
    sockets.add(socket);
    const connection = uplink.accept({
      send: (bytes) => socket.send(bytes),
      close: (code, reason) => socket.close(code, reason),
      get bufferedAmount() {
        return socket.bufferedAmount;
      },
    });
    socket.on("message", (data) => connection.receive(data as Buffer));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      connection.closed();
    });
  });
  await once(server, "listening");
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    store,
    uplink,
    told,
    blocks,
    windows,
    sockets,
    async close() {
      await uplink.stop();
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
