/** The live or newest Echelon session: the context of the session machine. */
import type { EventsOf } from "@trajectory/protocols/events/envelope.ts";
import type { MachineEvent } from "../runtime/messages.ts";

export type SessionEvent = MachineEvent<"session">;
type Started = EventsOf<"session">["session_started"];
type WindowKind = EventsOf<"session">["window_recorded"]["window"]["kind"];

export interface Recording {
  readonly sessionId: string;
  readonly device: string;
  readonly startedAt: number;
  readonly streams: Started["streams"];
  /** Windows taken so far. */
  readonly windows: Readonly<Record<WindowKind, number>>;
  /** End of the newest window of each kind in sensor time, of this or any session before. */
  readonly newest: Readonly<Record<WindowKind, number | null>>;
  readonly claims: number;
  /** The project worked on, where the person said so. */
  readonly projectId: string | null;
  readonly rating: number | null;
  readonly endedAt: number | null;
  readonly ledger: EventsOf<"session">["session_ended"]["ledger"];
}

export interface SessionContext {
  readonly recording: Recording | null;
}

export const NO_SESSION: SessionContext = { recording: null };

export function evolve(context: SessionContext, event: SessionEvent): SessionContext {
  if (event.type === "session_started") return { recording: opened(event.payload, context.recording) };
  // A tag may be of a session before this one.
  if (event.payload.sessionId !== context.recording?.sessionId) return context;
  return { recording: next(context.recording, event) };
}

function opened({ sessionId, device, startedAt, streams }: Started, before: Recording | null): Recording {
  return {
    sessionId,
    device,
    startedAt,
    streams,
    windows: { motion: 0, heart: 0 },
    newest: before?.newest ?? { motion: null, heart: null },
    claims: 0,
    projectId: null,
    rating: null,
    endedAt: null,
    ledger: [],
  };
}

function next(recording: Recording, event: Exclude<SessionEvent, { type: "session_started" }>): Recording {
  switch (event.type) {
    case "window_recorded": {
      const { kind, t1 } = event.payload.window;
      return {
        ...recording,
        windows: { ...recording.windows, [kind]: recording.windows[kind] + 1 },
        newest: { ...recording.newest, [kind]: Math.max(t1, recording.newest[kind] ?? t1) },
      };
    }
    case "gesture_recognised":
      return recording;
    case "session_ended":
      return { ...recording, endedAt: event.payload.endedAt, ledger: event.payload.ledger };
    case "session_tagged":
      return { ...recording, projectId: event.payload.projectId };
    case "claim_made":
      return { ...recording, claims: recording.claims + 1 };
    case "claim_confirmed":
      return recording;
    case "session_rated":
      return { ...recording, rating: event.payload.rating };
  }
}
