/** What is remembered of people, in PostgreSQL. */
import { type Kysely, sql } from "kysely";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { MemoryItem } from "../../memory/memory.ts";
import type {
  IndexEntry,
  Item,
  ItemFilter,
  MadeVector,
  MemoryRows,
  RowCounts,
  RowsHead,
  SourceKey,
  WaitingText,
} from "../../memory/ports.ts";
import { isUuid } from "../binary-writer.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import { checkRoom, nextVersion, putItems, readItems, removeItems } from "./rows.ts";
import {
  countOutdated,
  readChanged,
  readEntries,
  readHead,
  readOutdated,
  readVersions,
  readWaiting,
  writeRefusal,
  writeVectors,
} from "./vectors.ts";
import { findByWords } from "./words.ts";

export class PostgresMemory implements MemoryRows {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  put(userId: string, items: readonly Item[], most: number): Promise<number> {
    return guarded(() =>
      this.#db.transaction().execute(async (tx) => {
        const version = isUuid(userId) ? await nextVersion(tx, userId) : undefined;
        if (version === undefined) throw new ProtocolError("not_found", "There is no such person.");
        await checkRoom(tx, userId, items, most);
        return putItems(tx, userId, items, version);
      }),
    );
  }

  async byNumber(userId: string, numbers: readonly number[]): Promise<Map<number, MemoryItem>> {
    if (numbers.length === 0) return new Map();
    return guarded(() => readItems(this.#db, userId, numbers));
  }

  async findWords(userId: string, text: string, filter: ItemFilter, limit: number): Promise<number[]> {
    if (!isUuid(userId)) return [];
    return guarded(() => findByWords(this.#db, userId, text, filter, limit));
  }

  async remove(userId: string, id: string): Promise<boolean> {
    return (await this.#remove(userId, { ids: [id] })) > 0;
  }

  removeSource(userId: string, source: SourceKey): Promise<number> {
    return this.#remove(userId, { source });
  }

  async removeAll(userId: string): Promise<void> {
    if (!isUuid(userId)) return;
    await guarded(() =>
      this.#db.transaction().execute(async (tx) => {
        if ((await nextVersion(tx, userId)) === undefined) return;
        await removeItems(tx, userId, "all");
        await sql`
          UPDATE memory_owner SET followed_seq = greatest(followed_seq,
            (SELECT max(seq) FROM event WHERE user_id = ${userId}))
          WHERE user_id = ${userId}`.execute(tx);
      }),
    );
  }

  async counts(userId: string, model: string): Promise<RowCounts[]> {
    if (!isUuid(userId)) return [];
    const { rows } = await guarded(() =>
      sql<Omit<RowCounts, "oldestAt" | "newestAt"> & { oldest: Date; newest: Date }>`
        SELECT kind, CASE WHEN model = ${model} THEN 'ready' WHEN model IS NOT NULL THEN 'outdated'
            WHEN refused IS NOT NULL THEN 'refused' ELSE 'waiting' END AS state,
          count(*) AS items, min(at) AS oldest, max(at) AS newest
        FROM memory_item WHERE user_id = ${userId} GROUP BY 1, 2`.execute(this.#db),
    );
    return rows.map(({ oldest, newest, ...counts }) => {
      return { ...counts, oldestAt: oldest.getTime(), newestAt: newest.getTime() };
    });
  }

  async head(userId: string, model: string): Promise<RowsHead | undefined> {
    if (!isUuid(userId)) return undefined;
    return guarded(() => readHead(this.#db, userId, model));
  }

  versions(userId: string, model: string, afterN: number, limit: number): Promise<[number, number][]> {
    return guarded(() => readVersions(this.#db, userId, model, afterN, limit));
  }

  async entries(userId: string, model: string, numbers: readonly number[]): Promise<IndexEntry[]> {
    if (numbers.length === 0) return [];
    return guarded(() => readEntries(this.#db, userId, model, numbers));
  }

  changedSince(userId: string, model: string, version: number, limit: number): Promise<[number, number][]> {
    return guarded(() => readChanged(this.#db, userId, model, version, limit));
  }

  async owners(userIds: readonly string[]): Promise<Set<string>> {
    const asked = userIds.filter(isUuid);
    if (asked.length === 0) return new Set();
    const rows = await guarded(() =>
      this.#db.selectFrom("memory_owner").select("user_id").where("user_id", "in", asked).execute(),
    );
    return new Set(rows.map((row) => row.user_id));
  }

  waiting(limit: number): Promise<WaitingText[]> {
    return guarded(() => readWaiting(this.#db, limit));
  }

  setVectors(model: string, vectors: readonly MadeVector[]): Promise<void> {
    return guarded(() => writeVectors(this.#db, model, vectors));
  }

  refuse(text: WaitingText, reason: string): Promise<void> {
    return guarded(() => writeRefusal(this.#db, text, reason));
  }

  outdated(userId: string, model: string, limit: number): Promise<WaitingText[]> {
    return guarded(() => readOutdated(this.#db, userId, model, limit));
  }

  countOutdated(userId: string, model: string): Promise<number> {
    return guarded(() => countOutdated(this.#db, userId, model));
  }

  async retryRefused(userId: string): Promise<void> {
    await guarded(() =>
      this.#db
        .updateTable("memory_item")
        .set({ refused: null })
        .where("user_id", "=", userId)
        .where("refused", "is not", null)
        .execute(),
    );
  }

  async #remove(userId: string, which: { ids: readonly string[] } | { source: SourceKey }): Promise<number> {
    if (!isUuid(userId)) return 0;
    return guarded(() =>
      this.#db.transaction().execute(async (tx) => {
        if ((await nextVersion(tx, userId)) === undefined) return 0;
        return removeItems(tx, userId, which);
      }),
    );
  }
}
