/**
 * Potentials of all skills as a base and a journal of changes since. The joint posterior is a pure function of the
 * two: solved from the base in index order, then updated by the journal in its order. Reading decides only when
 * that work is done, never its result, so a restored or replayed belief is bit-equal to the live one.
 */
import type { Posterior, Potentials } from "./posterior.ts";

/** At this many changes the current potentials become the base: bounds memory, restore time and rounding. */
const LONGEST_JOURNAL = 512;
const SHORTEST_JOURNAL = 4;

/** One skill's potential: [index, τ, h]. */
export type PotentialEntry = [index: number, tau: number, h: number];

export class PotentialJournal {
  private size = 0;
  private current: Potentials = emptyPotentials(16);
  private base: Potentials = emptyPotentials(16);
  /** The journal: three numbers an entry, index, τ, h. */
  private entries = new Float64Array(3 * SHORTEST_JOURNAL);
  private length = 0;
  /** Entries the posterior has taken in; −1 before it has the base. */
  private applied = -1;
  /** Whether the current potentials are to become the base before the next change or reading. */
  private rebasing = false;

  /** A skill without evidence at the next index. */
  append(): void {
    this.size++;
    if (this.size <= this.current.tau.length) return;
    this.current = grow(this.current);
    this.base = grow(this.base);
  }

  /** One skill fewer. Part of a structural change: `replace` for every skill and `rebase` follow. */
  shrink(): void {
    const last = --this.size;
    this.replace(last, 0, 0);
  }

  /** Changes one potential; nothing happens if it is the same. */
  set(i: number, tau: number, h: number): void {
    if (this.current.tau[i] === tau && this.current.h[i] === h) return;
    this.settle();
    this.replace(i, tau, h);
    if (this.length === LONGEST_JOURNAL) {
      this.rebase();
      return;
    }
    this.write(i, tau, h);
  }

  /** Changes one potential as part of a larger change: `rebase` follows. */
  replace(i: number, tau: number, h: number): void {
    this.current.tau[i] = tau;
    this.current.h[i] = h;
  }

  /** Makes the current potentials the base, after a change of structure, day or constants. */
  rebase(): void {
    this.rebasing = true;
  }

  /** Brings a posterior that has followed this journal, or a new one after `rebase`, up to date. */
  bringUpToDate(posterior: Posterior): void {
    this.settle();
    if (this.applied === -1) {
      posterior.rebuild(this.base);
      this.applied = 0;
    }
    for (; this.applied < this.length; this.applied++) posterior.update(...this.entry(this.applied));
  }

  toJSON(): { base: PotentialEntry[]; journal: PotentialEntry[] } {
    this.settle();
    const base: PotentialEntry[] = [];
    for (let i = 0; i < this.size; i++) {
      const tau = this.base.tau[i]!;
      const h = this.base.h[i]!;
      if (tau !== 0 || h !== 0) base.push([i, tau, h]);
    }
    return { base, journal: Array.from({ length: this.length }, (_, k) => this.entry(k)) };
  }

  /** Takes base and journal as they were; the current potentials have to be set already. */
  restore(base: readonly PotentialEntry[], journal: readonly PotentialEntry[]): void {
    this.base.tau.fill(0);
    this.base.h.fill(0);
    for (const [i, tau, h] of base) {
      this.base.tau[i] = tau;
      this.base.h[i] = h;
    }
    this.length = 0;
    for (const [i, tau, h] of journal.slice(0, LONGEST_JOURNAL)) this.write(i, tau, h);
    this.applied = -1;
    this.rebasing = false;
  }

  private entry(k: number): PotentialEntry {
    return [this.entries[3 * k]!, this.entries[3 * k + 1]!, this.entries[3 * k + 2]!];
  }

  private write(i: number, tau: number, h: number): void {
    const at = 3 * this.length++;
    if (at === this.entries.length) {
      const longer = new Float64Array(2 * at);
      longer.set(this.entries);
      this.entries = longer;
    }
    this.entries[at] = i;
    this.entries[at + 1] = tau;
    this.entries[at + 2] = h;
  }

  private settle(): void {
    if (!this.rebasing) return;
    this.base.tau.set(this.current.tau);
    this.base.h.set(this.current.h);
    this.length = 0;
    this.applied = -1;
    this.rebasing = false;
  }
}

function emptyPotentials(capacity: number): Potentials {
  return { tau: new Float64Array(capacity), h: new Float64Array(capacity) };
}

function grow({ tau, h }: Potentials): Potentials {
  const larger = emptyPotentials(tau.length * 2);
  larger.tau.set(tau);
  larger.h.set(h);
  return larger;
}
