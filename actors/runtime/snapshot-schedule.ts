/** After which events a user's snapshot is taken. */
import { PARTITIONS, partitionOf } from "@trajectory/protocols/subjects.ts";

/**
 * Every so many events, counted for each user from another place: people who are equally busy, as after a start, would
 * otherwise all have theirs taken at once, and everybody waits meanwhile.
 */
export function isSnapshotDue(
  userId: string,
  every: number,
  savedSeq: number,
  committedSeq: number,
): boolean {
  const ahead = Math.floor((partitionOf(userId) / PARTITIONS) * every);
  return Math.floor((committedSeq + ahead) / every) > Math.floor((savedSeq + ahead) / every);
}
