/**
 * `npm run bench -- uplink`: what a sample and a window cost from the socket's frame to the window, without network
 * and database, and what a session holds in memory. One process, no load generator: frames are made before.
 */
import { randomUUID } from "node:crypto";
import { beatFeatures } from "@trajectory/engine/signals/heart-features.ts";
import { gaitFeatures, movementFeatures } from "@trajectory/engine/signals/motion-features.ts";
import { formulaRr, sineWalk } from "@trajectory/engine/signals/testing.ts";
import { uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import { SYNTHETIC_STREAM, SyntheticPhone } from "../sources/synthetic.ts";
import { emptyStore } from "../testing/empty-store.ts";
import { type Uplink, createUplink } from "./uplink.ts";

interface Result {
  metric: string;
  value: number;
  unit: string;
  ratio?: number;
  of?: string;
}

const START_US = 1_790_000_000_000_000;
const WINDOW_LIMIT_US = 50;
const MEMORY_LIMIT_KB = 40;

export async function run({ quick }: { quick: boolean }): Promise<{ results: Result[]; notes: string[] }> {
  const few = await measureSessions(10, quick ? 600 : 3600);
  const many = await measureSessions(quick ? 500 : 4000, quick ? 60 : 120);
  const results: Result[] = [
    ...windowCosts(quick ? 2_000 : 20_000),
    { metric: "cpu_ns_per_sample", value: many.nsPerSample, unit: "ns" },
    {
      metric: "cost_many_sessions",
      value: many.nsPerSample / few.nsPerSample,
      unit: "1",
      ratio: many.nsPerSample / few.nsPerSample,
      of: `a sample of 10 sessions, ${few.nsPerSample.toFixed(0)} ns`,
    },
  ];
  const notes = [
    `${many.sessions} sessions of 10 channels at 100 Hz, ${many.seconds} s each; 10 sessions of ${few.seconds} s.`,
    "Decoding, checking, sequence, windows and acknowledging; no sockets, no database, no actors.",
  ];
  if (many.kbPerSession === undefined) {
    notes.push("Memory was not measured: run node with --expose-gc (NODE_OPTIONS=--expose-gc).");
  } else {
    results.push({
      metric: "memory_per_session_kb",
      value: many.kbPerSession,
      unit: "kB",
      ratio: many.kbPerSession / MEMORY_LIMIT_KB,
      of: `limit, ${MEMORY_LIMIT_KB} kB`,
    });
  }
  return { results, notes };
}

function windowCosts(repeats: number): Result[] {
  const { tS, r } = sineWalk();
  const motion = { tS, r, count: 1000, lengthS: 10, nominalHz: 100 };
  const second = { ...motion, count: 100, lengthS: 1 };
  const reach = { ...motion, count: 500, lengthS: 5 };
  const rr = formulaRr().slice(0, 80);
  const beatS: number[] = [];
  for (const interval of rr) beatS.push((beatS.at(-1) ?? 0) + interval / 1000);
  const beats = { beatS, rr, follows: rr.map(() => 1), count: 80, lengthS: 64 };
  return [
    cost("screen_window_us", repeats, () => [
      ...movementFeatures(second, true),
      ...gaitFeatures(reach, true),
    ]),
    cost("motion_window_us", repeats, () => [...movementFeatures(motion, false), ...gaitFeatures(motion)]),
    cost("heart_window_us", repeats, () => beatFeatures(beats)),
  ];
}

function cost(metric: string, repeats: number, work: () => readonly unknown[]): Result {
  let features = 0;
  for (let i = 0; i < repeats; i++) features += work().length;
  const start = process.cpuUsage();
  for (let i = 0; i < repeats; i++) features += work().length;
  const { user, system } = process.cpuUsage(start);
  if (features === 0) throw new Error("a window without features");
  const value = (user + system) / repeats;
  return { metric, value, unit: "µs", ratio: value / WINDOW_LIMIT_US, of: `limit, ${WINDOW_LIMIT_US} µs` };
}

async function measureSessions(sessions: number, seconds: number) {
  const uplink = createUplink({
    store: emptyStore(),
    authenticate: async () => ({ userId: "bench" }),
    tellSession: async () => undefined,
    publish: { isWatched: () => false, block: () => undefined, window: () => undefined },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    // Sessions live faster here than by the clock.
    limits: {
      sessionsPerUser: Number.POSITIVE_INFINITY,
      tellingsPerSecond: Number.POSITIVE_INFINITY,
    },
  });
  const phone = new SyntheticPhone(1, START_US);
  const frames = Array.from({ length: seconds * 2 }, (_, i) => phone.frame(i));
  const before = await heapKb();
  const connections = Array.from({ length: sessions }, () => connect(uplink));
  await nextTurn();
  const start = process.cpuUsage();
  for (const frame of frames) {
    for (const connection of connections) connection.receive(frame);
    await nextTurn();
  }
  const { user, system } = process.cpuUsage(start);
  const after = await heapKb();
  const { samplesStored, windowsUntold } = uplink.stats();
  if (samplesStored !== sessions * seconds * 100 || windowsUntold > 0)
    throw new Error("samples or windows were lost");
  await uplink.stop();
  return {
    sessions,
    seconds,
    nsPerSample: ((user + system) * 1000) / samplesStored,
    kbPerSession: before === undefined || after === undefined ? undefined : (after - before) / sessions,
  };
}

function connect(uplink: Uplink) {
  const connection = uplink.accept({ send: () => undefined, close: () => undefined, bufferedAmount: 0 });
  const hello = {
    protocolVersion: PROTOCOL_VERSION,
    token: "bench",
    sessionId: randomUUID(),
    deviceModel: "bench",
    appVersion: "1",
    streams: [SYNTHETIC_STREAM],
  };
  connection.receive(uplinkUpCodec.encode({ hello }));
  return connection;
}

async function heapKb(): Promise<number | undefined> {
  // Array buffers go one turn after what held them.
  for (let i = 0; i < 3; i++) {
    if (globalThis.gc === undefined) return undefined;
    globalThis.gc();
    await nextTurn();
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
