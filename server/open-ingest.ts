/** Joins the parts of the role `ingest`: the uplink, roll-ups, windows that were left, an external Echelon engine. */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { UplinkPublish } from "@trajectory/ingest/ports.ts";
import { bridgeEchelon, type EchelonBridge } from "@trajectory/ingest/sources/echelon.ts";
import { createUplink } from "@trajectory/ingest/uplink/uplink.ts";
import { writeStoredBlock } from "@trajectory/protocols/block-frame.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { windowCodec } from "@trajectory/protocols/codec.ts";
import { BLOCK, WatchedPublisher, WINDOW } from "./bus/watched-publisher.ts";
import type { DeviceAccess } from "./device-access.ts";
import type { ActorClient } from "./gateway/actor-client.ts";
import type { App } from "./gateway/app.ts";
import { catchUpRoute } from "./gateway/routes/catch-up.ts";
import { importRoute } from "./gateway/routes/import.ts";
import { systemTimers, uplinkRoute } from "./gateway/sockets.ts";
import type { Forget } from "./jobs/erasures.ts";
import type { GestureBook } from "./jobs/gesture-book.ts";
import { KeyWatch } from "./jobs/key-watch.ts";
import { createLateWindows } from "./jobs/late-windows.ts";
import { LeftWindows } from "./jobs/left-windows.ts";
import { RollupKeeper } from "./jobs/rollup-keeper.ts";
import type { Log } from "./log.ts";
import type { PartHealth } from "./part-health.ts";
import { COMMAND_TIMEOUT_MS, type NearActors, createSessionTeller } from "./session-teller.ts";
import type { Store } from "./store/store.ts";

export interface IngestParts {
  /** Takes everything down again. */
  stack: AsyncDisposableStack;
  app: App;
  nodeId: string;
  store: Pick<Store, "signals" | "rollups" | "accounts">;
  bus: Bus;
  actors: ActorClient;
  /** Those of this node; undefined where it has none. */
  near: NearActors | undefined;
  access: DeviceAccess;
  gestureBook: GestureBook;
  clock: Clock;
  log: Log;
  /** Of an engine to take sessions from. */
  echelonUrl: string | undefined;
}

export interface Ingest {
  echelon: EchelonBridge | undefined;
  forget: Forget;
  health: (() => Promise<PartHealth>)[];
}

export function openIngest(options: IngestParts): Ingest {
  const { stack, app, nodeId, store, bus, actors, near, access, gestureBook, clock, log, echelonUrl } =
    options;
  const useKeys = (keyIds: readonly string[]) => store.accounts.useKeys(keyIds);
  const watched = new WatchedPublisher(bus, () => performance.now(), [BLOCK, WINDOW]);
  const tellSession = createSessionTeller({
    near,
    far: actors,
    isWatched: (userId) => watched.isHeard(userId, WINDOW),
    clock,
    timeoutMs: COMMAND_TIMEOUT_MS,
  });
  const keeper = new RollupKeeper({
    rollups: store.rollups,
    nodeId,
    clock,
    log,
    repairWindows: createLateWindows({ signals: store.signals, tellSession }),
  });
  // Stopped behind the uplink: by then everything is stored.
  stack.defer(() => keeper.stop());
  keeper.start();
  stack.defer(() => watched.close());
  const uplink = createUplink({
    store: store.signals,
    authenticate: access.authenticate,
    tellSession,
    publish: signalPublisher(watched),
    gesturesOf: (userId) => gestureBook.of(userId),
    log,
  });
  stack.defer(() => uplink.stop());
  stack.defer(() => gestureBook.stop());
  gestureBook.start();
  const left = new LeftWindows({
    signals: store.signals,
    tellSession,
    findLeft: (silentMs) => store.signals.leftSessions(silentMs, uplink.held()),
    holds: (sessionId) => uplink.holds(sessionId),
    clock,
    log,
  });
  stack.defer(() => left.stop());
  left.start();
  const keyWatch = new KeyWatch({ useKeys, connections: uplink, bus, clock, log });
  stack.defer(() => keyWatch.stop());
  keyWatch.start();
  uplinkRoute(app, uplink, systemTimers);
  catchUpRoute(app, uplink);
  importRoute(app, { uplink, signals: store.signals, authenticate: access.authenticatePerson });
  const health: Ingest["health"] = [
    async () => ({
      name: "rollups",
      description: "seconds, minutes and hours of samples",
      state: "up",
      numbers: store.rollups.feed.stats,
    }),
    async () => ({
      name: "ingest",
      description: "device uplink",
      state: "up",
      numbers: { ...uplink.stats() },
    }),
  ];
  const forget: Forget = (userId) => uplink.forgetUser(userId);
  if (echelonUrl === undefined) return { echelon: undefined, forget, health };
  // The token of this machine stands for the owner; a token in the engine's Hello goes first.
  const echelon = bridgeEchelon({ url: echelonUrl, uplink, token: access.localToken, log });
  stack.defer(() => echelon.stop());
  return { echelon, forget, health: [...health, async () => echelonHealth(echelon)] };
}

function echelonHealth(bridge: EchelonBridge): PartHealth {
  const { connected, connections, framesReceived, lastError = "" } = bridge.status();
  return {
    name: "echelon",
    description: connected ? "connected" : `not connected: ${lastError}`,
    state: connected ? "up" : "degraded",
    numbers: { connections, framesReceived },
  };
}

function signalPublisher(watched: WatchedPublisher): UplinkPublish {
  return {
    isWatched: (userId) => watched.isHeard(userId, WINDOW),
    block: (userId, block) => watched.publish(userId, BLOCK, () => writeStoredBlock(block)),
    window: (userId, window) => watched.publish(userId, WINDOW, () => windowCodec.encode(window)),
  };
}
