import type { MemoryItem } from "../../api/memory.ts";

/** The room of each kind of source, opened at it where there are several. */
const ROOMS: Readonly<Record<string, (id: string, place: string) => string>> = {
  interview: (id) => `/interview?interview=${id}`,
  skill: (id) => `/skills?skill=${id}`,
  session: (id) => `/session?session=${id}`,
  insight: (id, place) => `/plans?analysis=${id}&insight=${place}`,
  document: (id) => `/documents?document=${id}`,
};

/** Where the source of an item is seen; undefined: there is nothing behind the item. */
export function roomOf({ source }: Pick<MemoryItem, "source">): string | undefined {
  const { kind, id, locator = "" } = source;
  return ROOMS[kind]?.(encodeURIComponent(id), encodeURIComponent(locator));
}
