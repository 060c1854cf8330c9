import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { uplinkDownCodec, uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import type { UplinkDown } from "@trajectory/protocols/messages.ts";
import { blocks, helloOf } from "../testing/uplink-setup.ts";
import { startUplinkServer } from "../testing/uplink-server.ts";
import { bridgeEchelon } from "./echelon.ts";

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** An engine that is dialled, greets and sends the first blocks on each connection. */
async function startEngine(port = 0) {
  const received: UplinkDown[] = [];
  const sockets: WebSocket[] = [];
  const server = new WebSocketServer({ port, host: "127.0.0.1" });
  server.on("connection", (socket) => {
    sockets.push(socket);
    socket.on("message", (data) => {
      const message = uplinkDownCodec.decode(data as Buffer);
      received.push(message);
      if (!("welcome" in message)) return;
      for (const block of blocks.slice(0, 4)) socket.send(uplinkUpCodec.encode({ block }));
    });
    socket.send(uplinkUpCodec.encode({ hello: helloOf({ token: "" }) }));
  });
  await once(server, "listening");
  open.push(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, received, sockets };
}

describe("bridge to an Echelon engine", () => {
  it("dials out, takes its blocks, and dials again when the connection is lost", async () => {
    const ours = await startUplinkServer();
    open.push(() => ours.close());
    const engine = await startEngine();
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const bridge = bridgeEchelon({ url: engine.url, uplink: ours.uplink, token: "token-ann", log });
    open.push(() => bridge.stop());
    const acknowledged = () =>
      engine.received.filter((m) => "ack" in m && m.ack.positions.some(({ nextSeq }) => nextSeq === 200))
        .length;
    await vi.waitUntil(() => acknowledged() === 1, { timeout: 20_000, interval: 5 });
    engine.sockets[0]?.terminate();
    await vi.waitUntil(() => bridge.status().connections === 2 && acknowledged() === 2, {
      timeout: 20_000,
      interval: 5,
    });
    expect(ours.uplink.stats()).toMatchObject({ samplesStored: 200, sessions: 1 });
    expect(ours.uplink.stats().blocksDuplicate).toBe(4);
    expect(bridge.status().framesReceived).toBe(10);
  });

  it("says why it is not connected", async () => {
    const ours = await startUplinkServer();
    open.push(() => ours.close());
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const bridge = bridgeEchelon({ url: "ws://127.0.0.1:1", uplink: ours.uplink, token: "token-ann", log });
    open.push(() => bridge.stop());
    await vi.waitUntil(() => bridge.status().lastError !== undefined, { timeout: 20_000, interval: 5 });
    expect(bridge.status()).toMatchObject({ connected: false, connections: 0 });
    expect(bridge.status().lastError).toContain("ECONNREFUSED");
  });
});
