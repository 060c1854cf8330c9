/** The markers of a session: kept on the server, shown at once, with the way back. */
import { useCallback, useMemo, useState } from "react";
import { deleteMarker, getMarkers, type Marker, putMarker } from "../../../api/signals.ts";
import { newId } from "../../../api/commands.ts";
import { toApiError, type ApiError } from "../../../api/http.ts";
import type { Mark } from "../../../charts/frame-loop.ts";
import { useResource } from "../../../ui/use-resource.ts";

type Draft = Pick<Marker, "name" | "note"> & { id?: string; t: number };

export interface Markers {
  /** In order of time. */
  list: readonly Marker[];
  /** The same as charts draw them. */
  marks: readonly Mark[];
  error: ApiError | undefined;
  put: (draft: Draft) => void;
  remove: (marker: Marker) => void;
  /** Takes back what was done last; undefined where there is nothing. */
  undo: (() => void) | undefined;
}

export function useMarkers(userId: string | undefined, sessionId: string | undefined): Markers {
  const load = useCallback(
    async () => (userId === undefined || sessionId === undefined ? [] : getMarkers(userId, { sessionId })),
    [userId, sessionId],
  );
  const loaded = useResource(load);
  const [failed, setFailed] = useState<ApiError>();
  const [back, setBack] = useState<(() => Promise<unknown>) | undefined>();
  const { value, reload } = loaded;
  const list = useMemo(() => value ?? [], [value]);

  const marks = useMemo(() => list.map(({ t, name }) => ({ time: t / 1_000, name })), [list]);

  const perform = useCallback(
    (act: () => Promise<unknown>, undo: (() => Promise<unknown>) | undefined) => {
      setFailed(undefined);
      act()
        .then(
          () => setBack(() => undo),
          (thrown: unknown) => setFailed(toApiError(thrown)),
        )
        .finally(reload);
    },
    [reload],
  );

  const put = useCallback(
    ({ id = newId(), t, name, note }: Draft) => {
      if (userId === undefined || sessionId === undefined) return;
      const before = list.find((marker) => marker.id === id);
      const marker = { sessionId, id, t: Math.round(t), name, note };
      perform(
        () => putMarker(userId, marker),
        () => (before === undefined ? deleteMarker(userId, { ...marker, at: 0 }) : putMarker(userId, before)),
      );
    },
    [userId, sessionId, list, perform],
  );

  const remove = useCallback(
    (marker: Marker) => {
      if (userId === undefined) return;
      perform(
        () => deleteMarker(userId, marker),
        () => putMarker(userId, marker),
      );
    },
    [userId, perform],
  );

  const undo = useMemo(
    () => (back === undefined ? undefined : () => perform(back, undefined)),
    [back, perform],
  );
  return { list, marks, error: failed ?? loaded.error, put, remove, undo };
}
