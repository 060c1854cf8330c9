/** One call to the server. Every failure is an ApiError with a code, a sentence and a hint. */
import type { ErrorBody, ErrorCode } from "@trajectory/protocols/errors.ts";
import { readEvents } from "./event-stream.ts";

/**
 * Beside the server's codes: `offline` when nothing answers, `bad_answer` when what answers cannot be read,
 * `in_the_past` when something was to be changed in a time that is over.
 */
export type ApiErrorCode = ErrorCode | "offline" | "bad_answer" | "in_the_past";

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ApiErrorCode;
  readonly hint: string;
  readonly status: number;
  readonly field: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, body: Omit<ErrorBody, "code"> & { code: ApiErrorCode }, cause?: unknown) {
    super(body.message, { cause });
    this.code = body.code;
    this.hint = body.hint;
    this.status = status;
    this.field = body.field;
    this.retryAfterMs = body.retryAfterMs;
  }
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** @throws ApiError */
export async function call<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await send(method, path, body, signal);
  const answer = await readBody(response);
  if (response.ok) return answer as Answer;
  throw refusal(response.status, answer);
}

/** Something told while the answer of a call is being made. */
export interface Told {
  event: string;
  data: unknown;
}

/**
 * A call whose answer is told piece by piece, as server-sent events. Sent again with the same key it counts once.
 * @throws ApiError: `offline` when the stream breaks off, for then nobody knows how it ended
 */
export async function* callStream(
  path: string,
  body: unknown,
  key: string,
  signal?: AbortSignal,
): AsyncGenerator<Told> {
  const headers = { accept: "text/event-stream", "idempotency-key": key };
  const response = await send("POST", path, body, signal, headers);
  if (!response.ok || response.body === null) throw refusal(response.status, await readBody(response));
  try {
    for await (const told of readEvents(response.body)) {
      if (told.event === "error") throw refusal(0, told.data);
      yield told;
    }
  } catch (thrown) {
    if (thrown instanceof ApiError) throw thrown;
    throw new ApiError(0, { code: "offline", message: "", hint: "" }, thrown);
  }
}

/** What a failed call becomes; whatever was thrown. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError(0, { code: "internal", message: String(thrown), hint: "" }, thrown);
}

async function send(
  method: Method,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
  headers: Record<string, string> = {},
): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    throw new ApiError(0, { code: "offline", message: "", hint: "" }, cause);
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiError(response.status, { code: "bad_answer", message: "", hint: "" }, cause);
  }
}

function refusal(status: number, answer: unknown): ApiError {
  const error = (answer as { error?: ErrorBody } | undefined)?.error;
  if (typeof error?.code === "string") return new ApiError(status, error);
  return new ApiError(status, { code: "bad_answer", message: "", hint: "" });
}
