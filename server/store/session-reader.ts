/** What a replay of a session reads, on connections of its own: for threads, which share none. */
import { Kysely, PostgresDialect } from "kysely";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { SignalStore } from "@trajectory/ingest/ports.ts";
import type { Log } from "../log.ts";
import { createPool } from "./pool.ts";
import { PostgresRetention } from "./retention.ts";
import { PostgresSignalStore } from "./signal-store.ts";
import type { Tables } from "./tables.ts";

export interface SessionReader extends AsyncDisposable {
  signals: Pick<SignalStore, "session" | "readBlocks" | "readWindows" | "ledger">;
  letGoUntil: (sessionId: string) => Promise<number | undefined>;
}

/** One stream is read behind the other; the ledger may be asked beside. */
const CONNECTIONS = 2;

/** @param url of a database that is migrated already */
export function openSessionReader(url: string, clock: Clock, log: Log): SessionReader {
  const pool = createPool({ url, log, max: CONNECTIONS });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const signals = new PostgresSignalStore(pool, db, clock);
  const retention = new PostgresRetention(db, false);
  return {
    signals,
    letGoUntil: (sessionId) => retention.letGoUntil(sessionId),
    async [Symbol.asyncDispose]() {
      await signals.close();
      await pool.end();
    },
  };
}
