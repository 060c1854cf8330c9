/** Something a person starts: runs once at a time, and keeps what went wrong until the next try. */
import { useCallback, useState } from "react";
import { toApiError, type ApiError } from "../api/http.ts";

export interface Action<Arguments extends unknown[]> {
  run: (...args: Arguments) => void;
  running: boolean;
  error: ApiError | undefined;
}

export function useAction<Arguments extends unknown[]>(
  perform: (...args: Arguments) => Promise<void>,
): Action<Arguments> {
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ApiError>();
  const run = useCallback(
    (...args: Arguments) => {
      setRunning(true);
      setError(undefined);
      perform(...args)
        .catch((thrown: unknown) => setError(toApiError(thrown)))
        .finally(() => setRunning(false));
    },
    [perform],
  );
  return { run, running, error };
}
