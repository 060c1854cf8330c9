import type { ApiError } from "../api/http.ts";
import { fill } from "../i18n/fill.ts";
import { useI18n } from "../i18n/i18n.ts";
import { Button } from "./Button.tsx";
import { errorText } from "./error-text.ts";

/** A failure in words: what happened, what to do, and the code to look up. */
export function ErrorNotice({ error, onRetry }: { error: ApiError; onRetry?: () => void }) {
  const { t } = useI18n();
  const { message, hint } = errorText(t, error);
  return (
    <div role="alert" className="rounded-md border border-bad bg-bad-soft px-4 py-3 text-sm">
      <p className="font-semibold">{message}</p>
      {hint !== "" && <p>{hint}</p>}
      <p className="mt-1 text-muted">{fill(t.error.code, { code: error.code })}</p>
      {onRetry !== undefined && (
        <Button kind="plain" className="mt-2" onClick={onRetry}>
          {t.error.retry}
        </Button>
      )}
    </div>
  );
}
