/** Real servers, nodes and people for the bench of the runtime. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import { BusError } from "@trajectory/protocols/bus/port.ts";
import { commandSubject } from "@trajectory/protocols/subjects.ts";
import { connectNats, type NatsBus } from "@trajectory/server/bus/nats-bus.ts";
import { startNatsServer } from "@trajectory/server/bus/nats-server.ts";
import { startEmbeddedPostgres } from "@trajectory/server/store/embedded-postgres.ts";
import { type Product, startProduct } from "../../product.ts";

export const USERS = 1_000;
export const IN_FLIGHT = 256;
export const TIMEOUT_MS = 5_000;
/** What a node took with it when it died is never answered: who asks again, under the same id, waits no longer. */
const PATIENCE_MS = 500;

export interface World {
  databaseUrl: string;
  natsUrl: string;
  bus: NatsBus;
  folder: string;
}

export async function openWorld(stack: AsyncDisposableStack): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "trajectory-bench-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, "postgres"), log: silent });
  stack.defer(() => postgres.stop());
  const nats = await startNatsServer({ dataDir: folder, allowInstall: false, log: () => {} });
  if ("fallback" in nats) throw new Error(nats.fallback);
  stack.defer(() => nats.stop());
  const bus = await connectNats({ url: nats.url, name: "bench" });
  stack.defer(() => bus.close());
  return { databaseUrl: postgres.url, natsUrl: nats.url, bus, folder };
}

export function startNode(world: World, name: string): Promise<Product> {
  return startProduct({
    args: ["--roles", "actors"],
    env: { DATABASE_URL: world.databaseUrl, NATS_URL: world.natsUrl },
    dataDir: join(world.folder, name),
  });
}

export const users = Array.from({ length: USERS }, () => randomUUID());
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A counter per user: the importance of one goal. Resolves with the time to the durable answer, ms. */
export async function command(
  bus: NatsBus,
  userId: string,
  value: number,
  id: string = randomUUID(),
  timeoutMs = TIMEOUT_MS,
): Promise<number> {
  const started = performance.now();
  const payload = { goal: { id: "counter", name: "Counter", importance: (value % 999) + 1 } };
  const envelope = encoder.encode(JSON.stringify({ id, payload }));
  const answer = await bus.request(commandSubject(userId, "life", "set_goal"), envelope, {
    timeoutMs,
  });
  const reply = JSON.parse(decoder.decode(answer)) as CommandReply;
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
  return performance.now() - started;
}

/** Repeats one command, with one id, until it is answered; ms since `from`. */
export async function servedAgain(bus: NatsBus, userId: string, from: number): Promise<number> {
  const id = randomUUID();
  for (;;) {
    try {
      await command(bus, userId, 1, id, PATIENCE_MS);
      return performance.now() - from;
    } catch (error) {
      const passing =
        error instanceof BusError ||
        (error instanceof Error && /^(busy|unknown_outcome)/.test(error.message));
      if (!passing) throw error;
      await wait(2);
    }
  }
}
