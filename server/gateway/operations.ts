/** The operator's side of the gateway: routes, replays, and the daily check, with its place in /health. */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import type { ComputePool } from "../compute/pool.ts";
import type { Log } from "../log.ts";
import { createOperator } from "../operations/operator.ts";
import type { OperationsStore } from "../operations/ports.ts";
import { ReplayCheck } from "../operations/replay-check.ts";
import type { ReplaySession } from "../operations/replay-session.ts";
import { createUserReplay } from "../operations/replay-user.ts";
import type { ActorClient } from "./actor-client.ts";
import type { App } from "./app.ts";
import type { AccountStore } from "./ports.ts";
import type { PartHealth } from "../part-health.ts";
import type { EraseUser } from "./routes/account-data.ts";
import { operationRoutes } from "./routes/operations.ts";
import { operationSessionRoutes } from "./routes/operation-sessions.ts";
import type { SignalHistory } from "./signal-history.ts";

export interface OperationsOptions {
  bus: Bus;
  clock: Clock;
  accounts: AccountStore;
  actors: ActorClient;
  store: OperationsStore;
  signals: Pick<SignalHistory, "sessions">;
  replaySession: ReplaySession;
  compute: ComputePool;
  erase: EraseUser;
  /** Of the data directory. */
  localToken: string;
  log: Log;
}

export interface Operations {
  health(): PartHealth;
  stop(): Promise<void>;
}

export function addOperations(app: App, options: OperationsOptions): Operations {
  const { bus, clock, accounts, actors, store, compute, localToken, log } = options;
  const replayUser = createUserReplay({ store, actors, compute });
  const check = new ReplayCheck({
    store,
    replay: replayUser,
    clock,
    onDifference: (user) => log.error({ ...user }, "a replay from the log is not what was live or stored"),
  });
  operationRoutes(app, {
    accounts,
    localToken,
    store,
    actors,
    operate: createOperator(bus),
    replayUser,
    replaySession: options.replaySession,
    check,
    erase: options.erase,
  });
  operationSessionRoutes(app, {
    accounts,
    localToken,
    isKnown: (id) => store.isKnown(id),
    signals: options.signals,
  });
  check.start();
  return {
    health() {
      const [newest] = check.reports;
      const { users = [], endedAt } = newest ?? {};
      return {
        name: "replay",
        description: newest === undefined ? "not checked yet" : "a sample of users is replayed daily",
        state: check.faulty.length === 0 ? "up" : "degraded",
        numbers: {
          faulty: check.faulty.length,
          checked: users.length,
          ...(endedAt === undefined ? {} : { checkedAt: endedAt }),
        },
      };
    },
    stop: () => check.stop(),
  };
}
