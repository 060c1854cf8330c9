/** Which appends of a batch can share one statement. */
import type { AppendOutcome } from "@trajectory/actors/runtime/ports.ts";
import type { BatchEntry } from "./batcher.ts";
import type { PreparedAppend } from "./event-append.ts";

export type AppendEntry = BatchEntry<PreparedAppend, AppendOutcome>;

/** Appends of one user of which each begins where the one before ends: they are inserted together or not at all. */
export interface AppendRun {
  userId: string;
  expectedSeq: number;
  entries: AppendEntry[];
}

/**
 * One run per user. An append that does not follow on its user's run, and all of that user behind it, are left for
 * a later statement: whether they meet a conflict depends on this one.
 */
export function takeRuns(waiting: readonly AppendEntry[]): { runs: AppendRun[]; later: AppendEntry[] } {
  const runs = new Map<string, AppendRun & { endSeq: number; open: boolean }>();
  const later: AppendEntry[] = [];
  for (const entry of waiting) {
    const { userId, expectedSeq, rows } = entry.item;
    const endSeq = expectedSeq + rows.length;
    const run = runs.get(userId);
    if (run === undefined) {
      runs.set(userId, { userId, expectedSeq, endSeq, entries: [entry], open: true });
    } else if (run.open && run.endSeq === expectedSeq) {
      run.entries.push(entry);
      run.endSeq = endSeq;
    } else {
      run.open = false;
      later.push(entry);
    }
  }
  return { runs: [...runs.values()], later };
}

/**
 * Answers the callers of the runs. Of a run that met a conflict only the first append is known to have: the others
 * are to be tried on their own.
 */
export function settleRuns(runs: readonly AppendRun[], appendedUsers: ReadonlySet<string>): AppendEntry[] {
  return runs.flatMap(({ userId, entries }) => {
    if (appendedUsers.has(userId)) {
      for (const entry of entries) entry.resolve({ kind: "appended" });
      return [];
    }
    const [first, ...others] = entries;
    first?.resolve({ kind: "conflict" });
    return others;
  });
}
