/** The product on servers that somebody else runs: TimescaleDB and NATS by their addresses. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { startNatsServer } from "@trajectory/server/bus/nats-server.ts";
import { TEST_DATABASES } from "@trajectory/server/store/testing/postgres.ts";
import { Client } from "../client.ts";
import { startProduct } from "../product.ts";

const timescale = TEST_DATABASES.find(({ name }) => name === "timescaledb");

describe.skipIf(timescale?.available !== true)(`given servers: ${timescale?.title}, nats-server`, () => {
  it("serve a session like the embedded ones", async () => {
    const database = await timescale!.start();
    onTestFinished(() => database.stop());
    const folder = await mkdtemp(join(tmpdir(), "trajectory-nats-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const nats = await startNatsServer({ dataDir: folder, allowInstall: false, log: () => {} });
    if ("fallback" in nats) throw new Error(nats.fallback);
    onTestFinished(() => nats.stop());

    await using product = await startProduct({
      env: { DATABASE_URL: await database.newDatabase(), NATS_URL: nats.url },
    });
    expect(product.output.join("\n")).toMatch(/^Database\s+timescaledb 2\.\S+ \(apache\) on postgresql 17/m);
    const client = new Client(product.url);
    await client.createOwner();
    const [recording] = await client.must<{ id: string }[]>("GET", "/api/recordings");
    const ended = new Promise<string>((resolve) => {
      const socket = client.feed((message) => {
        if (!("event" in message) || !message.event.json.includes('"session_ended"')) return;
        resolve(message.event.json);
        socket.close();
      });
    });
    await client.must("POST", "/api/replays", { recordingId: recording?.id, speed: 20 });
    const { payload } = JSON.parse(await ended) as {
      payload: { ledger: { stored: number; outstanding: number }[] };
    };
    expect(payload.ledger.map(({ outstanding }) => outstanding)).toEqual(payload.ledger.map(() => 0));
    expect(payload.ledger.every(({ stored }) => stored > 0)).toBe(true);
  });
});

it("serves without NATS, on messages inside the process", async () => {
  await using product = await startProduct({ args: ["--nats-url", "memory:"] });
  expect(product.output.join("\n")).toMatch(/^Messages\s+in-memory/m);
  const client = new Client(product.url);
  const { id } = await client.createOwner();
  await client.must("POST", "/api/demo");
  const { state } = await client.must<{ state: PhysicsSnapshot }>("GET", `/api/state/${id}`);
  expect(state.eta.value).toBeCloseTo(0.8444345, 5);
});
