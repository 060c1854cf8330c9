/** Vectors of memory_item: which are to be made, the made ones, and what an index has not seen yet. */
import { type Kysely, sql } from "kysely";
import type { ItemKind, Source } from "../../memory/memory.ts";
import type { IndexEntry, MadeVector, RowsHead, WaitingText } from "../../memory/ports.ts";
import type { Tables } from "../tables.ts";
import { nextVersion } from "./rows.ts";

export async function readHead(
  db: Kysely<Tables>,
  userId: string,
  model: string,
): Promise<RowsHead | undefined> {
  const { rows } = await sql<RowsHead>`
    SELECT version, deletions,
      EXISTS (SELECT FROM memory_item WHERE user_id = ${userId} AND model IS NULL) AS waiting,
      EXISTS (SELECT FROM memory_item WHERE user_id = ${userId} AND model < ${model})
        OR EXISTS (SELECT FROM memory_item WHERE user_id = ${userId} AND model > ${model}) AS outdated
    FROM memory_owner WHERE user_id = ${userId}`.execute(db);
  return rows[0];
}

export async function readVersions(
  db: Kysely<Tables>,
  userId: string,
  model: string,
  afterN: number,
  limit: number,
): Promise<[number, number][]> {
  const { rows } = await sql<{ n: number; version: number }>`
    SELECT n, version FROM memory_item WHERE user_id = ${userId} AND n > ${afterN} AND model = ${model}
    ORDER BY n LIMIT ${limit}`.execute(db);
  return rows.map(({ n, version }) => [n, version]);
}

export async function readChanged(
  db: Kysely<Tables>,
  userId: string,
  model: string,
  since: number,
  limit: number,
): Promise<[number, number][]> {
  const { rows } = await sql<{ n: number; version: number }>`
    SELECT n, version FROM memory_item WHERE user_id = ${userId} AND version > ${since} AND model = ${model}
    ORDER BY version, n LIMIT ${limit}`.execute(db);
  return rows.map(({ n, version }) => [n, version]);
}

export async function readEntries(
  db: Kysely<Tables>,
  userId: string,
  model: string,
  numbers: readonly number[],
): Promise<IndexEntry[]> {
  const rows = await db
    .selectFrom("memory_item")
    .select(["n", "version", "at", "kind", "source_kind", "source_id", "vector"])
    .where("user_id", "=", userId)
    .where("model", "=", model)
    .where("n", "in", [...numbers])
    .execute();
  return rows.flatMap((row) =>
    row.vector === null
      ? []
      : {
          n: row.n,
          version: row.version,
          at: row.at.getTime(),
          kind: row.kind as ItemKind,
          source: { kind: row.source_kind as Source["kind"], id: row.source_id },
          vector: floatsOf(row.vector),
        },
  );
}

const WORDS = sql`coalesce(title || E'\n', '') || text`;

/** Of everybody, first come, first served. */
export async function readWaiting(db: Kysely<Tables>, limit: number): Promise<WaitingText[]> {
  const { rows } = await sql<WaitingText>`
    SELECT user_id AS "userId", n, version, ${WORDS} AS text FROM memory_item
    WHERE model IS NULL AND refused IS NULL ORDER BY n LIMIT ${limit}`.execute(db);
  return rows;
}

export async function readOutdated(
  db: Kysely<Tables>,
  userId: string,
  model: string,
  limit: number,
): Promise<WaitingText[]> {
  const { rows } = await sql<WaitingText>`
    SELECT user_id AS "userId", n, version, ${WORDS} AS text FROM memory_item
    WHERE user_id = ${userId} AND model <> ${model} LIMIT ${limit}`.execute(db);
  return rows;
}

export async function countOutdated(db: Kysely<Tables>, userId: string, model: string): Promise<number> {
  const { rows } = await sql<{ items: number }>`
    SELECT count(*) AS items FROM memory_item WHERE user_id = ${userId} AND model <> ${model}`.execute(db);
  return rows[0]?.items ?? 0;
}

/** A text that has changed since it was read stays as it is. */
export async function writeVectors(
  db: Kysely<Tables>,
  model: string,
  vectors: readonly MadeVector[],
): Promise<void> {
  for (const [userId, made] of Map.groupBy(vectors, (vector) => vector.userId)) {
    await db.transaction().execute(async (tx) => {
      const version = await nextVersion(tx, userId);
      if (version === undefined) return;
      await sql`
        UPDATE memory_item SET vector = made.vector, model = ${model}, dimension = octet_length(made.vector) / 4,
          version = ${version}, refused = NULL
        FROM unnest(${made.map(({ n }) => n)}::bigint[], ${made.map((one) => one.version)}::bigint[],
          ${made.map(({ vector }) => hexOf(vector))}::bytea[]) AS made (n, version, vector)
        WHERE memory_item.user_id = ${userId} AND memory_item.n = made.n AND memory_item.version = made.version`.execute(
        tx,
      );
    });
  }
}

export async function writeRefusal(
  db: Kysely<Tables>,
  { userId, n, version }: WaitingText,
  reason: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const next = await nextVersion(tx, userId);
    if (next === undefined) return;
    await sql`
      UPDATE memory_item SET refused = ${reason}, vector = NULL, model = NULL, dimension = NULL, version = ${next}
      WHERE user_id = ${userId} AND n = ${n} AND version = ${version}`.execute(tx);
    await sql`UPDATE memory_owner SET deletions = deletions + 1 WHERE user_id = ${userId}`.execute(tx);
  });
}

function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** An array of bytea goes as text. */
function hexOf({ buffer, byteOffset, byteLength }: Float32Array): string {
  return `\\x${Buffer.from(buffer, byteOffset, byteLength).toString("hex")}`;
}
