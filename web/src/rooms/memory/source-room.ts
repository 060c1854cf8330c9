import type { MemoryItem } from "../../api/memory.ts";

/** The room of each kind of source, opened at it where there are several. */
const ROOMS: Readonly<Record<string, (id: string) => string>> = {
  interview: (id) => `/interview?interview=${id}`,
  skill: (id) => `/skills?skill=${id}`,
  session: (id) => `/session?session=${id}`,
  insight: () => "/plans",
  document: (id) => `/documents?document=${id}`,
};

/** Where the source of an item is seen; undefined: there is nothing behind the item. */
export function roomOf({ source: { kind, id } }: Pick<MemoryItem, "source">): string | undefined {
  return ROOMS[kind]?.(encodeURIComponent(id));
}
