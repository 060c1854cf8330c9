/** What was shown last, kept in this browser so that the page opens without network. Signing out takes it away. */
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Portfolio, User } from "../api/routes.ts";

export interface Kept {
  /** Of the form of this object. */
  version: 2;
  user: User;
  seq: number;
  stateSeq: number;
  state: PhysicsSnapshot;
  events: readonly EventRecord[];
  /** What notifications tell of, also from before these events; absent where an older page kept this. */
  news?: readonly EventRecord[];
  portfolio: Portfolio;
}

const KEY = "trajectory.kept";
const MAX_EVENTS = 50;

export function keep(kept: Kept): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...kept, events: kept.events.slice(0, MAX_EVENTS) }));
  } catch {
    // Storage is full or blocked: the page works, only not without network.
  }
}

export function readKept(): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as Kept | null;
    return kept?.version === 2 ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function forgetKept(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing could be kept there either.
  }
}
