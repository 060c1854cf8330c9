import { useCallback } from "react";
import { getHistory, type HistoryPoint } from "../../api/history.ts";
import { useResource, type Resource } from "../../ui/use-resource.ts";
import { spanOf, type Range } from "./ranges.ts";

export interface History {
  from: number;
  to: number;
  step: number;
  points: readonly HistoryPoint[];
}

export function useHistory(userId: string | undefined, range: Range): Resource<History> {
  const load = useCallback(async () => {
    const span = spanOf(range, Date.now());
    const points = userId === undefined ? [] : await getHistory(userId, span.from, span.to, span.step);
    return { ...span, points };
  }, [userId, range]);
  return useResource(load);
}
