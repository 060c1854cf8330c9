import { expect, test } from "vitest";
import { connectNats } from "@trajectory/server/bus/nats-bus.ts";
import { startNatsServer } from "@trajectory/server/bus/nats-server.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drive } from "./load.ts";

const encoder = new TextEncoder();

test("every command is counted, and one refusal ends the load", async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "trajectory-load-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const nats = await startNatsServer({ dataDir: folder, allowInstall: false, log: () => {} });
  if ("fallback" in nats) throw new Error(nats.fallback);
  stack.defer(() => nats.stop());
  const bus = await connectNats({ url: nats.url, name: "test" });
  stack.defer(() => bus.close());
  const ids = new Set<string>();
  const state = { refuseAfter: Infinity };
  bus.subscribe("counted.*", (message) => {
    ids.add((JSON.parse(new TextDecoder().decode(message.data)) as { id: string }).id);
    const refused = ids.size > state.refuseAfter;
    message.respond(encoder.encode(refused ? '{"ok":false,"error":{"code":"busy"}}' : '{"ok":true,"seq":1}'));
  });
  await bus.flush();

  const load = { natsUrl: nats.url, subjects: ["counted.a", "counted.b"], inFlight: 8, seconds: 0.2 };
  const free = await drive(load);
  expect(free.latencies.length).toBe(ids.size);
  const paced = await drive({ ...load, perSecond: 100 });
  expect(paced.latencies.length).toBeLessThanOrEqual(20);
  expect(free.latencies.length + paced.latencies.length).toBe(ids.size);

  state.refuseAfter = ids.size + 3;
  await expect(drive({ ...load, seconds: 30 })).rejects.toThrow(/busy/);
  await expect(drive({ ...load, subjects: ["nobody.here"], seconds: 30 })).rejects.toThrow(/503/);
});
