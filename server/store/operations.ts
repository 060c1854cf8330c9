/** What an operator looks at: who there is, how long each log is, and the snapshots of the past. */
import { type Kysely, sql } from "kysely";
import type { StoredSnapshot } from "@trajectory/actors/runtime/ports.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { KnownUser, OperationsStore, SnapshotInfo } from "../operations/ports.ts";
import { isUuid } from "./binary-writer.ts";
import type { PostgresEventLog } from "./event-log.ts";
import { headAt, snapshotFrom, snapshotUpTo } from "./past.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

export class PostgresOperations implements OperationsStore {
  readonly #db: Kysely<Tables>;
  readonly #log: PostgresEventLog;

  constructor(db: Kysely<Tables>, log: PostgresEventLog) {
    this.#db = db;
    this.#log = log;
  }

  async users(after: string | undefined, limit: number): Promise<KnownUser[]> {
    const from = after !== undefined && isUuid(after) ? after : "00000000-0000-0000-0000-000000000000";
    const { rows } = await guarded(() =>
      sql<Omit<KnownUser, "lastEventAt"> & { lastEventAt: number | null }>`
        SELECT user_id AS "userId", name, email, role, coalesce(newest.seq, 0) AS events,
          (extract(epoch FROM newest.recorded_at) * 1000)::double precision AS "lastEventAt"
        FROM account LEFT JOIN LATERAL (
          SELECT seq, recorded_at FROM event WHERE event.user_id = account.user_id ORDER BY seq DESC LIMIT 1
        ) AS newest ON true
        WHERE user_id > ${from} ORDER BY user_id LIMIT ${limit}`.execute(this.#db),
    );
    return rows.map(({ lastEventAt, ...user }) => (lastEventAt === null ? user : { ...user, lastEventAt }));
  }

  async isKnown(userId: string): Promise<boolean> {
    if (!isUuid(userId)) return false;
    const { rows } = await guarded(() =>
      sql<{ known: boolean }>`
        SELECT EXISTS (SELECT FROM account WHERE user_id = ${userId})
          OR EXISTS (SELECT FROM event WHERE user_id = ${userId}) AS known`.execute(this.#db),
    );
    return rows[0]?.known === true;
  }

  async sample(salt: string, count: number): Promise<string[]> {
    const { rows } = await guarded(() =>
      sql<{ userId: string }>`
        SELECT user_id AS "userId" FROM account
        WHERE EXISTS (SELECT FROM event WHERE event.user_id = account.user_id)
        ORDER BY md5(user_id::text || ${salt}::text) LIMIT ${count}`.execute(this.#db),
    );
    return rows.map(({ userId }) => userId);
  }

  async head(userId: string): Promise<number> {
    const [newest] = await this.#log.newest(userId, 1);
    return newest?.seq ?? 0;
  }

  headAt(userId: string, at: number): Promise<number> {
    return headAt(this.#db, userId, at);
  }

  events(userId: string, afterSeq: number, limit: number): Promise<EventRecord[]> {
    return this.#log.read(userId, afterSeq, limit);
  }

  async snapshots(userId: string, limit: number): Promise<SnapshotInfo[]> {
    if (!isUuid(userId)) return [];
    const { rows } = await guarded(() =>
      sql<Omit<SnapshotInfo, "modelVersion"> & { modelVersion: string | null }>`
        SELECT seq, machine_version AS "machineVersion", state->'model'->>'model' AS "modelVersion",
          state_hash AS "stateHash", (extract(epoch FROM saved_at) * 1000)::double precision AS "savedAt"
        FROM snapshot WHERE user_id = ${userId} ORDER BY seq DESC LIMIT ${limit}`.execute(this.#db),
    );
    return rows.map((row) => ({ ...row, modelVersion: row.modelVersion ?? undefined }));
  }

  snapshotFrom(userId: string, fromSeq: number): Promise<StoredSnapshot | undefined> {
    return snapshotFrom(this.#db, userId, fromSeq);
  }

  snapshotUpTo(userId: string, uptoSeq: number): Promise<StoredSnapshot | undefined> {
    return snapshotUpTo(this.#db, userId, uptoSeq);
  }
}
