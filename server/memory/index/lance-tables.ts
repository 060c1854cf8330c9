/**
 * LanceDB: one table a person and model. Up to `EXACT_ROWS` rows every vector is looked at; larger tables get an index of
 * partitions with a bit a number (IVF, RaBitQ), and what it finds is ranked by the vectors themselves. Rows that came
 * after the index was built are looked at one by one until it is built again.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Connection, connect, Index, type Table } from "@lancedb/lancedb";
import { arrowTable } from "./arrow-table.ts";
import type { Columns, Nearest, Versions, Where } from "./messages.ts";

/** To look at so many takes about 10 ms. */
const EXACT_ROWS = 20_000;
const PARTITION_ROWS = 1_000;
/** Partitions that a search looks at. */
const PROBES = 20;
/** An index is built again when it lacks this share of the rows. */
const STALE_SHARE = 0.25;
/** Writes after which small files are joined and old ones deleted; then after ever more, since all is written anew. */
const FIRST_TIDY = 32;
const MOST_WRITES = 512;
const MOST_OPEN = 64;
const INDEX = "vector_idx";

interface Opened {
  table: Table;
  writes: number;
  tidyAt: number;
  /** Undefined: none is built. */
  indexed: number | undefined;
  /** Joining files and building an index do not go together. */
  tidying: Promise<void> | undefined;
}

export class LanceTables {
  readonly #db: Connection;
  readonly #directory: string;
  readonly #open = new Map<string, Promise<Opened | undefined>>();

  private constructor(db: Connection, directory: string) {
    this.#db = db;
    this.#directory = directory;
  }

  static async open(directory: string): Promise<LanceTables> {
    return new LanceTables(await connect(directory), directory);
  }

  versions(name: string): Promise<Versions> {
    return this.#with(name, async (opened) => {
      if (opened === undefined) return { n: new Float64Array(), version: new Float64Array() };
      const rows = await opened.table.query().select(["n", "version"]).toArrow();
      const numbers = (column: string) => Float64Array.from(rows.getChild(column) ?? [], Number);
      return { n: numbers("n"), version: numbers("version") };
    });
  }

  put(name: string, columns: Columns, areNew: boolean): Promise<null> {
    return this.#with(name, async (opened) => {
      const rows = arrowTable(columns);
      if (opened === undefined) {
        const table = await this.#db.createTable(name, rows);
        this.#open.set(
          name,
          Promise.resolve({ table, writes: 1, tidyAt: FIRST_TIDY, indexed: undefined, tidying: undefined }),
        );
        return null;
      }
      if (!areNew) await deleteRows(opened.table, columns.n);
      await opened.table.add(rows);
      await this.#written(opened);
      return null;
    });
  }

  remove(name: string, numbers: readonly number[]): Promise<null> {
    return this.#with(name, async (opened) => {
      if (opened === undefined) return null;
      await deleteRows(opened.table, numbers);
      await this.#written(opened);
      return null;
    });
  }

  nearest(name: string, vector: Float32Array, where: Where, limit: number): Promise<Nearest> {
    return this.#with(name, async (opened) => {
      if (opened === undefined) return { n: new Float64Array(), similarity: new Float64Array() };
      const filter = textOf(where);
      const search = () => {
        const query = opened.table
          .vectorSearch(vector)
          .distanceType("cosine")
          .limit(limit)
          .select(["n", "_distance"]);
        return filter === "" ? query : query.where(filter);
      };
      let rows = await search().nprobes(PROBES).refineFactor(2).toArrow();
      // Behind a narrow filter the partitions looked at may hold too little.
      if (rows.numRows < limit && opened.indexed !== undefined) {
        rows = await search().bypassVectorIndex().toArrow();
      }
      const distances = Float64Array.from(rows.getChild("_distance") ?? [], Number);
      return {
        n: Float64Array.from(rows.getChild("n") ?? [], Number),
        similarity: distances.map((distance) => 1 - distance),
      };
    });
  }

  /** Builds the index where it is worth one. Rows can be put and searched meanwhile. */
  build(name: string, wait: boolean): Promise<null> {
    return this.#with(name, async (opened) => {
      if (opened === undefined) return null;
      const building = opened.tidying === undefined ? tidy(opened, () => buildIndex(opened)) : opened.tidying;
      if (wait) await building;
      return null;
    });
  }

  async drop(names: readonly string[]): Promise<null> {
    for (const name of names) {
      const opened = await this.#open.get(name)?.catch(() => undefined);
      await opened?.tidying;
      await this.#discard(name);
    }
    return null;
  }

  /** A table that cannot be read is thrown away: the rows have everything. */
  async #with<Answer>(name: string, work: (opened: Opened | undefined) => Promise<Answer>): Promise<Answer> {
    try {
      return await work(await this.#opened(name));
    } catch (cause) {
      const opened = await this.#open.get(name)?.catch(() => undefined);
      await opened?.tidying;
      await this.#discard(name);
      throw cause;
    }
  }

  async #opened(name: string): Promise<Opened | undefined> {
    const known = this.#open.get(name);
    if (known !== undefined) {
      const opened = await known;
      if (opened !== undefined) return opened;
    }
    if (this.#open.size >= MOST_OPEN) this.#open.delete(this.#open.keys().next().value ?? "");
    const opening = this.#openTable(name);
    this.#open.set(name, opening);
    return opening;
  }

  async #openTable(name: string): Promise<Opened | undefined> {
    if (!(await this.#db.tableNames({ startAfter: before(name), limit: 1 })).includes(name)) return undefined;
    const table = await this.#db.openTable(name);
    const stats = await table.indexStats(INDEX);
    return { table, writes: 0, tidyAt: FIRST_TIDY, indexed: stats?.numIndexedRows, tidying: undefined };
  }

  async #written(opened: Opened): Promise<void> {
    if (++opened.writes < opened.tidyAt || opened.tidying !== undefined) return;
    opened.tidyAt = Math.min(2 * opened.writes, opened.writes + MOST_WRITES);
    await tidy(opened, async () => {
      await opened.table.optimize({ cleanupOlderThan: new Date() });
    });
  }

  async #discard(name: string): Promise<void> {
    this.#open.delete(name);
    await this.#db.dropTable(name).catch(() => undefined);
    await rm(join(this.#directory, `${name}.lance`), { recursive: true, force: true });
  }
}

