/** Everything that is kept, behind the ports of its users. */
import { MigrationError, migrate } from "@trajectory/migrations/migrate.ts";
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Log } from "@trajectory/ingest/ports.ts";
import { PostgresAccounts } from "./accounts.ts";
import { PostgresErasure } from "./erasure.ts";
import { PostgresAnalyses } from "./analyses.ts";
import { type EventLogLimits, PostgresEventLog } from "./event-log.ts";
import { APPENDER } from "./event-insert.ts";
import { PostgresGestureExamples } from "./gesture-examples.ts";
import { PostgresHistory } from "./history.ts";
import { PostgresInterviews } from "./interviews.ts";
import { PostgresDocuments } from "./documents.ts";
import { PostgresJobs } from "./jobs.ts";
import { PostgresLeases } from "./leases.ts";
import { PostgresFollowedLog } from "./memory/followed-log.ts";
import { PostgresMemory } from "./memory/memory-rows.ts";
import { PostgresOperations } from "./operations.ts";
import { PostgresPlans } from "./plans.ts";
import { type Edition, createPool, describeEdition, detectEdition, surviveLoss } from "./pool.ts";
import { PostgresPushFollow } from "./push/follow.ts";
import { PostgresPushOutbox } from "./push/outbox.ts";
import { PostgresPushSubscriptions } from "./push/subscriptions.ts";
import { PostgresSettings } from "./person-settings.ts";
import { PostgresPersonalData } from "./personal-data.ts";
import { RollupFeed, type RollupLimits } from "./rollups/feed.ts";
import { PostgresRollups } from "./rollups/rollups.ts";
import { PostgresRetention } from "./retention.ts";
import { PostgresSessionNotes } from "./session-notes.ts";
import { PostgresSignalHistory } from "./signal-history/signal-history.ts";
import { PostgresSignalStore, type SignalStoreLimits } from "./signal-store.ts";
import { StartError } from "../start-error.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

export interface StoreOptions {
  /** postgres://user:password@host:port/database */
  url: string;
  clock: Clock;
  log: Log;
  /** Connections at most, beside those for writing. */
  connections?: number;
  statementTimeoutMs?: number;
  events?: Partial<EventLogLimits>;
  signals?: Partial<SignalStoreLimits>;
  rollups?: Partial<RollupLimits>;
}

export interface Store {
  accounts: PostgresAccounts;
  events: PostgresEventLog;
  signals: PostgresSignalStore;
  rollups: PostgresRollups;
  signalHistory: PostgresSignalHistory;
  sessionNotes: PostgresSessionNotes;
  gestures: PostgresGestureExamples;
  retention: PostgresRetention;
  erasure: PostgresErasure;
  personal: PostgresPersonalData;
  settings: PostgresSettings;
  push: {
    subscriptions: PostgresPushSubscriptions;
    follow: PostgresPushFollow;
    outbox: PostgresPushOutbox;
  };
  history: PostgresHistory;
  interviews: PostgresInterviews;
  jobs: PostgresJobs;
  documents: PostgresDocuments;
  memory: PostgresMemory;
  followedLog: PostgresFollowedLog;
  plans: PostgresPlans;
  analyses: PostgresAnalyses;
  operations: PostgresOperations;
  leases: PostgresLeases;
  edition: Edition;
  /** "postgresql 18.4", "timescaledb 2.19.3 (apache) on postgresql 17.12" */
  description: string;
  /** @throws ProtocolError `store_unavailable` */
  ping(): Promise<void>;
  /** Writes what waits, then disconnects. */
  close(): Promise<void>;
}

/** Three batches of blocks, and windows, clock exchanges and drops one each. */
const WRITERS = 6;
/** The queue of jobs looks, and gives out; its statements may take longer than a person waits. */
const QUEUE = 2;
const QUEUE_TIMEOUT_MS = 60_000;

/**
 * Migrates the database and opens it.
 * @throws StartError when the database cannot be reached or migrated
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { clock, log } = options;
  await migrateDatabase(options.url, log);
  const { url, connections, statementTimeoutMs } = options;
  const poolOf = (
    max: number | undefined,
    timeoutMs = statementTimeoutMs,
    settings: Readonly<Record<string, string>> = {},
  ) =>
    createPool({
      url,
      log,
      settings,
      ...(max === undefined ? {} : { max }),
      ...(timeoutMs === undefined ? {} : { statementTimeoutMs: timeoutMs }),
    });
  const pool = poolOf(connections);
  // Neither events nor samples nor leases wait in a queue behind what thousands of people's actors read.
  const appender = poolOf(1, statementTimeoutMs, APPENDER);
  const writers = poolOf(WRITERS);
  const keeper = poolOf(1);
  const queue = poolOf(QUEUE, QUEUE_TIMEOUT_MS);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const events = new PostgresEventLog({ appender, pool, db, clock, limits: options.events });
  const feed = new RollupFeed({
    pool,
    db,
    clock,
    log,
    ...(options.rollups === undefined ? {} : { limits: options.rollups }),
  });
  const signals = new PostgresSignalStore(writers, db, clock, options.signals, feed);
  const edition = await guarded(() => detectEdition(pool));
  return {
    accounts: new PostgresAccounts(db),
    events,
    signals,
    rollups: new PostgresRollups(pool, db, feed),
    signalHistory: new PostgresSignalHistory(db),
    sessionNotes: new PostgresSessionNotes(db),
    gestures: new PostgresGestureExamples(db),
    retention: new PostgresRetention(db, edition.timescale !== undefined),
    settings: new PostgresSettings(db),
    push: {
      subscriptions: new PostgresPushSubscriptions(db),
      follow: new PostgresPushFollow(db),
      outbox: new PostgresPushOutbox(db),
    },
    personal: new PostgresPersonalData(options.url),
    erasure: new PostgresErasure(options.url),
    history: new PostgresHistory(db, events),
    interviews: new PostgresInterviews(db),
    documents: new PostgresDocuments(db),
    jobs: new PostgresJobs(pool, db, queue),
    memory: new PostgresMemory(db),
    followedLog: new PostgresFollowedLog(db),
    plans: new PostgresPlans(db),
    analyses: new PostgresAnalyses(db),
    operations: new PostgresOperations(db, events),
    leases: new PostgresLeases(keeper),
    edition,
    description: describeEdition(edition),
    ping: () =>
      guarded(async () => {
        await pool.query("SELECT 1");
      }),
    async close() {
      await Promise.all([events.close(), signals.close()]);
      await feed.close();
      await Promise.all([pool.end(), appender.end(), writers.end(), keeper.end(), queue.end()]);
    },
  };
}

/** On a connection of its own, without time-outs: another node may be migrating, and a large table takes its time. */
async function migrateDatabase(connectionString: string, log: Log): Promise<void> {
  const pool = new Pool({ connectionString, max: 1, application_name: "trajectory migrate" });
  surviveLoss(pool, log);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const applied = await migrate(db);
    if (applied.length > 0) log.info({ applied }, "The database was migrated.");
  } catch (error) {
    throw startError(connectionString, error);
  } finally {
    await pool.end();
  }
}

/** Says which database it is; its password stays out of the sentence. */
function startError(connectionString: string, cause: unknown): StartError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof MigrationError) return new StartError(message, { cause });
  const { host, pathname } = URL.parse(connectionString) ?? { host: "", pathname: "" };
  return new StartError(
    `The database ${pathname.slice(1)} at ${host} cannot be used (${message}): start it, or correct --database-url.`,
    { cause },
  );
}
