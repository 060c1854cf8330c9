/** The past of a life state, rebuilt by the server from the log. */
import type { EscapeIndex, EscapeVelocity, OptionalQuantity } from "@trajectory/engine/forces/reading.ts";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { call } from "./http.ts";

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
