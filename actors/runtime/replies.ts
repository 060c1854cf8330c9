/** The replies that the runtime itself gives. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { CommandReply, EventRecord } from "@trajectory/protocols/events/envelope.ts";

const RETRY_AFTER_MS = 100;
/** A planned hand-over is over by then. */
const MOVED_AFTER_MS = 10;
/** Reason of `busy` while a partition changes hands: its next owner can be asked at once. */
export const MOVING = "moving";

export function accepted(events: EventRecord[]): CommandReply {
  return { ok: true, seq: events.at(-1)?.seq ?? 0, events };
}

export function refused(error: ProtocolError): CommandReply {
  return { ok: false, error: error.toBody() };
}

/** Nothing of the command has reached the log. */
export function busy(message: string): ProtocolError {
  return new ProtocolError("busy", message, { retryAfterMs: RETRY_AFTER_MS });
}

/** Nothing of the request was done, and another node takes it. */
export function movingAway(): ProtocolError {
  return new ProtocolError("busy", "Another node serves this person.", {
    reason: MOVING,
    retryAfterMs: MOVED_AFTER_MS,
  });
}

export function unknownOutcome(cause: unknown): ProtocolError {
  return new ProtocolError("unknown_outcome", "The database did not confirm the commit.", { cause });
}

export function actorFailed(): ProtocolError {
  return new ProtocolError("actor_failed", "An actor of this person failed.");
}
