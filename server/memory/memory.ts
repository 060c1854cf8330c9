/**
 * What the product remembers of a person, as its users see it. Rows in PostgreSQL are the memory (ports.ts); vectors
 * and their index follow them. Nobody's call ever reaches what belongs to somebody else.
 */
import { Type } from "typebox";
import { Time } from "@trajectory/protocols/events/entities.ts";

const closed = { additionalProperties: false };

/** Of one item. What is longer is parted before it is stored: passages.ts. */
export const MOST_CHARACTERS = 4_000;
/** Of one call of `store`. */
export const MOST_ITEMS = 500;

export const ItemKind = Type.Enum(["interview", "evidence", "document", "session", "insight", "note"]);
export type ItemKind = Type.Static<typeof ItemKind>;

/** Where an item comes from, and what is deleted together. */
export const Source = Type.Object(
  {
    kind: Type.Enum(["interview", "skill", "document", "session", "insight", "note"]),
    id: Type.String({ minLength: 1, maxLength: 200, description: "Of the interview, skill, document …" }),
    locator: Type.Optional(
      Type.String({ maxLength: 200, description: "Where in it: a page, an answer, one of several insights" }),
    ),
  },
  { ...closed, examples: [{ kind: "document", id: "d1", locator: "page 3" }] },
);
export type Source = Type.Static<typeof Source>;

export const Metadata = Type.Record(
  Type.String({ minLength: 1, maxLength: 60 }),
  Type.Union([Type.String({ maxLength: 2_000 }), Type.Number(), Type.Boolean()]),
  { maxProperties: 20, additionalProperties: false },
);
export type Metadata = Type.Static<typeof Metadata>;

export const NewItem = Type.Object(
  {
    id: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z0-9_.:-]{1,120}$",
        description: "Stored again under the same id, an item is replaced; default: made of source and text",
      }),
    ),
    kind: ItemKind,
    title: Type.Optional(
      Type.String({ maxLength: 300, description: "The question, the name of the document …; searched too" }),
    ),
    text: Type.String({ minLength: 1, maxLength: MOST_CHARACTERS }),
    at: Time,
    source: Source,
    metadata: Type.Optional(Metadata),
  },
  {
    ...closed,
    examples: [
      {
        kind: "note",
        text: "The weather station runs for a week now without a gap.",
        at: 1_795_392_000_000,
        source: { kind: "note", id: "n1" },
      },
    ],
  },
);
export type NewItem = Type.Static<typeof NewItem>;

export interface MemoryItem {
  id: string;
  kind: ItemKind;
  title?: string;
  text: string;
  /** ms since the Unix epoch */
  at: number;
  source: Source;
  metadata: Metadata;
}

/** What to look for, and in what. */
export interface MemoryQuery {
  text: string;
  mode: SearchMode;
  kinds?: readonly ItemKind[];
  source?: Pick<Source, "kind" | "id">;
  /** ms since the Unix epoch, both included */
  from?: number;
  to?: number;
  limit: number;
  offset: number;
}

/** `hybrid`: by meaning and by words, joined by reciprocal rank fusion. */
export const SearchMode = Type.Enum(["hybrid", "vector", "text"]);
export type SearchMode = Type.Static<typeof SearchMode>;

export interface MemoryHit {
  item: MemoryItem;
  /** Sum over the ranks of 1 / (60 + rank). */
  score: number;
  /** From 1; null where that search did not find it. */
  vectorRank: number | null;
  textRank: number | null;
  /** Cosine, −1 to 1; null where the item has no vector or was not among the nearest. */
  similarity: number | null;
}

/** Why an answer rests on words alone, or on part of the items. */
export const SearchNotice = Type.Enum([
  "model_changed",
  "not_embedded_yet",
  "embedding_failed",
  "index_building",
  "index_unavailable",
]);
export type SearchNotice = Type.Static<typeof SearchNotice>;

export interface MemoryAnswer {
  hits: MemoryHit[];
  /** Whether there are hits behind these. */
  more: boolean;
  notices: SearchNotice[];
}

export interface MemoryStats {
  items: number;
  byKind: Partial<Record<ItemKind, number>>;
  oldestAt: number | null;
  newestAt: number | null;
  model: { id: string; dimension: number | null };
  /** Items by the state of their vectors; `outdated` ones are of another model. */
  vectors: { ready: number; waiting: number; outdated: number; refused: number };
}

export interface Memory {
  /**
   * After COMMIT. The same items again change nothing; vectors are made later, and words are found at once.
   * @returns ids in order, and how many items are new or have changed
   * @throws ProtocolError `invalid_input`, `memory_full`, `store_unavailable`
   */
  store(userId: string, items: readonly NewItem[]): Promise<{ ids: string[]; stored: number }>;
  /** @throws ProtocolError `store_unavailable`; without vectors the answer rests on words and says so */
  search(userId: string, query: MemoryQuery): Promise<MemoryAnswer>;
  /** False where the person has no such item. */
  delete(userId: string, id: string): Promise<boolean>;
  /** Everything that came from one source. @returns how many items */
  deleteBySource(userId: string, source: Pick<Source, "kind" | "id">): Promise<number>;
  /** Everything of a person, rows, vectors and index; done when it resolves, and harmless when repeated. */
  deleteUser(userId: string): Promise<void>;
  stats(userId: string): Promise<MemoryStats>;
}
