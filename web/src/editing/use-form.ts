/** A form in a dialog: its draft, sending it, and what is wrong. */
import { useState, type FormEvent } from "react";
import { toApiError, type ApiError } from "../api/http.ts";

export interface Form<Draft> {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  onSubmit: (event: FormEvent) => void;
  running: boolean;
  error: ApiError | undefined;
  fault: string | undefined;
}

interface FormOptions<Draft> {
  start: Draft;
  /** What keeps the draft from being sent, in words. */
  check: (draft: Draft) => string | undefined;
  send: (draft: Draft) => Promise<void>;
  onDone: () => void;
}

export function useForm<Draft>({ start, check, send, onDone }: FormOptions<Draft>): Form<Draft> {
  const [draft, setDraft] = useState(start);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ApiError>();
  const [fault, setFault] = useState<string>();

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const found = check(draft);
    setFault(found);
    setError(undefined);
    if (found !== undefined || running) return;
    setRunning(true);
    send(draft)
      .then(onDone)
      .catch((thrown: unknown) => setError(toApiError(thrown)))
      .finally(() => setRunning(false));
  }

  function change(part: Partial<Draft>): void {
    setFault(undefined);
    setDraft((before) => ({ ...before, ...part }));
  }

  return { draft, change, onSubmit, running, error, fault };
}
