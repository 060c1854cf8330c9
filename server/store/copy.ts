/** Rows into a table by binary COPY. */
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { BinaryWriter } from "./binary-writer.ts";

/** A table that is filled by COPY; `write` writes one field per column. */
export interface CopyTable<Row> {
  name: string;
  columns: readonly string[];
  write(to: BinaryWriter, row: Row): void;
}

const SIGNATURE = Buffer.from("PGCOPY\n\u00ff\r\n\0", "latin1");
const NO_FLAGS = 0;
const NO_EXTENSION = 0;
const END = -1;

/** The bytes lie in the writer and are valid until it is used again. */
export function encodeRows<Row>(table: CopyTable<Row>, rows: readonly Row[], to: BinaryWriter): Buffer {
  to.clear();
  to.rawBytes(SIGNATURE);
  to.rawInt32(NO_FLAGS);
  to.rawInt32(NO_EXTENSION);
  for (const row of rows) {
    to.rawInt16(table.columns.length);
    table.write(to, row);
  }
  to.rawInt16(END);
  return to.bytes();
}

/** Outside a transaction it resolves after COMMIT. */
export async function copyInto<Row>(
  client: PoolClient,
  table: CopyTable<Row>,
  target: string,
  encoded: Buffer,
): Promise<void> {
  const statement = `COPY ${target} (${table.columns.join(", ")}) FROM STDIN (FORMAT binary)`;
  await pipeline([encoded], client.query(copyFrom(statement)));
}

/**
 * The same for rows of which some may be there already: those are left as they are. All in one transaction, in the
 * order of the key, so that two nodes cannot wait for each other. Resolves after COMMIT with the rows that were new.
 */
export async function mergeInto<Row>(
  client: PoolClient,
  table: CopyTable<Row> & { key: readonly string[] },
  encoded: Buffer,
): Promise<number> {
  const incoming = `incoming_${table.name}`;
  const columns = table.columns.join(", ");
  await client.query("BEGIN");
  await client.query(
    `CREATE TEMP TABLE IF NOT EXISTS ${incoming} (LIKE ${table.name} INCLUDING STORAGE)
      WITH (toast_tuple_target = 8160) ON COMMIT DELETE ROWS`,
  );
  await copyInto(client, table, incoming, encoded);
  const { rowCount } = await client.query(
    `INSERT INTO ${table.name} (${columns}) SELECT ${columns} FROM ${incoming}
      ORDER BY ${table.key.join(", ")} ON CONFLICT DO NOTHING`,
  );
  await client.query("COMMIT");
  return rowCount ?? 0;
}
