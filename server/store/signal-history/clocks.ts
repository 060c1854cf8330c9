/** How the device's clock of each session is read: its stamps plus an offset give the server's time. */
import { type Kysely, sql } from "kysely";
import { type ClockEpoch, fitClock } from "@trajectory/engine/signals/clock-fit.ts";
import type { ClockExchange } from "@trajectory/protocols/messages.ts";
import type { ClockReading } from "../../gateway/signal-history.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";

/** Of each of these spans the exchange with the least round trip is read, µs. */
const SPAN_US = 30_000_000;

export class SessionClock {
  readonly #epochs: readonly ClockEpoch[];

  constructor(epochs: readonly ClockEpoch[]) {
    this.#epochs = epochs;
  }

  /** To be added to a stamp of the sensor, µs; 0 where nothing is known. */
  offsetAt(sensorUs: number): number {
    let epoch = this.#epochs[0];
    for (const next of this.#epochs) if (next.fromUs <= sensorUs) epoch = next;
    if (epoch === undefined) return 0;
    return epoch.offsetUs + (epoch.skewPpm / 1e6) * (sensorUs - epoch.fromUs);
  }

  /** The sensor's stamp at a time of the server, µs. */
  sensorAt(serverUs: number): number {
    // The offset changes by parts per million: at a time so near it is the same to the microsecond.
    const near = serverUs - this.offsetAt(serverUs);
    return serverUs - this.offsetAt(near);
  }

  get reading(): ClockReading {
    const last = this.#epochs.at(-1);
    if (last === undefined) return { offsetMs: null, errorMs: null, skewPpm: null };
    return {
      offsetMs: this.offsetAt(last.toUs) / 1_000,
      errorMs: last.errorUs / 1_000,
      skewPpm: last.skewPpm,
    };
  }
}

const EXCHANGES = 1_000;

export async function listExchanges(
  db: Kysely<Tables>,
  sessionId: string,
  afterUs: number,
): Promise<ClockExchange[]> {
  const { rows } = await guarded(() =>
    sql<ClockExchange>`
      SELECT t0_us AS "t0Us", t1_us AS "t1Us", t2_us AS "t2Us", t3_us AS "t3Us" FROM clock_exchange
      WHERE session_id = ${sessionId} AND t0_us > ${Math.floor(afterUs)}::bigint
      ORDER BY t0_us LIMIT ${EXCHANGES}`.execute(db),
  );
  return rows;
}

/** Those of sessions that have ended are fitted once and kept. */
export async function clocksOf(
  db: Kysely<Tables>,
  sessions: readonly { sessionId: string; hasEnded: boolean }[],
): Promise<Map<string, SessionClock>> {
  const clocks = new Map<string, SessionClock>();
  if (sessions.length === 0) return clocks;
  const ids = sessions.map(({ sessionId }) => sessionId);
  const kept = await guarded(() =>
    db.selectFrom("session_clock").select(["session_id", "epochs"]).where("session_id", "in", ids).execute(),
  );
  for (const { session_id, epochs } of kept) {
    clocks.set(session_id, new SessionClock(epochs as ClockEpoch[]));
  }
  for (const { sessionId, hasEnded } of sessions) {
    if (clocks.has(sessionId)) continue;
    const epochs = await fitOf(db, sessionId);
    clocks.set(sessionId, new SessionClock(epochs));
    if (!hasEnded) continue;
    await guarded(() =>
      db
        .insertInto("session_clock")
        .values({ session_id: sessionId, epochs: JSON.stringify(epochs) })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  }
  return clocks;
}

async function fitOf(db: Kysely<Tables>, sessionId: string): Promise<ClockEpoch[]> {
  const { rows } = await guarded(() =>
    sql<{ deviceUs: number; offsetUs: number; roundTripUs: number }>`
      SELECT DISTINCT ON (t0_us / ${sql.lit(SPAN_US)}) (t0_us + t3_us)::double precision / 2 AS "deviceUs",
        ((t1_us - t0_us) + (t2_us - t3_us))::double precision / 2 AS "offsetUs",
        ((t3_us - t0_us) - (t2_us - t1_us))::double precision AS "roundTripUs"
      FROM clock_exchange WHERE session_id = ${sessionId}
      ORDER BY t0_us / ${sql.lit(SPAN_US)}, (t3_us - t0_us) - (t2_us - t1_us)`.execute(db),
  );
  return fitClock(rows);
}
