/** Numbers by the path on which they stand in the facts. */
import type { Facts } from "./facts.ts";

export type ShownUnit = "share" | "points" | "h/wk" | "eh/wk" | "wk" | "day" | "level" | "count" | "r";

/** A number an insight rests on. `share` and `points` are of 1, shown as percent. */
export interface Reference {
  /** What the words call it. */
  name: string;
  /** Of the facts, dotted; list entries by their id. */
  path: string;
  value: number;
  unit: ShownUnit;
}

/** The number at a path of the facts; undefined where there is none. */
export function numberAt(facts: Facts, path: string): number | undefined {
  let node: unknown = facts;
  for (const key of path.split(".")) {
    if (typeof node !== "object" || node === null) return undefined;
    node = Array.isArray(node) ? entryOf(node, key) : (node as Record<string, unknown>)[key];
  }
  return typeof node === "number" ? node : undefined;
}

/** By its id or that of its skill, or by kind and id where one thing has several entries. */
function entryOf(list: readonly unknown[], key: string): unknown {
  return list.find((entry) => {
    const { id, kind, skillId } = entry as { id?: string; kind?: string; skillId?: string };
    return key === (id ?? skillId) || key === `${kind}:${id}`;
  });
}

/** Throws where the facts do not hold the number: an insight may rest on nothing else. */
export function refer(facts: Facts, name: string, path: string, unit: ShownUnit): Reference {
  const value = numberAt(facts, path);
  if (value === undefined) throw new Error(`The facts have no number at ${path}.`);
  return { name, path, value, unit };
}
