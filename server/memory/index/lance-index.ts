/**
 * The index of vectors in LanceDB, in a process of its own (docs/decisions/0063). A table holds one person's vectors of
 * one model, and its name is made of both: a search cannot reach anybody else's.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { ItemKind } from "../memory.ts";
import {
  IndexError,
  type IndexEntry,
  type ItemFilter,
  type Neighbour,
  type SourceKey,
  type VectorIndex,
} from "../ports.ts";
import { WorkerProcess, WorkerProcessError } from "../process/worker-process.ts";
import type { IndexAnswer, IndexRequest, Nearest, Versions, Where } from "./messages.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TABLE = /^u([0-9a-f]{32})m[0-9a-f]{16}\.lance$/;

export interface LanceIndexOptions {
  directory: string;
  /** Why LanceDB cannot run here. Then every call but those that tidy up fails with it. */
  missing?: string | undefined;
  idleMs?: number;
  timeoutMs?: number;
}

export class LanceIndex implements VectorIndex {
  readonly #directory: string;
  readonly #missing: string | undefined;
  readonly #process: WorkerProcess<IndexRequest, IndexAnswer>;

  constructor({ directory, missing, idleMs = 60_000, timeoutMs = 60_000 }: LanceIndexOptions) {
    this.#directory = directory;
    this.#missing = missing;
    this.#process = new WorkerProcess({
      entry: new URL("lance-worker.ts", import.meta.url),
      args: [directory],
      together: 8,
      waiting: 128,
      timeoutMs,
      idleMs,
    });
  }

  /** Of the process; undefined while there is none. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  async versions(userId: string, model: string): Promise<Map<number, number>> {
    const { n, version } = await this.#call<Versions>({ op: "versions", table: tableOf(userId, model) });
    return new Map(Array.from(n, (number, i) => [number, version[i] ?? 0]));
  }

  async put(userId: string, model: string, entries: readonly IndexEntry[], areNew = false): Promise<void> {
    const [first] = entries;
    if (first === undefined) return;
    const dimension = first.vector.length;
    const vectors = new Float32Array(entries.length * dimension);
    for (const [i, { vector }] of entries.entries()) vectors.set(vector, i * dimension);
    await this.#call<null>({
      op: "put",
      table: tableOf(userId, model),
      areNew,
      columns: {
        n: Float64Array.from(entries, ({ n }) => n),
        version: Float64Array.from(entries, ({ version }) => version),
        at: Float64Array.from(entries, ({ at }) => at),
        kind: Int32Array.from(entries, ({ kind }) => numberOf(kind)),
        source: entries.map(({ source }) => hashOf(source)),
        vectors,
      },
    });
  }

  async remove(userId: string, model: string, numbers: readonly number[]): Promise<void> {
    await this.#call<null>({ op: "remove", table: tableOf(userId, model), numbers: [...numbers] });
  }

  async nearest(
    userId: string,
    model: string,
    vector: Float32Array,
    filter: ItemFilter,
    limit: number,
  ): Promise<Neighbour[]> {
    const request = {
      op: "nearest",
      table: tableOf(userId, model),
      vector,
      where: whereOf(filter),
      limit,
    } as const;
    const { n, similarity } = await this.#call<Nearest>(request, true);
    return Array.from(n, (number, i) => ({ n: number, similarity: similarity[i] ?? 0 }));
  }

  async build(userId: string, model: string, wait = false): Promise<void> {
    await this.#call<null>({ op: "build", table: tableOf(userId, model), wait });
  }

  async drop(userId: string): Promise<void> {
    const person = hexOf(userId);
    const names = (await this.#names()).filter((name) => TABLE.exec(name)?.[1] === person);
    if (names.length === 0) return;
    if (this.#process.pid !== undefined) {
      const tables = names.map((name) => name.slice(0, -".lance".length));
      // Whatever happens there, the files go.
      await this.#call<null>({ op: "drop", tables }).catch(() => undefined);
    }
    for (const name of names) await rm(join(this.#directory, name), { recursive: true, force: true });
  }

  async people(): Promise<string[]> {
    const found = (await this.#names()).flatMap((name) => TABLE.exec(name)?.[1] ?? []);
    return [...new Set(found)].map((hex) =>
      hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    );
  }

  close(): Promise<void> {
    return this.#process.close();
  }

  async #names(): Promise<string[]> {
    await mkdir(this.#directory, { recursive: true });
    return readdir(this.#directory);
  }

  async #call<Answer extends IndexAnswer>(request: IndexRequest, urgent = false): Promise<Answer> {
    if (this.#missing !== undefined) throw new IndexError(`${this.#missing}.`);
    try {
      return await this.#process.call<Answer>(request, { urgent });
    } catch (cause) {
      if (cause instanceof WorkerProcessError && cause.failure === "busy") {
        throw new ProtocolError("busy", "Too many searches wait for the index.", {
          cause,
          retryAfterMs: 1_000,
        });
      }
      throw new IndexError("The index of vectors does not answer.", { cause });
    }
  }
}

/** Nothing of the names comes from outside but hexadecimal digits. */
function tableOf(userId: string, model: string): string {
  return `u${hexOf(userId)}m${createHash("sha256").update(model).digest("hex").slice(0, 16)}`;
}

function hexOf(userId: string): string {
  if (!UUID.test(userId)) throw new IndexError("This is no id of a person.");
  return userId.replaceAll("-", "");
}

function hashOf({ kind, id }: SourceKey): string {
  return createHash("sha256").update(`${kind}\0${id}`).digest("hex").slice(0, 32);
}

function numberOf(kind: ItemKind): number {
  return ItemKind.enum.indexOf(kind);
}

function whereOf({ kinds, source, from, to }: ItemFilter): Where {
  return {
    ...(kinds === undefined ? {} : { kinds: kinds.map(numberOf) }),
    ...(source === undefined ? {} : { source: hashOf(source) }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}
