/**
 * What the bus port costs: our NATS adapter against the bare client library on the same server, taking turns, and
 * the in-memory bus for scale. Run with `npm run bench -- bus`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { connectNats } from "./nats-bus.ts";
import { startNatsServer } from "./nats-server.ts";
import { parseNatsUrl } from "./nats-url.ts";

interface Result {
  metric: string;
  value: number;
  unit: string;
  ratio?: number;
  of?: string;
}

/** Publishers and subscribers of one kind, reduced to what is measured. */
interface Party {
  publish(subject: string, data: Uint8Array): void;
  subscribe(subject: string, handler: (respond: (data: Uint8Array) => void) => void): { unsubscribe(): void };
  request(subject: string, data: Uint8Array): Promise<unknown>;
  flush(): Promise<void>;
}

const IN_FLIGHT = 100;
/** The client gives control back after so many messages, as any server does. */
const BURST = 500;

export async function run({ quick }: { quick: boolean }): Promise<{ results: Result[]; notes: string[] }> {
  const messages = quick ? 50_000 : 200_000;
  const requests = quick ? 5_000 : 20_000;
  const rounds = quick ? 3 : 7;
  const results: Result[] = [];
  const memory = byPort(createMemoryBus(), createMemoryBus());
  const local = await repeat(rounds, () => publishRate(memory, messages, 128));
  results.push({ metric: "memory_publish_128b", value: middle(local), unit: "messages/s" });

  const dataDir = await mkdtemp(join(tmpdir(), "trajectory-bench-"));
  try {
    const server = await startNatsServer({ dataDir, allowInstall: false, log: () => {} });
    if ("fallback" in server) return { results, notes: [`NATS is not measured: ${server.fallback}`] };
    const bareUrl = { ...parseNatsUrl(server.url), noAsyncTraces: true };
    const buses = [
      await connectNats({ url: server.url, name: "a" }),
      await connectNats({ url: server.url, name: "b" }),
    ];
    const connections = [await connect(bareUrl), await connect(bareUrl)];
    const [ours, rival] = [byPort(buses[0]!, buses[1]!), bare(connections[0]!, connections[1]!)];
    const measures: [string, string, (parties: Party) => Promise<number>][] = [
      ["nats_publish_128b", "messages/s", (party) => publishRate(party, messages, 128)],
      ["nats_publish_2kb", "messages/s", (party) => publishRate(party, messages / 4, 2_048)],
      ["nats_request_100_in_flight", "requests/s", (party) => requestRate(party, requests)],
      ["nats_request_alone_p50", "µs", (party) => requestTime(party, requests / 5)],
    ];
    for (const [metric, unit, measure] of measures) {
      const mine: number[] = [];
      const ratios: number[] = [];
      for (let round = 0; round < rounds; round++) {
        // Each is first in every other round.
        const before = round % 2 === 1 ? await measure(rival) : undefined;
        const value = await measure(ours);
        mine.push(value);
        ratios.push(value / (before ?? (await measure(rival))));
      }
      results.push({ metric, unit, value: middle(mine), ratio: middle(ratios), of: "bare nats.js" });
    }
    await Promise.all([...buses, ...connections].map((each) => each.close()));
    await server.stop();
    return {
      results,
      notes: [`${server.description}; publisher and subscriber in one process; ${rounds} rounds`],
    };
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

function byPort(from: Bus, to: Bus): Party {
  // Two in-memory buses would not hear each other.
  const receiver = from.description === "in-memory" ? from : to;
  return {
    publish: (subject, data) => from.publish(subject, data),
    subscribe: (subject, handler) =>
      receiver.subscribe(subject, (message) => handler((data) => message.respond(data)), {
        maxPending: BURST * 2,
      }),
    request: (subject, data) => from.request(subject, data, { timeoutMs: 5_000 }),
    flush: () => receiver.flush(),
  };
}

function bare(from: NatsConnection, to: NatsConnection): Party {
  return {
    publish: (subject, data) => from.publish(subject, data),
    subscribe: (subject, handler) =>
      to.subscribe(subject, { callback: (_, message) => handler((data) => void message.respond(data)) }),
    request: (subject, data) => from.request(subject, data, { timeout: 5_000 }),
    flush: () => to.flush(),
  };
}

/** Messages per second until the last one has arrived. */
async function publishRate(party: Party, count: number, size: number): Promise<number> {
  const all = Promise.withResolvers<void>();
  let received = 0;
  const subscription = party.subscribe("bench.publish", () => {
    received++;
    if (received === count) all.resolve();
  });
  await party.flush();
  const data = new Uint8Array(size);
  const start = performance.now();
  for (let sent = 0; sent < count; sent++) {
    party.publish("bench.publish", data);
    if (sent % BURST === 0) await new Promise(setImmediate);
  }
  await all.promise;
  const seconds = (performance.now() - start) / 1_000;
  subscription.unsubscribe();
  return count / seconds;
}

async function requestRate(party: Party, count: number): Promise<number> {
  return await withResponder(party, async (data) => {
    const start = performance.now();
    await Promise.all(
      Array.from({ length: IN_FLIGHT }, async () => {
        for (let i = 0; i < count / IN_FLIGHT; i++) await party.request("bench.request", data);
      }),
    );
    return count / ((performance.now() - start) / 1_000);
  });
}

async function requestTime(party: Party, count: number): Promise<number> {
  return await withResponder(party, async (data) => {
    const times: number[] = [];
    for (let i = 0; i < count; i++) {
      const start = performance.now();
      await party.request("bench.request", data);
      times.push((performance.now() - start) * 1_000);
    }
    return middle(times);
  });
}

async function withResponder(party: Party, measure: (data: Uint8Array) => Promise<number>): Promise<number> {
  const data = new Uint8Array(128);
  const subscription = party.subscribe("bench.request", (respond) => respond(data));
  await party.flush();
  const value = await measure(data);
  subscription.unsubscribe();
  return value;
}

async function repeat(times: number, measure: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let i = 0; i < times; i++) values.push(await measure());
  return values;
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
