/** Buckets as rows of signal_second, signal_minute and signal_hour. */
import { type Kysely, sql } from "kysely";
import type { Pool, PoolClient } from "pg";
import { BinaryWriter, OID, timestampParameter } from "../binary-writer.ts";
import { type CopyTable, copyInto, encodeRows } from "../copy.ts";
import { brokenConstraint, guarded, isDeadlock, storeError } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import { LEVELS, type Bucket, type Level } from "./bucket.ts";
import type { FoldedRows } from "./fold.ts";

export const TABLE_OF = { second: "signal_second", minute: "signal_minute", hour: "signal_hour" } as const;

export interface RollupRow {
  sessionId: string;
  stream: number;
  bucket: Bucket;
}

export type RollupRows = Record<Level, RollupRow[]>;

const COLUMNS = [
  "session_id",
  "stream_id",
  "t",
  "sample_count",
  "first_seq",
  "last_seq",
  "first_t",
  "last_t",
  "gaps",
  "covered_s",
  "replaces",
  "mins",
  "maxs",
  "sums",
  "squares",
] as const;
const KEY = "session_id, stream_id, t";
const REPLACED = COLUMNS.slice(3)
  .map((column) => `${column} = excluded.${column}`)
  .join(", ");
const NULL_FIELD = -1;
const DEADLOCK_ATTEMPTS = 3;

function tableOf(level: Level): CopyTable<RollupRow> {
  return {
    name: TABLE_OF[level],
    columns: COLUMNS,
    write(to, { sessionId, stream, bucket }) {
      to.uuid(sessionId);
      to.int8(stream);
      to.timestamptz(bucket.tUs);
      for (const value of [bucket.count, bucket.firstSeq, bucket.lastSeq]) to.int8(value);
      to.timestamptz(bucket.firstUs);
      to.timestamptz(bucket.lastUs);
      to.int8(bucket.gaps);
      if (bucket.coveredS === null) to.rawInt32(NULL_FIELD);
      else to.float8(bucket.coveredS);
      if (bucket.replaces === null) to.rawInt32(NULL_FIELD);
      else to.int8(bucket.replaces);
      for (const list of [bucket.mins, bucket.maxs]) to.array(OID.float4, list, (value) => to.float4(value));
      for (const list of [bucket.sums, bucket.squares])
        to.array(OID.float8, list, (value) => to.float8(value));
    },
  };
}

const TABLES = { second: tableOf("second"), minute: tableOf("minute"), hour: tableOf("hour") };

export function noRows(): RollupRows {
  return { second: [], minute: [], hour: [] };
}

export function addRows(to: RollupRows, sessionId: string, stream: number, folded: FoldedRows): void {
  for (const level of LEVELS) {
    for (const bucket of folded[level]) to[level].push({ sessionId, stream, bucket });
  }
}

export interface StreamKey {
  sessionId: string;
  stream: number;
}

/**
 * Writes rows in one transaction, no key twice. A row that goes on from another is written over that one only; any
 * other row stands until one of at least as many samples comes. So neither a node that knows less than another one
 * nor what retention has left of the blocks overwrites more than it knows.
 * @returns streams with rows that the store holds otherwise, and keeps
 */
export async function writeRollups(pool: Pool, rows: RollupRows): Promise<StreamKey[]> {
  const writer = new BinaryWriter();
  // Most seconds are new: they go straight into their table, until one is there already.
  let direct = true;
  for (let deadlocks = 0; ;) {
    const client = await guarded(() => pool.connect());
    try {
      await client.query("BEGIN");
      const refused: StreamKey[] = [];
      for (const level of LEVELS)
        refused.push(...(await writeLevel(client, level, rows[level], writer, direct)));
      await client.query("COMMIT");
      client.release();
      return refused;
    } catch (error) {
      client.release(true);
      if (direct && brokenConstraint(error) !== undefined) direct = false;
      else if (!isDeadlock(error) || ++deadlocks === DEADLOCK_ATTEMPTS) throw storeError(error);
    }
  }
}

async function writeLevel(
  client: PoolClient,
  level: Level,
  rows: readonly RollupRow[],
  writer: BinaryWriter,
  direct: boolean,
): Promise<StreamKey[]> {
  if (!direct || level !== "second") return merge(client, level, rows, writer);
  const isNew = ({ bucket }: RollupRow): boolean => bucket.replaces === 0;
  const table = TABLES[level];
  const fresh = rows.filter(isNew);
  if (fresh.length > 0) await copyInto(client, table, table.name, encodeRows(table, fresh, writer));
  return merge(
    client,
    level,
    rows.filter((row) => !isNew(row)),
    writer,
  );
}

async function merge(
  client: PoolClient,
  level: Level,
  rows: readonly RollupRow[],
  writer: BinaryWriter,
): Promise<StreamKey[]> {
  if (rows.length === 0) return [];
  const { name } = TABLES[level];
  const incoming = `incoming_${name}`;
  await client.query(`CREATE TEMP TABLE IF NOT EXISTS ${incoming} (LIKE ${name}) ON COMMIT DELETE ROWS`);
  await copyInto(client, TABLES[level], incoming, encodeRows(TABLES[level], rows, writer));
  const { rowCount } = await client.query(
    `INSERT INTO ${name} AS held (${COLUMNS.join(", ")}) SELECT ${COLUMNS.join(", ")} FROM ${incoming} ORDER BY ${KEY}
      ON CONFLICT (${KEY}) DO UPDATE SET ${REPLACED}
      WHERE CASE WHEN excluded.replaces IS NULL THEN excluded.sample_count >= held.sample_count
        ELSE excluded.replaces = held.sample_count END`,
  );
  if (rowCount === rows.length) return [];
  const refused = await client.query<StreamKey>(
    `SELECT DISTINCT session_id AS "sessionId", stream_id AS stream
      FROM ${incoming} AS new JOIN ${name} AS held USING (${KEY}) WHERE held.sample_count <> new.sample_count`,
  );
  return refused.rows;
}

interface Fields extends Omit<Bucket, "mins" | "maxs" | "sums" | "squares"> {
  mins: number[];
  maxs: number[];
  sums: number[];
  squares: number[];
}

/** The buckets of a stream that begin in [fromUs, toUs), in order. */
export async function readRollups(
  db: Kysely<Tables>,
  level: Level,
  { sessionId, stream, fromUs, toUs }: { sessionId: string; stream: number; fromUs: number; toUs: number },
): Promise<Bucket[]> {
  const { rows } = await sql<Fields>`
    SELECT (extract(epoch FROM t) * 1000000)::bigint AS "tUs", sample_count AS count,
      first_seq AS "firstSeq", last_seq AS "lastSeq", (extract(epoch FROM first_t) * 1000000)::bigint AS "firstUs",
      (extract(epoch FROM last_t) * 1000000)::bigint AS "lastUs", gaps, covered_s AS "coveredS",
      sample_count AS replaces,      mins, maxs, sums, squares
    FROM ${sql.table(TABLE_OF[level])}
    WHERE session_id = ${sessionId} AND stream_id = ${stream}
      AND t >= ${timestampParameter(fromUs)}::timestamptz AND t < ${timestampParameter(toUs)}::timestamptz
    ORDER BY t`.execute(db);
  return rows.map(({ mins, maxs, sums, squares, ...bucket }) => ({
    ...bucket,
    mins: Float32Array.from(mins),
    maxs: Float32Array.from(maxs),
    sums: Float64Array.from(sums),
    squares: Float64Array.from(squares),
  }));
}
