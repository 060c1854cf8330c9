/** Edits that could not be sent, in their order, kept in this browser until the server has answered them. */
import type { ActorName } from "@trajectory/protocols/subjects.ts";

export interface Edit {
  /** Of the command: sent again with the same one, it happens once. */
  id: string;
  actor: ActorName;
  command: string;
  payload: unknown;
}

/** Where they are kept; throws where nothing can be. */
export interface OutboxStorage {
  read(): string | null;
  write(text: string): void;
}

/** Beyond it edits are refused instead of kept. */
export const MOST_KEPT = 500;

export class Outbox {
  readonly #storage: OutboxStorage;
  #edits: readonly Edit[];

  constructor(storage: OutboxStorage) {
    this.#storage = storage;
    this.#edits = readEdits(storage);
  }

  get edits(): readonly Edit[] {
    return this.#edits;
  }

  get isFull(): boolean {
    return this.#edits.length >= MOST_KEPT;
  }

  put(edit: Edit): void {
    this.#change((edits) => [...edits, edit]);
  }

  remove(id: string): void {
    this.#change((edits) => edits.filter((edit) => edit.id !== id));
  }

  /** Other tabs keep theirs in the same place: what they wrote stays. */
  #change(change: (edits: readonly Edit[]) => readonly Edit[]): void {
    this.#edits = change(this.#edits);
    try {
      this.#storage.write(JSON.stringify(change(readEdits(this.#storage))));
    } catch {
      // Storage is full or blocked: they last as long as the page.
    }
  }
}

/** What waits for a server that will never take it. */
export function forgetOutbox(userId: string): void {
  try {
    localStorage.removeItem(keyOf(userId));
  } catch {
    // Nothing could be kept there either.
  }
}

/** In the browser's storage, by person. */
export function browserOutbox(userId: string): Outbox {
  const key = keyOf(userId);
  return new Outbox({
    read: () => localStorage.getItem(key),
    write: (text) => localStorage.setItem(key, text),
  });
}

function keyOf(userId: string): string {
  return `trajectory.outbox.${userId}`;
}

function readEdits(storage: OutboxStorage): readonly Edit[] {
  try {
    const kept: unknown = JSON.parse(storage.read() ?? "[]");
    return Array.isArray(kept) ? (kept as Edit[]) : [];
  } catch {
    return [];
  }
}