/** Never rejects: a table is whole without it, and it is tried again. */
function tidy(opened: Opened, work: () => Promise<void>): Promise<void> {
  const tidying = work()
    .catch(() => undefined)
    .finally(() => {
      opened.tidying = undefined;
    });
  opened.tidying = tidying;
  return tidying;
}

async function buildIndex(opened: Opened): Promise<void> {
  const { table, indexed = 0 } = opened;
  const rows = await table.countRows();
  if (rows < EXACT_ROWS || rows - indexed < STALE_SHARE * rows) return;
  await table.createIndex("vector", {
    config: Index.ivfRq({ distanceType: "cosine", numPartitions: Math.round(rows / PARTITION_ROWS) }),
    name: INDEX,
    replace: true,
  });
  opened.indexed = rows;
}

async function deleteRows(table: Table, numbers: ArrayLike<number>): Promise<void> {
  if (numbers.length > 0) await table.delete(`n IN (${Array.from(numbers, Math.trunc).join(", ")})`);
}

function textOf({ kinds, source, from, to }: Where): string {
  const conditions = [
    kinds === undefined ? "" : kinds.length === 0 ? "false" : `kind IN (${kinds.map(Math.trunc).join(", ")})`,
    source === undefined ? "" : `source = '${source.replaceAll(/[^0-9a-f]/g, "")}'`,
    from === undefined ? "" : `at >= ${Math.trunc(from)}`,
    to === undefined ? "" : `at <= ${Math.trunc(to)}`,
  ];
  return conditions.filter((condition) => condition !== "").join(" AND ");
}

/** The greatest name before this one, of names that have digits and letters only. */
function before(name: string): string {
  return name.slice(0, -1) + String.fromCharCode(name.charCodeAt(name.length - 1) - 1) + "~";
}
