/** An uplink over the store in memory, with injected time, and devices without a network. */
import { VirtualTimeScheduler } from "rxjs";
import { vi } from "vitest";
import type { Hello } from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import type { Authenticate, SignalStore, TellSession } from "../ports.ts";
import { createUplink } from "../uplink/uplink.ts";
import { FakeDevice } from "./fake-device.ts";
import { MemorySignalStore } from "./memory-signal-store.ts";
import { MOTION, RR, cutTrack, walkTrack } from "./signals.ts";

export const START = 1_790_000_000_000_000;
export const SESSION = "00000000-0000-4000-8000-000000000001";
export const track = walkTrack(60, START);
export const blocks = cutTrack(
  track,
  Array.from({ length: 120 }, (_, i) => i * 50),
);

export function helloOf(overrides: Partial<Hello> = {}): Hello {
  return {
    protocolVersion: PROTOCOL_VERSION,
    token: "token-ann",
    sessionId: SESSION,
    deviceModel: "test",
    appVersion: "1",
    streams: [MOTION, RR],
    ...overrides,
  };
}

export function setUp(
  options: {
    store?: MemorySignalStore;
    tellSession?: TellSession;
    authenticate?: Authenticate;
    limits?: Parameters<typeof createUplink>[0]["limits"];
  } = {},
) {
  const scheduler = new VirtualTimeScheduler();
  const store = options.store ?? new MemorySignalStore();
  const told: { command: string; id: string; payload: unknown }[] = [];
  const warnings: string[] = [];
  const uplink = createUplink({
    store,
    authenticate:
      options.authenticate ??
      (async (token) => (token.startsWith("token-") ? { userId: token.slice(6) } : undefined)),
    tellSession:
      options.tellSession ??
      (async (_user, command, id, payload) => void told.push({ command, id, payload })),
    publish: { isWatched: () => false, block: () => undefined, window: () => undefined },
    log: { info: () => undefined, warn: (_f, message) => warnings.push(message), error: () => undefined },
    nowUs: () => START,
    scheduler,
    ...(options.limits ? { limits: options.limits } : {}),
  });
  /** Moves the injected clock, and lets everything happen that is due. */
  async function pass(ms: number): Promise<void> {
    scheduler.maxFrames = scheduler.now() + ms;
    scheduler.flush();
    scheduler.frame = scheduler.maxFrames;
    await settle();
  }
  async function welcomed(hello: Partial<Hello> = {}): Promise<FakeDevice> {
    const device = new FakeDevice(uplink);
    device.send({ hello: helloOf(hello) });
    await vi.waitUntil(() => device.all("welcome").length === 1, { interval: 1, timeout: 20_000 });
    return device;
  }
  return { uplink, store, told, warnings, pass, welcomed };
}

/** Lets promises that are settled go on; nothing here waits for time. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 200; i++) await Promise.resolve();
}

/** A gate in front of the store that tests open. */
export function gateOn(store: MemorySignalStore, ...calls: (keyof SignalStore)[]) {
  const waiting: (() => void)[] = [];
  store.gate = (call) =>
    calls.includes(call) ? new Promise<void>((resolve) => waiting.push(resolve)) : Promise.resolve();
  return {
    get waiting() {
      return waiting.length;
    },
    open(count = waiting.length) {
      for (const go of waiting.splice(0, count)) go();
    },
  };
}
