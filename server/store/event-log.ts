/** The event log in PostgreSQL: one statement, and so one COMMIT, per flush over all users of the node. */
import { type Kysely, sql } from "kysely";
import type { Pool } from "pg";
import type {
  AppendOutcome,
  AppendRequest,
  Clock,
  EventLog,
  PendingReminder,
  StoredSnapshot,
} from "@trajectory/actors/runtime/ports.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { Batcher } from "./batcher.ts";
import { isUuid } from "./binary-writer.ts";
import { eventRecord, EventReads } from "./event-reads.ts";
import { type PreparedAppend, prepareAppend } from "./event-append.ts";
import { insertRuns } from "./event-insert.ts";
import { type AppendEntry, type AppendRun, settleRuns, takeRuns } from "./event-runs.ts";
import { SnapshotWrites } from "./snapshot-writes.ts";
import { guarded, isDeadlock, storeError } from "./store-error.ts";
import type { Tables } from "./tables.ts";

export interface EventLogLimits {
  /** Appends in one statement at most. */
  batchAppends: number;
  /** Appends that wait, and their bytes; further ones are answered `busy`. */
  queueAppends: number;
  queueBytes: number;
}

const LIMITS: EventLogLimits = { batchAppends: 2_000, queueAppends: 20_000, queueBytes: 64 * 1024 * 1024 };
const BATCH_BYTES = 8 * 1024 * 1024;
const DEADLOCK_ATTEMPTS = 3;

/** The newest event of each reminder says whether it is still to come. */
const PENDING_REMINDERS = sql<PendingReminder>`
  WITH newest AS (
    SELECT DISTINCT ON (user_id, id) user_id, due::double precision AS due
    FROM event, LATERAL (SELECT coalesce(payload -> 'reminder' ->> 'id', payload ->> 'reminderId') AS id,
      coalesce(payload -> 'reminder' ->> 'at', payload ->> 'next') AS due) AS reminder
    WHERE type IN ('reminder_set', 'reminder_removed', 'reminder_fired')
    ORDER BY user_id, id, seq DESC
  )
  SELECT user_id AS "userId", min(due) AS due FROM newest WHERE due IS NOT NULL GROUP BY user_id`;

export interface EventLogParts {
  /** With the settings APPENDER. */
  appender: Pool;
  pool: Pool;
  db: Kysely<Tables>;
  clock: Clock;
  limits?: Partial<EventLogLimits> | undefined;
}

export class PostgresEventLog implements EventLog {
  readonly #appender: Pool;
  readonly #db: Kysely<Tables>;
  readonly #appends: Batcher<PreparedAppend, AppendOutcome>;
  readonly #reads: EventReads;
  readonly #snapshots: SnapshotWrites;

  constructor({ appender, pool, db, clock, limits }: EventLogParts) {
    const { batchAppends, queueAppends, queueBytes } = { ...LIMITS, ...limits };
    this.#appender = appender;
    this.#db = db;
    this.#reads = new EventReads(pool, clock);
    this.#snapshots = new SnapshotWrites(pool, clock);
    this.#appends = new Batcher({
      write: (batch) => this.#write(batch),
      clock,
      delayMs: 0,
      maxBatchEntries: batchAppends,
      maxBatchBytes: BATCH_BYTES,
      maxQueueEntries: queueAppends,
      maxQueueBytes: queueBytes,
    });
  }

  /** @throws ProtocolError `busy`, `invalid_input`; `store_unavailable`: the outcome is unknown */
  append(request: AppendRequest): Promise<AppendOutcome> {
    try {
      const prepared = prepareAppend(request);
      return this.#appends.add(prepared, prepared.bytes);
    } catch (error) {
      return Promise.reject(storeError(error));
    }
  }

  async read(userId: string, afterSeq: number, limit: number): Promise<EventRecord[]> {
    return isUuid(userId) ? this.#reads.events(userId, afterSeq, limit) : [];
  }

  /** The newest `limit` events, oldest first. */
  async newest(userId: string, limit: number): Promise<EventRecord[]> {
    const events = await this.#events(userId, (query) => query.orderBy("seq", "desc").limit(limit));
    return events.toReversed();
  }

  findCommand(userId: string, commandId: string): Promise<EventRecord[]> {
    return this.#events(userId, (query) => query.where("command_id", "=", commandId).orderBy("seq"));
  }

  async loadSnapshot(userId: string): Promise<StoredSnapshot | undefined> {
    return isUuid(userId) ? this.#reads.snapshot(userId) : undefined;
  }

  async isPaused(userId: string): Promise<boolean> {
    return isUuid(userId) && this.#reads.paused(userId);
  }

  /** @throws ProtocolError `invalid_input` for what is no user */
  async setPaused(userId: string, paused: boolean): Promise<void> {
    if (!isUuid(userId)) throw new ProtocolError("invalid_input", `The user id "${userId}" is no UUID.`);
    await guarded(() =>
      paused
        ? sql`INSERT INTO paused_user (user_id) SELECT ${userId}::uuid WHERE NOT is_erased(${userId}::uuid)
            ON CONFLICT DO NOTHING`.execute(this.#db)
        : sql`DELETE FROM paused_user WHERE user_id = ${userId}`.execute(this.#db),
    );
  }

  async pendingReminders(): Promise<PendingReminder[]> {
    const { rows } = await guarded(() => PENDING_REMINDERS.execute(this.#db));
    return rows;
  }

  saveSnapshot(snapshot: StoredSnapshot): Promise<void> {
    return this.#snapshots.save(snapshot);
  }

  /** Appends that wait or are being committed. */
  get waiting(): number {
    return this.#appends.size;
  }

  async close(): Promise<void> {
    await Promise.all([this.#appends.close(), this.#reads.close(), this.#snapshots.close()]);
  }

  async #write(batch: readonly AppendEntry[]): Promise<void> {
    let waiting = [...batch];
    while (waiting.length > 0) {
      const { runs, later } = takeRuns(waiting);
      const appendedUsers = await this.#insert(runs);
      waiting = [...settleRuns(runs, appendedUsers), ...later];
    }
  }

  async #insert(runs: readonly AppendRun[], attempt = 1): Promise<Set<string>> {
    try {
      return await insertRuns(this.#appender, runs);
    } catch (error) {
      if (isDeadlock(error) && attempt < DEADLOCK_ATTEMPTS) return this.#insert(runs, attempt + 1);
      throw storeError(error);
    }
  }

  async #events(userId: string, narrow: (query: EventQuery) => EventQuery): Promise<EventRecord[]> {
    if (!isUuid(userId)) return [];
    const rows = await guarded(() => narrow(eventQuery(this.#db, userId)).execute());
    return rows.map(eventRecord);
  }
}

type EventQuery = ReturnType<typeof eventQuery>;

function eventQuery(db: Kysely<Tables>, userId: string) {
  return db
    .selectFrom("event")
    .select([
      "user_id",
      "seq",
      "actor",
      "type",
      "command_id",
      "machine_version",
      "payload",
      sql<number>`(extract(epoch FROM at) * 1000)::double precision`.as("at"),
    ])
    .where("user_id", "=", userId);
}
