import type { MemoryItem } from "../../api/memory.ts";

/** The room in which the source of an item is seen; undefined: there is nothing behind the item. */
const ROOMS: Readonly<Record<string, string>> = {
  interview: "/interview",
  skill: "/skills",
  session: "/session",
  insight: "/plans",
  document: "/documents",
};

export function roomOf({ source }: Pick<MemoryItem, "source">): string | undefined {
  return ROOMS[source.kind];
}
