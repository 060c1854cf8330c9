/** Late samples behind the horizon: their windows are computed again from the store. */
import type { Stream, Window } from "@trajectory/protocols/messages.ts";
import type { SignalStore } from "../ports.ts";
import type { TimeSpan } from "./beat-buffer.ts";
import { WINDOW_SPECS } from "./kinds.ts";
import { rebuildWindows } from "./rebuild.ts";
import type { SessionWindows } from "./session-windows.ts";

/** So much is computed again in one go, µs: bounds what is held of a long time offline. */
const STEP_US = 600_000_000;

/**
 * Says the windows with samples of the span that differ from the stored ones. Everything said before must be stored.
 * @param live what goes on meanwhile; the windows that it answers for are left to it
 */
export async function repairWindows(options: {
  store: Pick<SignalStore, "readBlocks" | "readWindows">;
  sessionId: string;
  streams: readonly Stream[];
  span: TimeSpan;
  live: SessionWindows | undefined;
  onWindow: (window: Window) => void;
  /** As for SessionWindows. */
  forScreen?: () => boolean;
}): Promise<void> {
  const { span, live, onWindow } = options;
  const endUs = span.toUs + WINDOW_SPECS.heart.lengthUs;
  for (let fromUs = span.fromUs; fromUs <= endUs; fromUs += STEP_US) {
    const untilUs = Math.min(endUs, fromUs + STEP_US - 1);
    const windows = await rebuildWindows({
      ...options,
      fromUs,
      untilUs,
      onWindow(window) {
        const isMine = window.t1Us <= untilUs && live?.isLive(window) !== true;
        if (isMine) onWindow(window);
      },
    });
    windows.closeUntil(untilUs);
  }
}
