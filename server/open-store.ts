/** The database of this process: a given one, or a PostgreSQL of our own in the data directory. */
import { join } from "node:path";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { PartHealth } from "./part-health.ts";
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
  /** Its address, for threads with connections of their own. */
  url: string;
  /** What it is and where, for the start lines. */
  description: string;
  health(): Promise<PartHealth>;
}

/** Whoever asks for the health wants an answer, also of a database that stands still. */
const LOOK_MS = 2_000;

/** One look at a time, however many ask: those at a database that stands still would take all its connections. */
function createLook(ping: () => Promise<void>, clock: Clock): () => Promise<"up" | "down"> {
  let looking: Promise<"up" | "down"> | undefined;
  return async () => {
    looking ??= ping()
      .then(
        () => "up" as const,
        () => "down" as const,
      )
      .finally(() => {
        looking = undefined;
      });
    const late = Promise.withResolvers<"down">();
    const cancel = clock.setTimer(LOOK_MS, () => late.resolve("down"));
    const state = await Promise.race([looking, late.promise]);
    cancel();
    return state;
  };
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
  const answers = createLook(() => store.ping(), clock);
  const opened = stack.move();
  return {
    store,
    url,
    description,
    health: async () => ({ name: "database", description, state: await answers() }),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
