/** The statement that appends: all runs of a round in one transaction, each only where its user's head is as expected. */
import type { Pool } from "pg";
import { OID, arrayParameter } from "./binary-writer.ts";
import type { EventRow } from "./event-append.ts";
import type { AppendRun } from "./event-runs.ts";

/**
 * Whoever inserts expected + 1 has won: the primary key lets nobody else have it, also before COMMIT, and the rest of
 * the run follows it. The scalar subquery keeps the look-up of the head an index look-up per run. Nobody begins a log for
 * somebody who was deleted.
 */
const APPEND = `
  WITH input AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[],
      $7::text[], $8::integer[], $9::text[])
      AS input (user_id, expected, seq, actor, type, at, command_id, machine_version, payload)
  ), won AS (
    INSERT INTO event (user_id, seq, actor, type, at, command_id, machine_version, payload)
    SELECT user_id, seq, actor, type, at, command_id, machine_version, payload::json FROM input
    WHERE seq = expected + 1 AND (expected = 0 AND NOT is_erased(user_id)
      OR (SELECT true FROM event AS head WHERE head.user_id = input.user_id AND head.seq = input.expected))
    ON CONFLICT (user_id, seq) DO NOTHING
    RETURNING user_id
  ), rest AS (
    INSERT INTO event (user_id, seq, actor, type, at, command_id, machine_version, payload)
    SELECT user_id, seq, actor, type, at, command_id, machine_version, payload::json FROM input
    WHERE seq > expected + 1 AND user_id IN (SELECT user_id FROM won)
  )
  SELECT user_id FROM won`;

/** Settings of the connection: the plan is made once, when the table may be small still, and has to fit a large one. */
export const APPENDER = { plan_cache_mode: "force_generic_plan", enable_seqscan: "off" } as const;

interface InsertRow extends EventRow {
  userId: string;
  expectedSeq: number;
}

/** The users whose run was appended. Resolves after COMMIT. */
export async function insertRuns(pool: Pool, runs: readonly AppendRun[]): Promise<Set<string>> {
  // In the order of the key, so that two nodes do not wait for each other; a sort in the statement costs a tenth of it.
  const rows = runs.toSorted((a, b) => (a.userId < b.userId ? -1 : 1)).flatMap(rowsOf);
  const { rows: won } = await pool.query<{ user_id: string }>({
    name: "append",
    text: APPEND,
    values: parameters(rows),
  });
  return new Set(won.map((row) => row.user_id));
}

function rowsOf({ userId, expectedSeq, entries }: AppendRun): InsertRow[] {
  return entries.flatMap(({ item }) => item.rows.map((row) => ({ ...row, userId, expectedSeq })));
}

function parameters(rows: readonly InsertRow[]): Buffer[] {
  return [
    arrayParameter(OID.uuid, rows, (to, row) => to.uuid(row.userId)),
    arrayParameter(OID.int8, rows, (to, row) => to.int8(row.expectedSeq)),
    arrayParameter(OID.int8, rows, (to, row) => to.int8(row.seq)),
    arrayParameter(OID.text, rows, (to, row) => to.text(row.actor)),
    arrayParameter(OID.text, rows, (to, row) => to.text(row.type)),
    arrayParameter(OID.timestamptz, rows, (to, row) => to.timestamptz(row.atUs)),
    arrayParameter(OID.text, rows, (to, row) => to.text(row.commandId)),
    arrayParameter(OID.int4, rows, (to, row) => to.int4(row.machineVersion)),
    arrayParameter(OID.text, rows, (to, row) => to.text(row.payload)),
  ];
}
