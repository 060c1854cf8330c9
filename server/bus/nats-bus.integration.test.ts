import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BusFabric, busSuite } from "@trajectory/protocols/bus/bus.suite.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findNatsBinary } from "./nats-binary.ts";
import { connectNats } from "./nats-bus.ts";
import { type NatsServer, startNatsServer } from "./nats-server.ts";

async function startServer(dataDir: string): Promise<NatsServer> {
  const server = await startNatsServer({ dataDir, allowInstall: false, log: () => {} });
  if ("fallback" in server) throw new Error(server.fallback);
  return server;
}

async function openFabric(): Promise<BusFabric> {
  const dataDir = await mkdtemp(join(tmpdir(), "trajectory-nats-"));
  let server = await startServer(dataDir);
  return {
    connect: (onHandlerError) => connectNats({ url: server.url, name: "suite", onHandlerError }),
    interrupt: {
      down: () => server.stop(),
      up: async () => {
        server = await startServer(dataDir);
      },
    },
    close: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

const unavailable = "missing" in (await findNatsBinary({ dataDir: "", allowInstall: false, log: () => {} }));

busSuite("nats", openFabric, { reconnects: true, unavailable });

describe.skipIf(unavailable)("NATS bus", () => {
  let dataDir: string;
  let server: NatsServer;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "trajectory-nats-"));
    server = await startServer(dataDir);
  });
  afterAll(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true });
  });

  it("says which server it talks to", async () => {
    const bus = await connectNats({ url: server.url, name: "test" });
    expect(bus.description).toMatch(/^nats \d+\.\d+\.\d+/);
    await bus.close();
  });

  it("refuses a wrong token without showing the right one", async () => {
    const url = new URL(server.url);
    const attempt = connectNats({ url: `nats://wrong@${url.host}`, name: "test" });
    await expect(attempt).rejects.toMatchObject({
      code: "unreachable",
      message: expect.stringContaining(url.host),
    });
  });

  it("says that no server is there", async () => {
    await expect(connectNats({ url: "nats://127.0.0.1:1", name: "test" })).rejects.toMatchObject({
      code: "unreachable",
    });
  });

  it("drops and counts what the server does not take, instead of keeping it", async () => {
    const bus = await connectNats({ url: server.url, name: "test", maxOutbound: 4 * 1_048_576 });
    const lost = Promise.withResolvers<void>();
    bus.onStatus((connected) => !connected && lost.resolve());
    process.kill(server.pid, "SIGSTOP");
    try {
      for (let i = 0; i < 64; i++) bus.publish("backlog", new Uint8Array(262_144));
      expect(bus.droppedOutbound).toBe(48);
    } finally {
      process.kill(server.pid, "SIGCONT");
    }
    await bus.flush();
    bus.publish("backlog", new Uint8Array(262_144));
    expect(bus.droppedOutbound).toBe(48);
    await bus.close();
  });

  it("notices a server that stands still", async () => {
    const bus = await connectNats({ url: server.url, name: "test", pingIntervalMs: 100 });
    const status: boolean[] = [];
    bus.onStatus((connected) => void status.push(connected));
    process.kill(server.pid, "SIGSTOP");
    try {
      await vi.waitFor(() => expect(status).toEqual([false]), { timeout: 20_000 });
    } finally {
      process.kill(server.pid, "SIGCONT");
    }
    await vi.waitFor(() => expect(status).toEqual([false, true]), { timeout: 20_000 });
    await bus.close();
  });
});
