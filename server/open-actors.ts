/** Joins the parts of the role `actors`: leases, the runtime, and what operators ask of it. */
import { LeaseKeeper } from "@trajectory/actors/runtime/lease-keeper.ts";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import { createRuntime } from "@trajectory/actors/runtime/runtime.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { STATE, WatchedPublisher } from "./bus/watched-publisher.ts";
import type { Forget } from "./jobs/erasures.ts";
import type { Log } from "./log.ts";
import { serveOperator } from "./operations/operator.ts";
import type { RequestMeter } from "./operations/request-meter.ts";
import type { PartHealth } from "./part-health.ts";
import type { NearActors } from "./session-teller.ts";
import type { Store } from "./store/store.ts";

export interface ActorParts {
  /** Takes everything down again. */
  stack: AsyncDisposableStack;
  nodeId: string;
  store: Pick<Store, "events" | "leases">;
  bus: Bus;
  meter: RequestMeter;
  clock: Clock;
  log: Log;
}

export interface ServedActors {
  /** Partitions of this node. */
  owned: () => readonly number[];
  /** Commands of people whom this node serves, without the bus. */
  near: NearActors;
  forget: Forget;
  health: () => Promise<PartHealth>;
}

export async function openActors(options: ActorParts): Promise<ServedActors> {
  const { stack, nodeId, store, bus, meter, clock, log } = options;
  const partitions = new LeaseKeeper({
    nodeId,
    store: store.leases,
    bus,
    clock,
    onProblem: (error) => log.warn({ err: error }, "the leases of this node could not be renewed"),
  });
  const watched = new WatchedPublisher(bus, () => performance.now(), [STATE]);
  stack.defer(() => watched.close());
  const runtime = createRuntime({
    bus: meter.around(bus),
    log: store.events,
    clock,
    partitions,
    states: {
      wants: (userId) => watched.wants(userId, STATE),
      send: (userId, data) => watched.send(userId, STATE, data),
    },
    onProblem: ({ kind, userId, error }) => log.error({ err: error, userId }, kind),
  });
  stack.defer(() => runtime.stop());
  await runtime.start();
  // Stopped before the runtime: others take over while this node still writes its snapshots.
  stack.defer(() => partitions.stop());
  await partitions.start();
  stack.defer(serveOperator({ bus, runtime, nodeId, owns: (partition) => partitions.owns(partition) }));
  return {
    owned: () => partitions.owned(),
    near: {
      serves: (userId) => runtime.serves(userId),
      execute: (userId, actor, command, envelope) =>
        meter.measure(actor, () => runtime.execute(userId, actor, command, envelope)),
    },
    forget: (userId) => runtime.forget(userId),
    health: async () => ({
      name: "actors",
      description: "four per person",
      state: "up",
      numbers: { ...runtime.stats(), partitions: partitions.owned().length, nodes: partitions.nodes.length },
    }),
  };
}
