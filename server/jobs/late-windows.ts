/**
 * Windows of late samples whose repair a crash has cut off. A session that goes on computes its last minute again by
 * itself (ingest/windows/rebuild.ts); what was late by more than that, and came shortly before the crash, is found by
 * the roll-up keeper among the blocks that the crash left behind, and its windows are repaired here.
 */
import { BEAT_CONTEXT_US } from "@trajectory/ingest/windows/beat-buffer.ts";
import { resumeFrom } from "@trajectory/ingest/windows/rebuild.ts";
import { repairWindows } from "@trajectory/ingest/windows/repair.ts";
import type { Window } from "@trajectory/protocols/messages.ts";
import { type WindowKeeping, tellWindows } from "./rebuilt-windows.ts";

/** Blocks that a crash left behind, and where their session stands. */
export interface LeftBehind {
  sessionId: string;
  fromUs: number;
  toUs: number;
  newest: readonly { stream: number; lastUs: number }[];
}

/** What came in order is at most this much older than what a session computes again, µs. */
const IN_ORDER_US = 150_000_000;

/** @returns how many windows were others */
export function createLateWindows({ signals, tellSession }: WindowKeeping) {
  return async ({ sessionId, fromUs, toUs, newest }: LeftBehind): Promise<number> => {
    const session = await signals.session(sessionId);
    if (session === undefined) return 0;
    const { userId, streams, endedUs } = session;
    const resumedUs = resumeFrom(streams, newest);
    if (resumedUs === undefined || fromUs >= resumedUs - IN_ORDER_US) return 0;
    const span = { fromUs: fromUs - BEAT_CONTEXT_US, toUs: Math.min(toUs, resumedUs) + BEAT_CONTEXT_US };
    const errors = new Map(
      (await signals.readWindows(sessionId, span.fromUs)).map((window) => [
        placeOf(window),
        window.clockErrorMs,
      ]),
    );
    const changed: Window[] = [];
    await repairWindows({
      store: signals,
      sessionId,
      streams,
      span,
      live: undefined,
      forScreen: () => false,
      onWindow(window) {
        if (window.t1Us > resumedUs) return;
        changed.push({ ...window, clockErrorMs: errors.get(placeOf(window)) ?? window.clockErrorMs });
      },
    });
    // Told before they are stored: whatever breaks off here is found and told again, under the same ids.
    // One that has ended since the crash takes no more of them.
    if (endedUs === undefined) await tellWindows(tellSession, userId, changed);
    await signals.appendWindows(userId, changed);
    return changed.length;
  };
}

function placeOf({ kind, t0Us }: Window): string {
  return `${kind}/${t0Us}`;
}
