/**
 * Commands to the actors. Each has an id of its own; where the outcome is unknown the same id is sent again, so that
 * it happens once and the answer is the same.
 */
import type { CommandReply, CommandsOf } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import { ApiError, call, toApiError, type ApiErrorCode } from "./http.ts";

const UNDECIDED: ReadonlySet<ApiErrorCode> = new Set([
  "offline",
  "busy",
  "unknown_outcome",
  "store_unavailable",
]);
/** True where the same command may have been carried out or not: it is sent again under the same id. */
export function isUndecided(code: ApiErrorCode): boolean {
  return UNDECIDED.has(code);
}

const TRIES = 4;
const PAUSE_MS = 400;

export function newCommandId(): string {
  return crypto.randomUUID();
}

/** An id for something new. */
export function newId(): string {
  return crypto.randomUUID();
}

type Accepted = Extract<CommandReply, { ok: true }>;

export interface SendOptions {
  id?: string;
  /** False: says at once that nothing answers, where the caller tries again itself. */
  waits?: boolean;
  /** Resolves after `ms`; given so that tests do not wait. */
  pause?: (ms: number) => Promise<void>;
}

/** @throws ApiError */
export async function sendCommand<Actor extends ActorName, Name extends keyof CommandsOf<Actor> & string>(
  actor: Actor,
  command: Name,
  payload: CommandsOf<Actor>[Name],
  { id = newCommandId(), waits = true, pause = wait }: SendOptions = {},
): Promise<Accepted> {
  for (let tries = 1; ; tries++) {
    try {
      return accepted(await call<CommandReply>("POST", `/api/commands/${actor}/${command}`, { id, payload }));
    } catch (thrown) {
      const error = toApiError(thrown);
      const gone = error.code === "offline" && !waits;
      if (gone || !isUndecided(error.code) || tries >= TRIES) throw error;
      await pause(error.retryAfterMs ?? PAUSE_MS * 2 ** tries);
    }
  }
}

function accepted(reply: CommandReply): Accepted {
  if (reply.ok) return reply;
  throw new ApiError(409, reply.error);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
