/** Memory over real parts for one test file: PostgreSQL, the local model, LanceDB in its process. */
import { randomBytes, randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import type { EmbeddingSettings } from "../../config.ts";
import type { Store } from "../../store/store.ts";
import {
  openTestStore,
  silentLog,
  systemClock,
  temporaryFolder,
  TEST_DATABASES,
} from "../../store/testing/postgres.ts";
import type { MemoryQuery, NewItem } from "../memory.ts";
import { type OpenMemory, openMemory } from "../open-memory.ts";

export interface TestMemory extends AsyncDisposable {
  store: Store;
  bus: Bus;
  /** Of the index. */
  directory: string;
  newUser(): Promise<string>;
  /** A memory on the same rows and files; ended with the others. */
  open(embedding?: EmbeddingSettings, missingIndex?: string): OpenMemory;
}

export async function startTestMemory(): Promise<TestMemory> {
  await using stack = new AsyncDisposableStack();
  const [database] = TEST_DATABASES;
  const server = await database!.start();
  stack.defer(() => server.stop());
  const store = await openTestStore(await server.newDatabase());
  stack.defer(() => store.close());
  const bus = createMemoryBus();
  stack.defer(() => bus.close());
  const dataDir = await temporaryFolder();
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const parts = stack.move();
  const opened = parts.use(new AsyncDisposableStack());
  return {
    store,
    bus,
    directory: `${dataDir}/memory`,
    async newUser() {
      const name = randomBytes(8).toString("hex");
      const account = { name, email: `${name}@example.org`, passwordHash: "nobody signs in with it" };
      return (await store.accounts.createUser(account)).id;
    },
    open(embedding, missingIndex) {
      const memory = openMemory({
        rows: store.memory,
        events: store.followedLog,
        bus,
        clock: systemClock,
        log: silentLog,
        dataDir,
        embedding,
        missingIndex,
      });
      memory.start();
      return opened.use(memory);
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

export function note(text: string, more: Partial<NewItem> = {}): NewItem {
  return { kind: "note", text, at: 1_795_392_000_000, source: { kind: "note", id: randomUUID() }, ...more };
}

export function ask(text: string, more: Partial<MemoryQuery> = {}): MemoryQuery {
  return { text, mode: "hybrid", limit: 10, offset: 0, ...more };
}
