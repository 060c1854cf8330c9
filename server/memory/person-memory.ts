/** Memory over its rows, an embedder and an index of vectors. Rows decide; the index only says in which order to look. */
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "@trajectory/ingest/ports.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import { Type } from "typebox";
import { fuse } from "./fusion.ts";
import {
  type Memory,
  type MemoryAnswer,
  type MemoryHit,
  type MemoryQuery,
  type MemoryStats,
  MOST_ITEMS,
  NewItem,
  type SearchNotice,
  type Source,
} from "./memory.ts";
import { SyncedIndex } from "./index/synced-index.ts";
import type { Embedder, Item, MemoryRows, Neighbour, RowsHead, VectorIndex } from "./ports.ts";

export interface PersonMemoryOptions {
  rows: MemoryRows;
  embedder: Embedder;
  index: VectorIndex;
  log: Log;
  /** Vectors are to be made. */
  onStored: () => void;
  /** Items of one person. */
  mostItems?: number;
  /** A search waits so long for an index that is being brought up, ms. */
  indexWaitMs?: number;
}

const MOST_PER_PERSON = 200_000;
const INDEX_WAIT_MS = 2_500;
/** Of each of the two searches, at least; pages lie in what they find together. */
const LEAST_CANDIDATES = 100;
/** Pages end there: nobody reads on, and both searches would have to find ever more. */
export const LAST_HIT = 1_000;

const NewItems = Type.Array(NewItem, { maxItems: MOST_ITEMS });

export class PersonMemory implements Memory {
  readonly #options: Required<PersonMemoryOptions>;
  readonly #index: SyncedIndex;

  constructor(options: PersonMemoryOptions) {
    this.#options = { mostItems: MOST_PER_PERSON, indexWaitMs: INDEX_WAIT_MS, ...options };
    this.#index = new SyncedIndex(options.rows, options.index, options.embedder.model);
  }

  get model(): string {
    return this.#options.embedder.model;
  }

  async store(userId: string, items: readonly NewItem[]): Promise<{ ids: string[]; stored: number }> {
    const named = parse(NewItems, items).map(withId);
    // Of two with the same id the last counts.
    const unique = [...new Map(named.map((item) => [item.id, item])).values()];
    const stored =
      unique.length === 0 ? 0 : await this.#options.rows.put(userId, unique, this.#options.mostItems);
    if (stored > 0) this.#options.onStored();
    return { ids: named.map(({ id }) => id), stored };
  }

  async search(userId: string, query: MemoryQuery): Promise<MemoryAnswer> {
    const { rows } = this.#options;
    const { text, mode, limit, offset } = query;
    const candidates = Math.min(LAST_HIT, Math.max(LEAST_CANDIDATES, 2 * (offset + limit)));
    const [byVector, byText] = await Promise.all([
      mode === "text" ? NOTHING : this.#nearest(userId, query, candidates),
      mode === "vector" ? [] : rows.findWords(userId, text, query, candidates),
    ]);
    // Whoever asked for meaning alone gets words where there is no meaning to be had.
    const isStandIn = mode === "vector" && byVector.neighbours.length === 0 && byVector.notices.length > 0;
    const words = isStandIn ? await rows.findWords(userId, text, query, candidates) : byText;
    const fused = fuse(
      byVector.neighbours.map(({ n }) => n),
      words,
    );
    const page = fused.slice(offset, offset + limit);
    const found = await rows.byNumber(
      userId,
      page.map(({ n }) => n),
    );
    const similarities = new Map(byVector.neighbours.map(({ n, similarity }) => [n, similarity]));
    const hits = page.flatMap(({ n, ...ranks }): MemoryHit[] => {
      const item = found.get(n);
      // The index may still know what is forgotten already.
      return item === undefined ? [] : [{ item, ...ranks, similarity: similarities.get(n) ?? null }];
    });
    return { hits, more: fused.length > offset + limit, notices: byVector.notices };
  }

  delete(userId: string, id: string): Promise<boolean> {
    return this.#options.rows.remove(userId, id);
  }

  deleteBySource(userId: string, source: Pick<Source, "kind" | "id">): Promise<number> {
    return this.#options.rows.removeSource(userId, source);
  }

