/** What the log says about sessions: who started, with which streams, what became of every sample. */
import type { EventRecord, EventsOf } from "@trajectory/protocols/events/envelope.ts";

export interface LedgerLine {
  stream: number;
  captured: number;
  stored: number;
  dropped: number;
  outstanding: number;
}

export interface SessionInfo {
  sessionId: string;
  device: string;
  /** ms */
  startedAt: number;
  endedAt?: number;
  ledger?: readonly LedgerLine[];
  /** The project it was tagged with. */
  projectId?: string;
  rating?: number;
}

export type SessionInfos = Readonly<Record<string, SessionInfo>>;

export function mergeSessions(held: SessionInfos, listed: readonly SessionInfo[]): SessionInfos {
  const merged = { ...held };
  for (const session of listed) {
    const known = held[session.sessionId];
    const { device, startedAt } = known === undefined || known.device === "" ? session : known;
    merged[session.sessionId] = { ...session, ...known, device, startedAt };
  }
  return merged;
}

export function applySessionEvent(sessions: SessionInfos, event: EventRecord): SessionInfos {
  if (event.actor !== "session") return sessions;
  if (event.type === "session_tagged") {
    const { sessionId, projectId } = event.payload as EventsOf<"session">["session_tagged"];
    return changed(sessions, sessionId, { projectId });
  }
  if (event.type === "session_rated") {
    const { sessionId, rating } = event.payload as EventsOf<"session">["session_rated"];
    return changed(sessions, sessionId, { rating });
  }
  if (event.type === "session_started") {
    const { sessionId, device, startedAt } = event.payload as EventsOf<"session">["session_started"];
    return { ...sessions, [sessionId]: { ...sessions[sessionId], sessionId, device, startedAt } };
  }
  if (event.type === "session_ended") {
    const { sessionId, endedAt, ledger } = event.payload as EventsOf<"session">["session_ended"];
    const known = sessions[sessionId] ?? { sessionId, device: "", startedAt: endedAt };
    return { ...sessions, [sessionId]: { ...known, endedAt, ledger } };
  }
  return sessions;
}

function changed(sessions: SessionInfos, sessionId: string, change: Partial<SessionInfo>): SessionInfos {
  const known = sessions[sessionId];
  return known === undefined ? sessions : { ...sessions, [sessionId]: { ...known, ...change } };
}
