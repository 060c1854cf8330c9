/** What is remembered of the person, as the server finds it. */
import type { Job } from "@trajectory/protocols/jobs.ts";
import { call } from "./http.ts";

export const ITEM_KINDS = ["interview", "evidence", "document", "session", "insight", "note"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export type Notice =
  | "model_changed"
  | "not_embedded_yet"
  | "embedding_failed"
  | "index_building"
  | "index_unavailable";

export interface MemoryItem {
  id: string;
  kind: ItemKind;
  /** The question, the skill, the device, the document. */
  title?: string;
  text: string;
  at: number;
  source: { kind: string; id: string; locator?: string };
}

export interface MemoryHit {
  item: MemoryItem;
  score: number;
  /** From 1; null where that search did not find it. */
  vectorRank: number | null;
  textRank: number | null;
  /** Cosine. */
  similarity: number | null;
}

export interface MemoryAnswer {
  results: readonly MemoryHit[];
  more: boolean;
  notices: readonly Notice[];
}

export interface MemorySearch {
  query: string;
  kinds: readonly ItemKind[];
  from?: number;
  to?: number;
}

export interface MemoryStats {
  items: number;
  byKind: Partial<Record<ItemKind, number>>;
  oldestAt: number | null;
  newestAt: number | null;
  model: { id: string; dimension: number | null };
  vectors: { ready: number; waiting: number; outdated: number; refused: number };
  reembedding: Job | null;
}

/** Results of a page. */
const PAGE = 10;

export async function searchMemory(
  { query, kinds, from, to }: MemorySearch,
  offset: number,
): Promise<MemoryAnswer> {
  const { answers } = await call<{ answers: readonly MemoryAnswer[] }>("POST", "/api/memory/search", {
    queries: [query],
    limit: PAGE,
    offset,
    ...(kinds.length === 0 ? {} : { kinds }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
  return answers[0] ?? { results: [], more: false, notices: [] };
}

export function getMemoryStats(): Promise<MemoryStats> {
  return call("GET", "/api/memory/stats");
}

export async function forgetItem(id: string): Promise<void> {
  await call("DELETE", `/api/memory/${encodeURIComponent(id)}`);
}

export function reembedMemory(): Promise<Job> {
  return call("POST", "/api/memory/reembed");
}

export function cancelJob(id: string): Promise<Job> {
  return call("POST", `/api/jobs/${encodeURIComponent(id)}/cancel`);
}
