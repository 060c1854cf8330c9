/** A person's own gestures. Times are ms by the sensor's clock. */
import { call } from "./http.ts";
import type { Span } from "./signals.ts";

export interface GestureExample extends Span {
  exampleId: string;
  sessionId: string;
  /** ms */
  addedAt: number;
}

export interface Gesture {
  gesture: string;
  examples: readonly GestureExample[];
}

export interface Recognised extends Span {
  gesture: string;
  sessionId: string;
  confidence: number;
}

export interface Gestures {
  /** Something is recognised: one of them has two examples. */
  ready: boolean;
  gestures: readonly Gesture[];
  /** The newest ones, newest first. */
  recognised: readonly Recognised[];
}

/** What the examples before would have said; null while they are too few. */
export type Alike = { gesture: string; confidence: number; isSure: boolean } | null;

function ofUser(userId: string): string {
  return `/api/gestures/${encodeURIComponent(userId)}`;
}

export function getGestures(userId: string): Promise<Gestures> {
  return call("GET", ofUser(userId));
}

export async function showGesture(
  userId: string,
  shown: Span & { gesture: string; sessionId: string },
): Promise<Alike> {
  return (await call<{ alike: Alike }>("POST", ofUser(userId), shown)).alike;
}

export function renameGesture(userId: string, gesture: string, name: string): Promise<unknown> {
  return call("PUT", ofUser(userId), { gesture, name });
}

export function removeExample(userId: string, exampleId: string): Promise<unknown> {
  return call("DELETE", `${ofUser(userId)}/${encodeURIComponent(exampleId)}`);
}
