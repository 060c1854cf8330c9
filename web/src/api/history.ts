/** The past of a life state, rebuilt by the server from the log. */
import type { EscapeIndex, EscapeVelocity, OptionalQuantity } from "@trajectory/engine/forces/reading.ts";
import type { ChangePart, PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import { call } from "./http.ts";
import type { Portfolio } from "./routes.ts";

export interface HistoryPoint {
  /** ms */
  t: number;
  /** The last event before it. */
  seq: number;
  eta: EscapeIndex;
  etaInf: OptionalQuantity;
  escapeVelocity: EscapeVelocity;
}

export interface PastState {
  t: number;
  seq: number;
  state: PhysicsSnapshot;
}

/** What an event did to η; windows that follow each other are one. */
export interface Change {
  seq: number;
  /** ms */
  at: number;
  actor: ActorName;
  type: string;
  payload: unknown;
  /** Events in it. */
  count: number;
  eta: number | null;
  change: number | null;
  /** The largest. */
  parts: readonly ChangePart[];
}

export interface Changes {
  from: number | null;
  to: number | null;
  /** Older ones that are not told. */
  left: number;
  changes: readonly Change[];
}

export function getChanges(userId: string, from: number, to: number): Promise<Changes> {
  return call("GET", `/api/state/${encodeURIComponent(userId)}/changes?from=${from}&to=${to}`);
}

export function getPortfolioAt(userId: string, at: number): Promise<Portfolio> {
  return call("GET", `/api/state/${encodeURIComponent(userId)}/portfolio?at=${at}`);
}

/** @param step ms between points */
export async function getHistory(
  userId: string,
  from: number,
  to: number,
  step: number,
): Promise<HistoryPoint[]> {
  const query = new URLSearchParams({ from: String(from), to: String(to), step: String(step) });
  const path = `/api/state/${encodeURIComponent(userId)}/history?${query.toString()}`;
  return (await call<{ points: HistoryPoint[] }>("GET", path)).points;
}

export function getStateAt(userId: string, at: number): Promise<PastState> {
  return call("GET", `/api/state/${encodeURIComponent(userId)}?at=${at}`);
}
