/** Moments that were marked in sessions of a time. */
import { useCallback } from "react";
import { getMarkers, type Marker } from "../../api/signals.ts";
import { useResource, type Resource } from "../../ui/use-resource.ts";
import type { Span } from "./ranges.ts";

/** The server asks by the sensor's clock, which may be wrong by this, ms. */
const CLOCKS_DIFFER = 86_400_000;
const LATEST = 4_102_444_800_000;

/** Within the span by the server's clock, in order of time. */
export function useMarked(userId: string | undefined, span: Span | undefined): Resource<readonly Marker[]> {
  const { from, to } = span ?? {};
  const load = useCallback(async () => {
    if (userId === undefined || from === undefined || to === undefined) return [];
    const wide = { from: Math.max(0, from - CLOCKS_DIFFER), to: Math.min(LATEST, to + CLOCKS_DIFFER) };
    const markers = await getMarkers(userId, wide);
    return markers.filter(({ at }) => at >= from && at <= to).toSorted((a, b) => a.at - b.at);
  }, [userId, from, to]);
  return useResource(load);
}
