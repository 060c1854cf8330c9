/** Joins the parts that tell people something while no page is open. */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import { openWeb } from "@trajectory/ingest/documents/net/web.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import type { Log } from "./log.ts";
import type { PartHealth } from "./part-health.ts";
import { PushFollower } from "./push/follower.ts";
import { Pushes } from "./push/pushes.ts";
import { PushSender } from "./push/sender.ts";
import type { Store } from "./store/store.ts";

export interface PushParts {
  store: Store["push"];
  bus: Bus;
  clock: Clock;
  log: Log;
  /** `host:port` of push services in private networks. */
  privateHosts: readonly string[];
  /** This node sends; the others leave it to those that do. */
  sends: boolean;
}

export interface OpenPush extends AsyncDisposable {
  pushes: Pushes;
  start(): void;
  health(): PartHealth;
}

/** Longest time of one push, ms. */
const LONGEST_MS = 15_000;
/** Of an answer that nobody reads. */
const MOST_BYTES = 65_536;

export function openPush({ store, bus, clock, log, privateHosts, sends }: PushParts): OpenPush {
  const pushes = new Pushes({ ...store, bus, privateHosts, now: () => clock.now() });
  const web = openWeb({ privateHosts, longestMs: LONGEST_MS, mostBytes: MOST_BYTES, mostRedirects: 0 });
  const sender = new PushSender({
    store: store.outbox,
    serverKeys: () => pushes.serverKeys(),
    web,
    bus,
    clock,
    log,
  });
  const follower = new PushFollower({
    store: store.follow,
    bus,
    clock,
    log,
    onMessages: () => sender.look(),
  });
  return {
    pushes,
    start() {
      if (!sends) return;
      sender.start();
      follower.start();
    },
    health: () => ({
      name: "push",
      description: sends ? "sent from here" : "sent from elsewhere",
      state: "up",
      numbers: { ...sender.stats() },
    }),
    async [Symbol.asyncDispose]() {
      await follower.stop();
      await sender.stop();
    },
  };
}
