/** How the way to Google and back has ended: the server puts it into the address. */
import { useCallback, useEffect, useState } from "react";
import { ApiError, type ApiErrorCode } from "../../api/http.ts";
import { setQuery } from "../../app/router.ts";
import { useI18n } from "../../i18n/i18n.ts";

/** How many documents are new; or the code of an error, in words of the catalogue, as anybody can write an address. */
export function useGoogleOutcome(): {
  added: number | undefined;
  error: ApiError | undefined;
  forget: () => void;
} {
  const { t } = useI18n();
  const [outcome, setOutcome] = useState(() => new URLSearchParams(location.search).get("google"));
  const forget = useCallback(() => setOutcome(null), []);
  useEffect(() => setQuery({ google: undefined }, "replace"), []);
  if (outcome === null) return { added: undefined, error: undefined, forget };
  if (outcome === "added" || outcome === "known")
    return { added: outcome === "added" ? 1 : 0, error: undefined, forget };
  const { refusals, failed } = t.documents.google;
  const { message, hint } = (Object.hasOwn(refusals, outcome) && refusals[outcome]) || failed;
  const code = (/^[a-z_]{1,40}$/.test(outcome) ? outcome : "internal") as ApiErrorCode;
  return { added: undefined, error: new ApiError(0, { code, message, hint }), forget };
}
