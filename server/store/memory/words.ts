/**
 * Items by their words: for each word of a query the rarity of its stems (of English and of German) among the person's
 * items, times how much of an item it makes up. Words that are everywhere only count where there are no others.
 */
import { type Kysely, sql } from "kysely";
import type { ItemFilter } from "../../memory/ports.ts";
import type { Tables } from "../tables.ts";

const MOST_WORDS = 32;
/** Counting stops there: a word in so many items says little. */
const MOST_COUNTED = 2_000;
/** Items that are ranked, about: those with the rarest words of the query. The others count where those are. */
const MOST_RANKED = 2_000;
/** A word in a larger share of all items finds nothing by itself. */
const COMMON_SHARE = 0.3;
const FEW_ITEMS = 50;

interface Stem {
  word: number;
  stem: string;
  items: number;
}

export async function findByWords(
  db: Kysely<Tables>,
  userId: string,
  text: string,
  filter: ItemFilter,
  limit: number,
): Promise<number[]> {
  const words = [...new Set(text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.+#_-]*/gu) ?? [])].slice(
    0,
    MOST_WORDS,
  );
  if (words.length === 0) return [];
  const [all, stems] = await Promise.all([countItems(db, userId), countStems(db, userId, words)]);
  const found = stems.filter(({ items }) => items > 0);
  const rare = found.filter(({ items }) => all < FEW_ITEMS || items <= COMMON_SHARE * all);
  const asked = rare.length > 0 ? rare : found;
  if (asked.length === 0) return [];
  const perWord = Map.groupBy(found, ({ word }) => word);
  const weights = asked.map(
    ({ word, items }) => Math.log(1 + (all - items + 0.5) / (items + 0.5)) / (perWord.get(word)?.length ?? 1),
  );
  const narrow = rarest(asked);
  const { rows } = await sql<{ n: number }>`
    SELECT n FROM memory_item, LATERAL (
      SELECT sum(asked.weight * ts_rank(memory_item.search, asked.stem, 1)) AS score
      FROM unnest(${asked.map(({ stem }) => stem)}::tsquery[], ${weights}::double precision[]) AS asked (stem, weight)
      WHERE memory_item.search @@ asked.stem
    ) AS scored
    WHERE user_id = ${userId} AND search @@ ${narrow.map(({ stem }) => stem).join(" | ")}::tsquery AND ${passes(filter)}
    ORDER BY score DESC, n DESC LIMIT ${limit}`.execute(db);
  return rows.map(({ n }) => n);
}

/** As many of the rarest as are in `MOST_RANKED` items together, and at least one. */
function rarest(stems: readonly Stem[]): Stem[] {
  let items = 0;
  return stems
    .toSorted((a, b) => a.items - b.items)
    .filter((stem, i) => {
      items += stem.items;
      return i === 0 || items <= MOST_RANKED;
    });
}

function passes({ kinds, source, from, to }: ItemFilter): ReturnType<typeof sql<boolean>> {
  const conditions = [
    kinds === undefined ? undefined : sql`kind = ANY(${[...kinds]}::text[])`,
    source === undefined
      ? undefined
      : sql`source_kind = ${source.kind} AND source_id = ${source.id.replaceAll("\0", "\ufffd")}`,
    from === undefined ? undefined : sql`at >= ${new Date(from)}`,
    to === undefined ? undefined : sql`at <= ${new Date(to)}`,
  ].filter((condition) => condition !== undefined);
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` AND `)}`;
}

async function countItems(db: Kysely<Tables>, userId: string): Promise<number> {
  const { rows } = await sql<{ items: number }>`
    SELECT count(*) AS items FROM memory_item WHERE user_id = ${userId}`.execute(db);
  return rows[0]?.items ?? 0;
}

/** Stems are quoted in SQL, as words of a tsquery. */
async function countStems(db: Kysely<Tables>, userId: string, words: readonly string[]): Promise<Stem[]> {
  const { rows } = await sql<Stem>`
    SELECT word::int AS word, stem, (
      SELECT count(*) FROM (
        SELECT FROM memory_item WHERE user_id = ${userId} AND search @@ stem::tsquery LIMIT ${MOST_COUNTED}
      ) AS counted
    ) AS items
    FROM (
      SELECT DISTINCT word, '''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''' AS stem
      FROM unnest(${[...words]}::text[]) WITH ORDINALITY AS asked (text, word),
        LATERAL unnest(to_tsvector('english', asked.text) || to_tsvector('german', asked.text)) AS stems
    ) AS quoted`.execute(db);
  return rows;
}
