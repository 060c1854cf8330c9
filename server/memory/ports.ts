/** What memory needs of its neighbours, and its parts of each other; main.ts hands it in. */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ItemKind, MemoryItem, MemoryQuery, NewItem, Source } from "./memory.ts";

export type Item = NewItem & { id: string };
export type SourceKey = Pick<Source, "kind" | "id">;
export type ItemFilter = Pick<MemoryQuery, "kinds" | "source" | "from" | "to">;

/** A text whose vector is to be made. `version` tells whether it is the same still when the vector comes. */
export interface WaitingText {
  userId: string;
  n: number;
  version: number;
  text: string;
}

export interface MadeVector extends Omit<WaitingText, "text"> {
  /** Of length 1. */
  vector: Float32Array;
}

/** What an index holds of an item: no words, nothing that a person wrote. */
export interface IndexEntry {
  n: number;
  version: number;
  at: number;
  kind: ItemKind;
  source: SourceKey;
  vector: Float32Array;
}

/** How far the rows of one person are. */
export interface RowsHead {
  version: number;
  deletions: number;
  /** Items that have no vector, and items that have one of another model. */
  waiting: boolean;
  outdated: boolean;
}

export interface RowCounts {
  kind: ItemKind;
  state: "ready" | "waiting" | "outdated" | "refused";
  items: number;
  oldestAt: number;
  newestAt: number;
}

/** The rows. Every read and write is of one person; all throw ProtocolError `store_unavailable`. */
export interface MemoryRows {
  /** @returns how many are new or changed. @throws ProtocolError `memory_full`, `not_found` without an account */
  put(userId: string, items: readonly Item[], most: number): Promise<number>;
  byNumber(userId: string, numbers: readonly number[]): Promise<Map<number, MemoryItem>>;
  /** Numbers of the items whose words fit best, best first. */
  findWords(userId: string, text: string, filter: ItemFilter, limit: number): Promise<number[]>;
  remove(userId: string, id: string): Promise<boolean>;
  removeSource(userId: string, source: SourceKey): Promise<number>;
  /** Items only: what was followed stays followed, so that nothing comes back. */
  removeAll(userId: string): Promise<void>;
  counts(userId: string, model: string): Promise<RowCounts[]>;

  head(userId: string, model: string): Promise<RowsHead | undefined>;
  /** Numbers and versions of what has a vector of this model, in order of numbers. */
  versions(userId: string, model: string, afterN: number, limit: number): Promise<[number, number][]>;
  entries(userId: string, model: string, numbers: readonly number[]): Promise<IndexEntry[]>;
  /** Numbers of what has changed since, at most `limit`, oldest change first. */
  changedSince(userId: string, model: string, version: number, limit: number): Promise<[number, number][]>;
  /** Those of these people that have a memory. */
  owners(userIds: readonly string[]): Promise<Set<string>>;

  /** Texts without vectors, of everybody. */
  waiting(limit: number): Promise<WaitingText[]>;
  /** Texts with vectors of other models. */
  outdated(userId: string, model: string, limit: number): Promise<WaitingText[]>;
  countOutdated(userId: string, model: string): Promise<number>;
  setVectors(model: string, vectors: readonly MadeVector[]): Promise<void>;
  /** The model will not read it; its words are found still. */
  refuse(text: WaitingText, reason: string): Promise<void>;
  /** What was refused is waiting again. */
  retryRefused(userId: string): Promise<void>;
}

/** What an event of the log says about other events. */
export interface FollowedFacts {
  questionBefore(interviewId: string, seq: number): Promise<string | undefined>;
  skillName(skillId: string): Promise<string | undefined>;
  session(sessionId: string): Promise<SessionFacts | undefined>;
}

export interface SessionFacts {
  device: string;
  startedAt: number;
  endedAt: number;
  projectId: string | undefined;
  rating: number | undefined;
  claims: string[];
  windows: number;
  /** Means over its windows of what was measured well enough, by name of the feature. */
  features: Readonly<Record<string, number>>;
}

export interface Remembered {
  items: Item[];
  /** Take the place of items that are there still; what was forgotten does not come back. */
  changes: Item[];
  /** Ids of items that are to be forgotten. */
  gone: string[];
}

/** The position of each person in the log is kept with what was made of it, in one transaction. */
export interface FollowedLog {
  /** People who have events that were not followed yet. */
  behind(limit: number): Promise<string[]>;
  /**
   * One page. False where there was nothing, or where another node is at it.
   * @throws ProtocolError `store_unavailable`; then nothing has changed
   */
  follow(
    userId: string,
    limit: number,
    read: (events: readonly EventRecord[], facts: FollowedFacts) => Promise<Remembered>,
  ): Promise<boolean>;
}

/** Makes vectors of texts. The same text always gets the same vector. */
export interface Embedder {
  /** Vectors of two models cannot be compared. */
  readonly model: string;
  /** Undefined before the first vector. */
  readonly dimension: number | undefined;
  /**
   * One vector of length 1 a text. What is `urgent` goes before what is not.
   * @throws EmbeddingError, ProtocolError `busy` when too many texts wait
   */
  embed(
    texts: readonly string[],
    options: { urgent: boolean; signal?: AbortSignal },
  ): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** `refused`: these texts will never get a vector; `unavailable`: later perhaps. */
export class EmbeddingError extends Error {
  override readonly name = "EmbeddingError";
  readonly failure: "refused" | "unavailable";

  constructor(failure: EmbeddingError["failure"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

export interface Neighbour {
  n: number;
  /** Cosine, −1 to 1. */
  similarity: number;
}

/** The index of vectors; whatever it has lost is put in again from the rows. */
export interface VectorIndex {
  /** Numbers and versions of everything it holds of a person. @throws IndexError */
  versions(userId: string, model: string): Promise<Map<number, number>>;
  /** Entries of the same number are replaced, unless none is there for certain. @throws IndexError */
  put(userId: string, model: string, entries: readonly IndexEntry[], areNew?: boolean): Promise<void>;
  /** @throws IndexError */
  remove(userId: string, model: string, numbers: readonly number[]): Promise<void>;
  /** Nearest first. @throws IndexError */
  nearest(
    userId: string,
    model: string,
    vector: Float32Array,
    filter: ItemFilter,
    limit: number,
  ): Promise<Neighbour[]>;
  /** Makes searches of many vectors quick, in the background unless it is waited for. @throws IndexError */
  build(userId: string, model: string, wait?: boolean): Promise<void>;
  /** Everything of a person, of all models. */
  drop(userId: string): Promise<void>;
  /** People it holds something of. */
  people(): Promise<string[]>;
  close(): Promise<void>;
}

/** What the index holds of the person must be compared with the rows again. */
export class IndexError extends Error {
  override readonly name = "IndexError";
}
