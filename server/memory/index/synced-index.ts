/**
 * Brings the index of one person up to the rows before it is asked. What it holds is known by the version of the rows;
 * where that is not known, after a start or a failure, everything it holds is compared with them. So nothing has to
 * reach the index when something is stored, and whatever it loses comes back.
 */
import type { IndexEntry, MemoryRows, RowsHead, VectorIndex } from "../ports.ts";

/** Of 512 numbers: 4 MB. */
const PAGE = 2_000;
const VERSIONS_PAGE = 20_000;
const REMOVED_PAGE = 5_000;
const MOST_KNOWN = 10_000;

type Held = Pick<RowsHead, "version" | "deletions">;

export class SyncedIndex {
  readonly #rows: Pick<MemoryRows, "versions" | "entries" | "changedSince">;
  readonly #index: VectorIndex;
  readonly #model: string;
  readonly #held = new Map<string, Held>();
  readonly #turns = new Map<string, Promise<void>>();

  constructor(
    rows: Pick<MemoryRows, "versions" | "entries" | "changedSince">,
    index: VectorIndex,
    model: string,
  ) {
    this.#rows = rows;
    this.#index = index;
    this.#model = model;
  }

  /** Resolves when the index holds at least what the rows were at `head`. @throws IndexError, ProtocolError */
  refresh(userId: string, head: RowsHead): Promise<void> {
    const held = this.#held.get(userId);
    if (held?.version === head.version && !this.#turns.has(userId)) return Promise.resolve();
    return this.#inTurn(userId, () => this.#bringUp(userId, head));
  }

  /** After this the index holds nothing of the person, until it is asked again. */
  drop(userId: string): Promise<void> {
    return this.#inTurn(userId, async () => {
      this.#held.delete(userId);
      await this.#index.drop(userId);
    });
  }

  /** What it holds is not known any more. */
  mistrust(userId: string): void {
    this.#held.delete(userId);
  }

  async #inTurn(userId: string, work: () => Promise<void>): Promise<void> {
    const before = this.#turns.get(userId) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(work);
    this.#turns.set(userId, turn);
    try {
      await turn;
    } finally {
      if (this.#turns.get(userId) === turn) this.#turns.delete(userId);
    }
  }

  async #bringUp(userId: string, head: RowsHead): Promise<void> {
    const held = this.#held.get(userId);
    if (held !== undefined && held.version >= head.version) return;
    this.#held.delete(userId);
    if (held?.deletions === head.deletions) await this.#addChanged(userId, held.version);
    else await this.#compare(userId);
    await this.#index.build(userId, this.#model);
    if (this.#held.size >= MOST_KNOWN) this.#held.delete(this.#held.keys().next().value ?? "");
    this.#held.set(userId, { version: head.version, deletions: head.deletions });
  }

  async #addChanged(userId: string, since: number): Promise<void> {
    let after = since;
    for (;;) {
      const changed = await this.#rows.changedSince(userId, this.#model, after, PAGE);
      await this.#put(
        userId,
        changed.map(([n]) => n),
      );
      const last = changed.at(-1);
      if (last === undefined || changed.length < PAGE) return;
      // All of one version are read at once or again: a page may end in the middle of them.
      const [, version] = last;
      if (version - 1 > after) after = version - 1;
      else return this.#compare(userId);
    }
  }

  async #compare(userId: string): Promise<void> {
    const extra = await this.#index.versions(userId, this.#model);
    const isEmpty = extra.size === 0;
    const missing: number[] = [];
    let afterN = 0;
    for (;;) {
      const page = await this.#rows.versions(userId, this.#model, afterN, VERSIONS_PAGE);
      for (const [n, version] of page) {
        if (extra.get(n) !== version) missing.push(n);
        extra.delete(n);
      }
      const last = page.at(-1);
      if (last === undefined || page.length < VERSIONS_PAGE) break;
      [afterN] = last;
    }
    const gone = [...extra.keys()];
    for (let from = 0; from < gone.length; from += REMOVED_PAGE) {
      await this.#index.remove(userId, this.#model, gone.slice(from, from + REMOVED_PAGE));
    }
    for (let from = 0; from < missing.length; from += PAGE)
      await this.#put(userId, missing.slice(from, from + PAGE), isEmpty);
  }

  async #put(userId: string, numbers: readonly number[], areNew = false): Promise<void> {
    const entries: IndexEntry[] = await this.#rows.entries(userId, this.#model, numbers);
    // A model that has changed the length of its vectors is another model.
    const [first] = entries;
    await this.#index.put(
      userId,
      this.#model,
      entries.filter(({ vector }) => vector.length === first?.vector.length),
      areNew,
    );
  }
}
