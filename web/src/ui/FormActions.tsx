import type { ApiError } from "../api/http.ts";
import { useI18n } from "../i18n/i18n.ts";
import { Button } from "./Button.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";

interface FormActionsProps {
  running: boolean;
  error: ApiError | undefined;
  /** What keeps the form from being sent, in words. */
  fault: string | undefined;
  onCancel: () => void;
}

/** The foot of a form: what is wrong, save, cancel. */
export function FormActions({ running, error, fault, onCancel }: FormActionsProps) {
  const { t } = useI18n();
  return (
    <div className="mt-5 grid gap-3">
      {fault !== undefined && (
        <p role="alert" className="text-sm text-bad">
          {fault}
        </p>
      )}
      {error !== undefined && <ErrorNotice error={error} />}
      <div className="flex gap-3">
        <Button kind="primary" type="submit" disabled={running}>
          {running ? t.life.saving : t.life.save}
        </Button>
        <Button onClick={onCancel}>{t.life.cancel}</Button>
      </div>
    </div>
  );
}
