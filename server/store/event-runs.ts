/** Which appends of a batch can share one statement. */
import type { AppendOutcome } from "@trajectory/actors/runtime/ports.ts";
import type { BatchEntry } from "./batcher.ts";
import type { PreparedAppend } from "./event-append.ts";

export type AppendEntry = BatchEntry<PreparedAppend, AppendOutcome>;

/** Appends of one user of which each begins where the one before ends: they stand or fall together. */
export interface AppendRun {
  userId: string;
  expectedSeq: number;
  endSeq: number;
  entries: AppendEntry[];
}

/**
 * One statement per round, one run per user and round. A second round is needed only where a user's appends do not
 * follow each other, that is, where one of them is going to meet a conflict.
 */
export function roundsOf(batch: readonly AppendEntry[]): AppendRun[][] {
  const rounds: AppendRun[][] = [];
  const newest = new Map<string, { round: number; run: AppendRun }>();
  for (const entry of batch) {
    const { userId, expectedSeq, rows } = entry.item;
    const before = newest.get(userId);
    if (before !== undefined && before.run.endSeq === expectedSeq) {
      before.run.entries.push(entry);
      before.run.endSeq += rows.length;
      continue;
    }
    const round = before === undefined ? 0 : before.round + 1;
    const run = { userId, expectedSeq, endSeq: expectedSeq + rows.length, entries: [entry] };
    rounds[round] ??= [];
    rounds[round].push(run);
    newest.set(userId, { round, run });
  }
  return rounds;
}
