/** Edits of one's own things: shown at once, sent, and taken back with one step. */
import { createContext, use, useCallback, useMemo, useState } from "react";
import { toApiError, type ApiError } from "../api/http.ts";
import { useLive } from "../app/live.ts";
import type { PortfolioStore } from "../portfolio/store.ts";

type Edit = (portfolio: PortfolioStore) => Promise<void>;

export interface Done {
  /** What was done, in words. */
  text: string;
  undo: Edit | undefined;
}

export interface Edits {
  /** Does it; @throws ApiError, which a form shows itself. */
  perform: (edit: Edit, done: Done) => Promise<void>;
  /** Does it; what goes wrong is shown at the foot of the room. */
  attempt: (edit: Edit, done: Done) => void;
  last: Done | undefined;
  error: ApiError | undefined;
  undo: () => void;
  dismiss: () => void;
}

export const EditsContext = createContext<Edits | undefined>(undefined);

export function useEdits(): Edits {
  const edits = use(EditsContext);
  if (edits === undefined) throw new Error("useEdits is used outside of EditsContext");
  return edits;
}

export function useNewEdits(): Edits {
  const { portfolio } = useLive();
  const [last, setLast] = useState<Done>();
  const [error, setError] = useState<ApiError>();

  const perform = useCallback(
    async (edit: Edit, done: Done) => {
      setError(undefined);
      await edit(portfolio);
      setLast(done);
    },
    [portfolio],
  );

  const attempt = useCallback(
    (edit: Edit, done: Done) => {
      perform(edit, done).catch((thrown: unknown) => setError(toApiError(thrown)));
    },
    [perform],
  );

  const undo = useCallback(() => {
    const back = last?.undo;
    setLast(undefined);
    if (back !== undefined) back(portfolio).catch((thrown: unknown) => setError(toApiError(thrown)));
  }, [last, portfolio]);

  const dismiss = useCallback(() => {
    setLast(undefined);
    setError(undefined);
  }, []);

  return useMemo(
    () => ({ perform, attempt, last, error, undo, dismiss }),
    [perform, attempt, last, error, undo, dismiss],
  );
}
