import { useCallback } from "react";
import { getHistory, type HistoryPoint } from "../../api/history.ts";
import { useResource, type Resource } from "../../ui/use-resource.ts";
import { askedOf, spanOf, type ShownSpan } from "./ranges.ts";

export interface History extends ShownSpan {
  points: readonly HistoryPoint[];
  /** It ended at the present when it was asked for. */
  untilNow: boolean;
}

/** @param asked the part of the address that says what is shown */
export function useHistory(userId: string | undefined, asked: string): Resource<History> {
  const load = useCallback(async () => {
    const range = askedOf(new URLSearchParams(asked));
    const now = Date.now();
    const first = range === "all" && userId !== undefined ? await firstOf(userId, now) : now;
    const span = spanOf(range, now, first);
    const points = userId === undefined ? [] : await getHistory(userId, span.from, span.to, span.step);
    return { ...span, points, untilNow: now - span.to < span.step };
  }, [userId, asked]);
  return useResource(load);
}

const PARTS = 1_000;
/** Nearer than this the first event need not be known, ms. */
const NEAR = 600_000;

/** Some minutes before the first event, ms: looked for in a thousandth of the time, then in a thousandth of that. */
async function firstOf(userId: string, now: number): Promise<number> {
  let from = 0;
  let to = now;
  while (to - from > NEAR) {
    const step = Math.ceil((to - from) / PARTS);
    const points = await getHistory(userId, from, to, step);
    const next = points.find(({ seq }) => seq > 0)?.t ?? to;
    [from, to] = [Math.max(from, next - step), next];
  }
  return from;
}
