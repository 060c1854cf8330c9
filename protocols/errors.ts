/**
 * Every error that can reach a person or a program from outside, by code. The hint says what to do.
 * docs/errors.md lists the same codes; a test holds the two together.
 */
export const ERRORS = {
  // Accounts
  wrong_credentials: { status: 401, hint: "Check the email address and the password." },
  not_signed_in: { status: 401, hint: "Sign in, then try again." },
  forbidden: { status: 403, hint: "Sign in with an account that may do this." },
  key_scope: { status: 403, hint: "Use a key made for this, or sign in: Settings makes keys." },
  keys_full: { status: 409, hint: "Revoke a key that is not used any more, then try again." },
  subscriptions_full: { status: 409, hint: "Remove a device that is not used any more, then try again." },
  subscription_taken: {
    status: 409,
    hint: "Subscribe anew in this browser: the subscription is somebody else's.",
  },
  email_taken: { status: 409, hint: "Sign in with this address, or use another one." },
  owner_exists: { status: 409, hint: "The owner account exists: sign in, or ask the owner for an account." },
  owner_needed: { status: 409, hint: "Delete the other accounts first: without an owner nobody could." },
  account_deleted: { status: 410, hint: "This account was deleted with everything in it." },
  // Input
  invalid_input: { status: 400, hint: "Correct the named field and send it again." },
  not_found: { status: 404, hint: "Check the id." },
  too_many_requests: { status: 429, hint: "Wait, then try again." },
  // Uplink and feed
  bad_frame: { status: 400, hint: "Send one protobuf message of trajectory.v1 per binary frame." },
  hello_expected: { status: 400, hint: "Send Hello as the first message of a socket." },
  hello_repeated: { status: 400, hint: "Send Hello once; open a new socket for another session." },
  protocol_version_unsupported: { status: 400, hint: "Update the app or the server: their versions differ." },
  token_refused: { status: 401, hint: "Pair the device again, or sign in again." },
  session_foreign: { status: 403, hint: "Choose a new session id: this one belongs to somebody else." },
  session_ended: { status: 409, hint: "Start a new session: this one has ended." },
  stream_unknown: { status: 400, hint: "Announce the stream in Hello before its first block." },
  stream_invalid: {
    status: 400,
    hint: "Announce 1 to 16 streams with distinct ids, each with 1 to 16 channels.",
  },
  block_too_large: { status: 413, hint: "Send at most one second of samples per block." },
  block_malformed: {
    status: 400,
    hint: "Send one stamp distance per sample and all channels of each sample.",
  },
  block_not_finite: { status: 400, hint: "Leave samples out, as a Drop, that the sensor could not measure." },
  block_time_invalid: {
    status: 400,
    hint: "Stamp samples in microseconds since 1970 by the sensor's clock.",
  },
  sequence_invalid: { status: 400, hint: "Number samples from the start of capture, without reuse." },
  credit_exceeded: { status: 429, hint: "Wait for the next Ack before sending more blocks." },
  recording_invalid: { status: 400, hint: "Choose a recording made by TrajectoryOS (.json.gz)." },
  file_invalid: { status: 400, hint: "Correct the named place; docs/exchange.md says what files may hold." },
  file_too_large: { status: 413, hint: "Cut the file into parts of at most 1 GiB." },
  memory_full: { status: 409, hint: "Delete what need not be remembered, then try again." },
  embedding_failed: {
    status: 503,
    hint: "Try again later, or look at the embedding settings of the server; searching by words goes on.",
  },
  // Documents and their sources
  document_too_large: {
    status: 413,
    hint: "Send a smaller document: docs/documents.md says how much is read.",
  },
  document_unsupported: {
    status: 415,
    hint: "Send a PDF with text, plain text, Markdown, a JSON Resume or a calendar (ICS).",
  },
  document_unreadable: { status: 422, hint: "Correct what the sentence names, and send the document again." },
  address_refused: {
    status: 422,
    hint: "Give the http or https address of a server on the public internet.",
  },
  source_refused: { status: 422, hint: "Check the token, what it may read, and the address." },
  source_unavailable: {
    status: 424,
    hint: "The other server does not answer as it should: try again later.",
  },
  source_not_configured: {
    status: 409,
    hint: "Ask the operator to set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, or give the calendar's address.",
  },
  consent_declined: {
    status: 403,
    hint: "Begin again and let Google show the calendar, or give the calendar's address.",
  },
  consent_expired: {
    status: 409,
    hint: "Begin again: a consent counts once, for 10 minutes and for the person who was asked.",
  },
  // Actors
  command_unknown: { status: 404, hint: "See docs/commands.md for what each actor understands." },
  command_refused: { status: 409, hint: "The actor is in a state in which this cannot be done." },
  model_refused: { status: 422, hint: "Correct the named field: the model cannot take this value." },
  busy: { status: 503, hint: "Send the same command id again after the time given." },
  cancelled: { status: 499, hint: "Ask again when you want it after all." },
  unknown_outcome: { status: 504, hint: "Send the same command id again: the answer will be the same." },
  actor_failed: {
    status: 500,
    hint: "This person's actors were stopped; an operator can look and resume them.",
  },
  // Parts
  store_unavailable: { status: 503, hint: "The database does not answer; nothing acknowledged is lost." },
  internal: { status: 500, hint: "Something is wrong on our side; the log has the details." },
} as const satisfies Record<string, { status: number; hint: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** The form of an error on every wire: HTTP bodies, command replies, refusals. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  hint: string;
  /** Path of the input at fault, such as `project.goals.g1` or `project.requires.0.b`. */
  field?: string;
  /** Why the model refused: one of MODEL_ERROR_CODES of engine/errors.ts. Of `busy`: `moving` while a person changes nodes. */
  reason?: string;
  retryAfterMs?: number;
}

/** Paths are written in one way: `requires[0].b` becomes `requires.0.b`. */
export function dotted(path: string): string {
  return path.replaceAll(/\[(\d+)\]/g, ".$1");
}

export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly reason: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      field?: string | undefined;
      reason?: string | undefined;
      retryAfterMs?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.field = options.field === undefined ? undefined : dotted(options.field);
    this.reason = options.reason;
    this.retryAfterMs = options.retryAfterMs;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  toBody(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      hint: ERRORS[this.code].hint,
      ...(this.field === undefined ? {} : { field: this.field }),
      ...(this.reason === undefined ? {} : { reason: this.reason }),
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
    };
  }
}

/** The error that a body from another process describes; a code unknown here is `internal`. */
export function fromErrorBody(body: ErrorBody, cause?: unknown): ProtocolError {
  const { code, message, field, reason, retryAfterMs } = body;
  return new ProtocolError(Object.hasOwn(ERRORS, code) ? code : "internal", message, {
    field,
    reason,
    cause,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** Anything thrown becomes an error of the closed list; what we do not know is `internal` and keeps its cause. */
export function toProtocolError(thrown: unknown): ProtocolError {
  if (thrown instanceof ProtocolError) return thrown;
  return new ProtocolError("internal", "Something went wrong.", { cause: thrown });
}
