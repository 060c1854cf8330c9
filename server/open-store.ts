/** The database of this process: a given one, or a PostgreSQL of our own in the data directory. */
import { join } from "node:path";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { PartHealth } from "./gateway/routes/health.ts";
import type { Log } from "./log.ts";
import { startEmbeddedPostgres } from "./store/embedded-postgres.ts";
import { type Store, openStore } from "./store/store.ts";

export interface StoreSettings {
  databaseUrl: string | undefined;
  dataDir: string;
  flushMs: number;
}

export interface OpenStore extends AsyncDisposable {
  store: Store;
  /** What it is and where, for the start lines. */
  description: string;
  health(): Promise<PartHealth>;
}

/** @throws StartError when the database cannot be used */
export async function openDatabase(settings: StoreSettings, clock: Clock, log: Log): Promise<OpenStore> {
  await using stack = new AsyncDisposableStack();
  let url = settings.databaseUrl;
  let where = "";
  if (url === undefined) {
    const embedded = await startEmbeddedPostgres({ dataDir: join(settings.dataDir, "postgres"), log });
    stack.defer(() => embedded.stop());
    url = embedded.url;
    where = embedded.description;
  }
  const store = await openStore({ url, clock, log, signals: { flushMs: settings.flushMs } });
  stack.defer(() => store.close());
  const description = where === "" ? store.description : where;
  const opened = stack.move();
  return {
    store,
    description,
    async health() {
      const state = await store.ping().then(
        () => "up" as const,
        () => "down" as const,
      );
      return { name: "database", description, state };
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
