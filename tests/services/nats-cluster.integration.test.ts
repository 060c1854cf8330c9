import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectNats } from "@trajectory/server/bus/nats-bus.ts";
import { expect, it, onTestFinished } from "vitest";
import { startNatsCluster } from "./nats-cluster.ts";
import { until } from "./until.ts";

/** Less than the time that dialling a silent server takes. */
const SOON_MS = 3_000;

it("lets the bus go on at another server when its own is silent", async ({ skip }) => {
  const folder = await mkdtemp(join(tmpdir(), "trajectory-cluster-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const cluster = await startNatsCluster(folder, 2);
  if ("unavailable" in cluster) return skip(cluster.unavailable);
  onTestFinished(() => cluster[Symbol.asyncDispose]());
  const bus = await connectNats({ url: cluster.url, name: "test", pingIntervalMs: 100 });
  onTestFinished(() => bus.close());
  const seen: boolean[] = [];
  bus.onStatus((connected) => seen.push(connected));

  // Whichever it is connected to: one after the other is silent for a while.
  for (const server of cluster.servers) {
    const before = seen.length;
    server.pause();
    const other = await connectNats({
      url: cluster.url.split(",")[cluster.servers.indexOf(server) === 0 ? 1 : 0] ?? "",
      name: "other",
    });
    onTestFinished(() => other.close());
    const subscription = bus.subscribe("greet", (message) => message.respond(message.data));
    const hello = new TextEncoder().encode("hello");
    await until("an answer through the server that is left", SOON_MS, () =>
      other.request("greet", hello, { timeoutMs: 200 }).then(
        () => true,
        () => false,
      ),
    );
    subscription.unsubscribe();
    server.resume();
    expect(seen.slice(before)).toEqual(seen.length === before ? [] : [false, true]);
  }
  expect(seen.length).toBeGreaterThan(0);
  return undefined;
});
