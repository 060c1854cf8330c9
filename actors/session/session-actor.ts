/** Commands of the Echelon session actor, and what its events mean to the model. */
import type { SessionEvent as ModelSessionEvent } from "@trajectory/engine/life/events.ts";
import type { Command, Message } from "../runtime/messages.ts";
import type { SessionContext, SessionEvent } from "./recording.ts";

export function decide({ name, payload }: Command<"session">): Message {
  switch (name) {
    case "start_session":
      return { actor: "session", type: "session_started", payload };
    case "record_window":
      return { actor: "session", type: "window_recorded", payload };
    case "record_gesture":
      return { actor: "session", type: "gesture_recognised", payload };
    case "end_session":
      return { actor: "session", type: "session_ended", payload };
    case "tag_session":
      return { actor: "session", type: "session_tagged", payload };
    case "make_claim":
      return { actor: "session", type: "claim_made", payload };
    case "confirm_claim":
      return { actor: "session", type: "claim_confirmed", payload };
    case "rate_session":
      return { actor: "session", type: "session_rated", payload };
  }
}

/** `claimId` is the id of the command that made a claim. Undefined: nothing for the model to learn. */
export function toModel(
  { type, at: t, payload }: SessionEvent,
  { recording }: SessionContext,
  claimId: string,
): ModelSessionEvent | undefined {
  const { sessionId } = payload;
  switch (type) {
    case "session_started":
    case "gesture_recognised":
      return undefined;
    case "window_recorded":
      return { type, t, sessionId, window: payload.window };
    case "session_ended": {
      const projectId = recording?.projectId ?? undefined;
      return { type, t, sessionId, ...(projectId === undefined ? {} : { projectId }) };
    }
    case "session_tagged":
      // A tag on a live session reaches the model with its end.
      return recording?.sessionId === sessionId && recording.endedAt === null
        ? undefined
        : { type, t, sessionId, projectId: payload.projectId };
    case "claim_made": {
      const { direction, intensity } = payload;
      return { type, t, claim: { id: claimId, direction, intensity, sessionId } };
    }
    case "claim_confirmed":
      return { type, t, claimId: payload.claimId };
    case "session_rated": {
      const projectId = recording?.projectId ?? undefined;
      return projectId === undefined ? undefined : { type, t, projectId, rating: payload.rating };
    }
  }
}

/**
 * True when the window lies after all that any session ever had: then it was certainly never taken. Its session alone
 * would not do: one that another had taken the place of may come back.
 */
export function isNewest(
  { sessionId, window }: Extract<Command<"session">, { name: "record_window" }>["payload"],
  { recording }: SessionContext,
): boolean {
  if (recording?.sessionId !== sessionId) return false;
  const newest = recording.newest[window.kind];
  return newest === null || window.t1 > newest;
}
