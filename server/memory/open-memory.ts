/** Joins the parts of memory: rows, embedder, index, and what feeds them in the background. */
import { join } from "node:path";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Log } from "@trajectory/ingest/ports.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import type { EmbeddingSettings } from "../config.ts";
import type { JobKind } from "../jobs/job.ts";
import type { PartHealth } from "../part-health.ts";
import { EmbeddingKeeper } from "./embedding/keeper.ts";
import { LocalEmbedder } from "./embedding/local-embedder.ts";
import { reembedding } from "./embedding/reembed.ts";
import { RemoteEmbedder } from "./embedding/remote-embedder.ts";
import { MemoryFollower } from "./follow/follower.ts";
import { missingLanceBinary } from "./index/lance-binary.ts";
import { LanceIndex } from "./index/lance-index.ts";
import { PersonMemory } from "./person-memory.ts";
import type { FollowedLog, MemoryRows } from "./ports.ts";

export interface OpenMemoryOptions {
  rows: MemoryRows;
  events: FollowedLog;
  bus: Pick<Bus, "subscribe">;
  clock: Clock;
  log: Log;
  /** Of the data of this process. */
  dataDir: string;
  /** Undefined: the local model. */
  embedding: EmbeddingSettings | undefined;
  /** Why there is no index of vectors; found out unless it is given. */
  missingIndex?: string | undefined;
}

export interface OpenMemory extends AsyncDisposable {
  memory: PersonMemory;
  /** What it has the queue of jobs do. */
  jobKinds: JobKind[];
  follower: MemoryFollower;
  keeper: EmbeddingKeeper;
  index: LanceIndex;
  /** Begins to follow the log and to make vectors. */
  start(): void;
  health(): PartHealth;
  /** For the person at the terminal. */
  description: string;
}

export function openMemory(options: OpenMemoryOptions): OpenMemory {
  const { rows, events, bus, clock, log, embedding, missingIndex = missingLanceBinary() } = options;
  const embedder = embedding === undefined ? new LocalEmbedder() : new RemoteEmbedder(embedding);
  const index = new LanceIndex({ directory: join(options.dataDir, "memory"), missing: missingIndex });
  const keeper = new EmbeddingKeeper({ rows, embedder, clock, log });
  const memory = new PersonMemory({ rows, embedder, index, log, onStored: () => keeper.wake() });
  const follower = new MemoryFollower({ events, bus, clock, log, onStored: () => keeper.wake() });
  const description =
    missingIndex === undefined
      ? `vectors by ${embedder.model}`
      : `searched by words alone, not by meaning: ${missingIndex}`;
  return {
    memory,
    description,
    jobKinds: [reembedding(rows, embedder, () => keeper.wake())],
    follower,
    keeper,
    index,
    start() {
      follower.start();
      keeper.wake();
      memory
        .sweep()
        .catch((err: unknown) => log.warn({ err }, "Indexes of people who are gone could not be looked for"));
    },
    health() {
      const { made, problem } = keeper.status;
      return {
        name: "memory",
        description: problem ?? description,
        state: problem === undefined && missingIndex === undefined ? "up" : "degraded",
        numbers: { made },
      };
    },
    async [Symbol.asyncDispose]() {
      await follower.stop();
      // A batch that is under way ends with the process of the model.
      const stopped = keeper.stop();
      await embedder.close();
      await stopped;
      await index.close();
    },
  };
}
