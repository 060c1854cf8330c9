/** What people note of their sessions: named moments, and what they said of them. */
import type { ClaimDirection } from "@trajectory/engine/types.ts";

export interface Marker {
  sessionId: string;
  id: string;
  /** By the sensor's clock, whole ms. */
  t: number;
  /** The same moment on the server's clock, ms. */
  at: number;
  name: string;
  note: string;
}

export interface MarkersRequest {
  sessionId?: string;
  /** By the sensor's clock, ms. */
  from: number;
  to: number;
}

export interface SessionWord {
  seq: number;
  /** ms */
  at: number;
  type: "session_tagged" | "session_rated" | "claim_made" | "claim_confirmed";
  projectId?: string;
  rating?: number;
  /** Of a claim: the id of its command. */
  claimId?: string;
  text?: string;
  direction?: ClaimDirection;
  intensity?: number;
}

export interface SessionNotes {
  /** In order of time; at most MOST_LISTED. */
  markers(userId: string, request: MarkersRequest): Promise<Marker[]>;
  /**
   * Sets or replaces it.
   * @throws ProtocolError `not_found` where the session is not theirs, `invalid_input` beyond MOST_MARKERS
   */
  setMarker(userId: string, marker: Omit<Marker, "at">): Promise<Marker>;
  /** False when there was none. */
  removeMarker(userId: string, sessionId: string, id: string): Promise<boolean>;
  /** Tags, ratings and claims of a session, oldest first. */
  words(userId: string, sessionId: string): Promise<SessionWord[]>;
}

/** Markers of one session. */
export const MOST_MARKERS = 500;
/** Markers of one answer. */
export const MOST_LISTED = 1_000;
