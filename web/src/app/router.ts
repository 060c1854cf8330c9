/** The address bar as state: which room is shown, and what of it. */
import { useCallback, useMemo, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

export function useQuery(): URLSearchParams {
  const search = useSyncExternalStore(subscribe, () => location.search);
  return useMemo(() => new URLSearchParams(search), [search]);
}

export function navigate(path: string): void {
  const to = keepingTime(path);
  if (to === location.pathname + location.search) return;
  history.pushState(null, "", to);
  scrollTo(0, 0);
  tell();
}

/**
 * Changes parts of the query; undefined takes one away.
 * @param how "push": the way back leads to what was there before
 */
export function setQuery(
  change: Readonly<Record<string, string | undefined>>,
  how: "push" | "replace",
): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  const search = query.size === 0 ? "" : `?${query.toString()}`;
  if (search === location.search) return;
  const path = location.pathname + search + location.hash;
  if (how === "push") history.pushState(null, "", path);
  else history.replaceState(null, "", path);
  tell();
}

/** One part of the query as state, such as what is open in a room: a link may lead to it. */
export function useQueryPart(name: string): [string | undefined, (value: string | undefined) => void] {
  const value = useQuery().get(name) ?? undefined;
  const set = useCallback((next: string | undefined) => setQuery({ [name]: next }, "replace"), [name]);
  return [value, set];
}

/** Who is in the past stays there on the way to another room. */
function keepingTime(path: string): string {
  const then = new URLSearchParams(location.search).get("past");
  if (then === null || path.includes("past=")) return path;
  return `${path}${path.includes("?") ? "&" : "?"}past=${encodeURIComponent(then)}`;
}

function tell(): void {
  for (const listener of listeners) listener();
}