  async deleteUser(userId: string): Promise<void> {
    await this.#options.rows.removeAll(userId);
    await this.#index.drop(userId);
  }

  async stats(userId: string): Promise<MemoryStats> {
    const { rows, embedder } = this.#options;
    const counts = await rows.counts(userId, embedder.model);
    const vectors: MemoryStats["vectors"] = { ready: 0, waiting: 0, outdated: 0, refused: 0 };
    const byKind: MemoryStats["byKind"] = {};
    for (const { kind, state, items } of counts) {
      vectors[state] += items;
      byKind[kind] = (byKind[kind] ?? 0) + items;
    }
    return {
      items: counts.reduce((sum, { items }) => sum + items, 0),
      byKind,
      oldestAt: counts.length === 0 ? null : Math.min(...counts.map(({ oldestAt }) => oldestAt)),
      newestAt: counts.length === 0 ? null : Math.max(...counts.map(({ newestAt }) => newestAt)),
      model: { id: embedder.model, dimension: embedder.dimension ?? null },
      vectors,
    };
  }

  /** Vectors of texts that are not stored. @throws EmbeddingError, ProtocolError `busy` */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    return this.#options.embedder.embed(texts, { urgent: true, ...(signal === undefined ? {} : { signal }) });
  }

  /** Forgets indexes of people who are gone; another node may have deleted them. */
  async sweep(): Promise<void> {
    const people = await this.#options.index.people();
    const owners = await this.#options.rows.owners(people);
    for (const userId of people) if (!owners.has(userId)) await this.#index.drop(userId);
  }

  /** Never rejects for want of vectors: words find things too. */
  async #nearest(userId: string, query: MemoryQuery, limit: number): Promise<Nearest> {
    const { rows, index, embedder } = this.#options;
    const head = await rows.head(userId, embedder.model);
    if (head === undefined) return NOTHING;
    const notices: SearchNotice[] = [
      ...(head.outdated ? (["model_changed"] as const) : []),
      ...(head.waiting ? (["not_embedded_yet"] as const) : []),
    ];
    const [vector, isIndexed] = await Promise.all([
      this.#vectorOf(query.text),
      this.#isIndexed(userId, head),
    ]);
    if (vector === undefined) return { neighbours: [], notices: [...notices, "embedding_failed"] };
    if (isIndexed !== "yes") return { neighbours: [], notices: [...notices, isIndexed] };
    try {
      return { neighbours: await index.nearest(userId, embedder.model, vector, query, limit), notices };
    } catch (err) {
      this.#options.log.warn({ err }, "The index of vectors failed; words were searched");
      this.#index.mistrust(userId);
      return { neighbours: [], notices: [...notices, "index_unavailable"] };
    }
  }

  async #vectorOf(text: string): Promise<Float32Array | undefined> {
    try {
      const [vector] = await this.#options.embedder.embed([text], { urgent: true });
      return vector;
    } catch (err) {
      this.#options.log.warn({ err }, "A search got no vector; words were searched");
      return undefined;
    }
  }

  async #isIndexed(userId: string, head: RowsHead): Promise<"yes" | "index_building" | "index_unavailable"> {
    const late = new AbortController();
    const refreshed = this.#index.refresh(userId, head).then(
      () => "yes" as const,
      (err: unknown) => {
        this.#options.log.warn({ err }, "The index of vectors could not be brought up to date");
        return "index_unavailable" as const;
      },
    );
    const waited = wait(this.#options.indexWaitMs, "index_building" as const, {
      signal: late.signal,
      ref: false,
    });
    try {
      return await Promise.race([refreshed, waited.catch(() => "index_building" as const)]);
    } finally {
      late.abort();
    }
  }
}

interface Nearest {
  neighbours: readonly Neighbour[];
  notices: SearchNotice[];
}

const NOTHING: Nearest = { neighbours: [], notices: [] };

function withId(item: NewItem): Item {
  if (item.id !== undefined) return { ...item, id: item.id };
  const { kind, source, title = "", text } = item;
  const made = [kind, source.kind, source.id, source.locator ?? "", title, text].join("\0");
  return { ...item, id: createHash("sha256").update(made).digest("hex").slice(0, 32) };
}
