/** Loads something when a component appears; says whether it is loading, there, or why not. */
import { useCallback, useEffect, useRef, useState } from "react";
import { toApiError, type ApiError } from "../api/http.ts";

export interface Resource<T> {
  value: T | undefined;
  error: ApiError | undefined;
  reload: () => void;
}

/** `load` has to be stable, such as a function of a module. The newest answer counts. */
export function useResource<T>(load: () => Promise<T>): Resource<T> {
  const [state, setState] = useState<{ value?: T; error?: ApiError }>({});
  const newest = useRef(0);

  const reload = useCallback(() => {
    newest.current += 1;
    const round = newest.current;
    const put = (next: { value?: T; error?: ApiError }): void => {
      if (round === newest.current) setState(next);
    };
    load().then(
      (value) => put({ value }),
      (thrown: unknown) => put({ error: toApiError(thrown) }),
    );
  }, [load]);

  useEffect(reload, [reload]);
  return { value: state.value, error: state.error, reload };
}
