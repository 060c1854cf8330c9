/** Which class was taken for which. For evaluations. */

export class Confusion {
  private readonly labels: readonly string[];
  private readonly counts: number[][];

  constructor(labels: readonly string[]) {
    this.labels = labels;
    this.counts = labels.map(() => labels.map(() => 0));
  }

  /** -1 for a true class that the training set does not have. */
  add(truth: number, said: number): void {
    const row = this.counts[truth];
    if (row !== undefined) row[said] = (row[said] ?? 0) + 1;
  }

  get total(): number {
    return this.counts.flat().reduce((sum, count) => sum + count, 0);
  }

  get right(): number {
    return this.counts.reduce((sum, row, k) => sum + (row[k] ?? 0), 0);
  }

  /** Mean over the classes that occur of the share found, %. */
  get balancedPct(): number {
    const shares = this.counts.flatMap((row, k) => {
      const count = row.reduce((a, b) => a + b, 0);
      return count === 0 ? [] : [(row[k] ?? 0) / count];
    });
    return (100 * shares.reduce((a, b) => a + b, 0)) / shares.length;
  }

  /** Row per true class, column per class said. */
  lines(): string[] {
    const width = Math.max(...this.labels.map((label) => label.length));
    return this.labels.map((label, k) => {
      const counts = (this.counts[k] ?? []).map((count) => String(count).padStart(6)).join("");
      return `${label.padEnd(width)}${counts}`;
    });
  }
}

export function largestOf(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if ((values[k] ?? 0) > (values[best] ?? 0)) best = k;
  return best;
}

/** People in parts of about the same size, the same for the same names. */
export function partsOf(people: Iterable<string>, parts: number): Set<string>[] {
  const names = [...new Set(people)].toSorted();
  const count = Math.min(parts, names.length);
  return Array.from({ length: count }, (_, part) => new Set(names.filter((_name, i) => i % count === part)));
}
