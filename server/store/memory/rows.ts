/** Writes of memory_item. Each holds the person's row of memory_owner, so that versions come in the order of COMMITs. */
import { type Kysely, sql, type Transaction } from "kysely";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { ItemKind, MemoryItem, Metadata, Source } from "../../memory/memory.ts";
import type { Item, SourceKey } from "../../memory/ports.ts";
import type { Tables } from "../tables.ts";

type Database = Kysely<Tables> | Transaction<Tables>;

/** Raises the version and keeps others from writing until COMMIT; undefined without an account. */
export async function nextVersion(tx: Transaction<Tables>, userId: string): Promise<number | undefined> {
  await sql`
    INSERT INTO memory_owner (user_id) SELECT user_id FROM account WHERE user_id = ${userId}
    ON CONFLICT DO NOTHING`.execute(tx);
  const { rows } = await sql<{ version: number }>`
    UPDATE memory_owner SET version = version + 1 WHERE user_id = ${userId} RETURNING version`.execute(tx);
  return rows[0]?.version;
}

/** @throws ProtocolError `memory_full` */
export async function checkRoom(
  tx: Transaction<Tables>,
  userId: string,
  coming: readonly Item[],
  most: number,
): Promise<void> {
  const { rows } = await sql<{ items: number }>`
    SELECT (SELECT count(*) FROM memory_item WHERE user_id = ${userId})
      + (SELECT count(*) FROM unnest(${coming.map(({ id }) => id)}::text[]) AS coming (id)
         WHERE NOT EXISTS (SELECT FROM memory_item WHERE user_id = ${userId} AND memory_item.id = coming.id)) AS items`.execute(
    tx,
  );
  if ((rows[0]?.items ?? 0) <= most) return;
  throw new ProtocolError("memory_full", `At most ${most} items are remembered of a person.`);
}

/** New and changed items; an item whose words stay keeps its vector. @returns how many there are */
export async function putItems(
  tx: Transaction<Tables>,
  userId: string,
  items: readonly Item[],
  version: number,
): Promise<number> {
  if (items.length === 0) return 0;
  const records = JSON.stringify(items.map(recordOf));
  const { rows } = await sql`
    INSERT INTO memory_item (user_id, id, kind, title, text, at, source_kind, source_id, source_locator, metadata, version)
    SELECT ${userId}, id, kind, title, text, to_timestamp(at::double precision / 1000), source_kind, source_id, source_locator,
      metadata, ${version}
    FROM jsonb_to_recordset(${records}::jsonb) AS item (
      id text, kind text, title text, text text, at bigint, source_kind text, source_id text, source_locator text,
      metadata jsonb)
    ON CONFLICT (user_id, id) DO UPDATE SET
      kind = excluded.kind, title = excluded.title, text = excluded.text, at = excluded.at,
      source_kind = excluded.source_kind, source_id = excluded.source_id, source_locator = excluded.source_locator,
      metadata = excluded.metadata, version = excluded.version,
      model = CASE WHEN ${sameWords} THEN memory_item.model END,
      dimension = CASE WHEN ${sameWords} THEN memory_item.dimension END,
      vector = CASE WHEN ${sameWords} THEN memory_item.vector END,
      refused = CASE WHEN ${sameWords} THEN memory_item.refused END
    WHERE (memory_item.kind, memory_item.title, memory_item.text, memory_item.at, memory_item.source_kind,
        memory_item.source_id, memory_item.source_locator, memory_item.metadata)
      IS DISTINCT FROM (excluded.kind, excluded.title, excluded.text, excluded.at, excluded.source_kind,
        excluded.source_id, excluded.source_locator, excluded.metadata)
    RETURNING id`.execute(tx);
  return rows.length;
}

const sameWords = sql`(memory_item.title, memory_item.text) IS NOT DISTINCT FROM (excluded.title, excluded.text)`;

export async function removeItems(
  tx: Transaction<Tables>,
  userId: string,
  which: { ids: readonly string[] } | { source: SourceKey } | "all",
): Promise<number> {
  const chosen =
    which === "all"
      ? sql`true`
      : "ids" in which
        ? sql`id = ANY(${which.ids.map(storable)}::text[])`
        : sql`source_kind = ${which.source.kind} AND source_id = ${storable(which.source.id)}`;
  const { numAffectedRows = 0n } = await sql`
    DELETE FROM memory_item WHERE user_id = ${userId} AND ${chosen}`.execute(tx);
  if (numAffectedRows > 0n) {
    await sql`UPDATE memory_owner SET deletions = deletions + 1 WHERE user_id = ${userId}`.execute(tx);
  }
  return Number(numAffectedRows);
}

export async function readItems(
  db: Database,
  userId: string,
  numbers: readonly number[],
): Promise<Map<number, MemoryItem>> {
  const rows = await db
    .selectFrom("memory_item")
    .select([
      "n",
      "id",
      "kind",
      "title",
      "text",
      "at",
      "source_kind",
      "source_id",
      "source_locator",
      "metadata",
    ])
    .where("user_id", "=", userId)
    .where("n", "in", [...numbers])
    .execute();
  return new Map(
    rows.map((row) => [
      row.n,
      {
        id: row.id,
        kind: row.kind as ItemKind,
        ...(row.title === null ? {} : { title: row.title }),
        text: row.text,
        at: row.at.getTime(),
        source: {
          kind: row.source_kind as Source["kind"],
          id: row.source_id,
          ...(row.source_locator === null ? {} : { locator: row.source_locator }),
        },
        metadata: row.metadata as Metadata,
      },
    ]),
  );
}

function recordOf({ id, kind, title, text, at, source, metadata = {} }: Item): object {
  return {
    id: storable(id),
    kind,
    title: title === undefined ? null : storable(title),
    text: storable(text),
    at,
    source_kind: source.kind,
    source_id: storable(source.id),
    source_locator: source.locator === undefined ? null : storable(source.locator),
    metadata: Object.fromEntries(
      Object.entries(metadata).map(([key, value]) => [
        storable(key),
        typeof value === "string" ? storable(value) : value,
      ]),
    ),
  };
}

/** PostgreSQL's jsonb has neither NUL nor half of a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll("\0", "\ufffd").toWellFormed();
}
