/** Hours of a calendar: per commitment, and of all together with overlaps counted once. */
import type { Commitment } from "./messages.ts";

export interface Occurrence {
  /** Occurrences of one commitment share it. */
  id: string;
  name: string;
  recurs: boolean;
  /** ms since the Unix epoch */
  start: number;
  end: number;
}

const HOUR_MS = 3_600_000;

/** Longest first. */
export function summarised(occurrences: readonly Occurrence[]): {
  commitments: Commitment[];
  busyHours: number;
} {
  const commitments = [...Map.groupBy(occurrences, ({ id }) => id).values()].map((own) => ({
    name: own[0]?.name ?? "",
    recurs: own.some(({ recurs }) => recurs),
    times: own.length,
    hours: own.reduce((sum, { start, end }) => sum + (end - start) / HOUR_MS, 0),
  }));
  commitments.sort((a, b) => b.hours - a.hours);
  let [busy, until] = [0, Number.NEGATIVE_INFINITY];
  for (const { start, end } of occurrences.toSorted((a, b) => a.start - b.start)) {
    busy += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return { commitments, busyHours: busy / HOUR_MS };
}
