import type { ApiError } from "../api/http.ts";
import type { Messages } from "../i18n/en.ts";

/** The sentences of an error. The server speaks English; a catalogue that knows the code speaks instead of it. */
export function errorText(t: Messages, error: ApiError): { message: string; hint: string } {
  if (error.code === "offline") return { message: t.error.offline, hint: t.error.offlineHint };
  if (error.code === "bad_answer") return { message: t.error.badAnswer, hint: t.error.badAnswerHint };
  if (error.code === "in_the_past") return { message: t.travel.readOnly, hint: t.travel.readOnlyHint };
  return t.errorCodes[error.code] ?? { message: error.message, hint: error.hint };
}
