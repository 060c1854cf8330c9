/** Where a log stood at a time, and the snapshots of then. */
import { type Kysely, sql } from "kysely";
import type { StoredSnapshot } from "@trajectory/actors/runtime/ports.ts";
import { isUuid } from "./binary-writer.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

/** A sensor's clock may be this far ahead of ours, with an hour to spare. */
const AHEAD = "25 hours";

/**
 * Seq of the last event before the first one that is later than `at` (ms); 0 when there is none. Everything in a
 * snapshot saved long enough before `at` is earlier, so only the events behind it are looked through.
 */
export async function headAt(db: Kysely<Tables>, userId: string, at: number): Promise<number> {
  if (!isUuid(userId)) return 0;
  const { rows } = await guarded(() =>
    sql<{ seq: number }>`
      WITH time AS (SELECT to_timestamp(${at}::double precision / 1000) AS at),
      earlier AS (
        SELECT coalesce(max(seq), 0) AS seq FROM snapshot, time
        WHERE user_id = ${userId} AND saved_at <= time.at - ${AHEAD}::interval
      )
      SELECT coalesce(
        (SELECT event.seq - 1 FROM event, time, earlier
          WHERE user_id = ${userId} AND event.seq > earlier.seq AND event.at > time.at
          ORDER BY event.seq LIMIT 1),
        (SELECT max(seq) FROM event WHERE user_id = ${userId}),
        0) AS seq`.execute(db),
  );
  return rows[0]?.seq ?? 0;
}

/** The newest snapshot with seq <= uptoSeq. */
export function snapshotUpTo(
  db: Kysely<Tables>,
  userId: string,
  uptoSeq: number,
): Promise<StoredSnapshot | undefined> {
  return findSnapshot(db, userId, (query) => query.where("seq", "<=", uptoSeq).orderBy("seq", "desc"));
}

/** The oldest snapshot with seq >= fromSeq. */
export function snapshotFrom(
  db: Kysely<Tables>,
  userId: string,
  fromSeq: number,
): Promise<StoredSnapshot | undefined> {
  return findSnapshot(db, userId, (query) => query.where("seq", ">=", fromSeq).orderBy("seq"));
}

async function findSnapshot(
  db: Kysely<Tables>,
  userId: string,
  narrow: (query: SnapshotQuery) => SnapshotQuery,
): Promise<StoredSnapshot | undefined> {
  if (!isUuid(userId)) return undefined;
  const row = await guarded(() => narrow(snapshotQuery(db, userId)).limit(1).executeTakeFirst());
  if (row === undefined) return undefined;
  const { seq, machine_version: machineVersion, state_hash: stateHash, state } = row;
  return { userId, seq, machineVersion, stateHash, state };
}

type SnapshotQuery = ReturnType<typeof snapshotQuery>;

function snapshotQuery(db: Kysely<Tables>, userId: string) {
  return db
    .selectFrom("snapshot")
    .select(["seq", "machine_version", "state_hash", "state"])
    .where("user_id", "=", userId);
}
