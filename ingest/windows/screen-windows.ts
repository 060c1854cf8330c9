/** The windows of the screen are kept nowhere: here they are computed from the stored blocks, as they were shown. */
import type { Stream, Window } from "@trajectory/protocols/messages.ts";
import type { SignalStore } from "../ports.ts";
import { BEAT_CONTEXT_US } from "./beat-buffer.ts";
import { WINDOW_SPECS } from "./kinds.ts";
import { neededBlocks, REBUILD_LAG_US } from "./rebuild.ts";
import { SessionWindows } from "./session-windows.ts";

export interface ScreenWindowsOptions {
  store: Pick<SignalStore, "readBlocks">;
  sessionId: string;
  streams: readonly Stream[];
  /** Windows that begin from here on, µs … */
  fromUs: number;
  /** … and before this. */
  toUs: number;
  /** Stamp of the newest sample that was let go of, µs: what needs samples of before is left out. */
  letGoUntilUs?: number | undefined;
}

/**
 * In order of time, each once, as the blocks stored by now have it. Features are those of the newest revision that
 * was shown, bit for bit, and have in them what came too late to be shown; the estimate of the sample rate is that of
 * the blocks read here. Reads no further than is taken, and holds some minutes of samples.
 */
export async function* screenWindows(options: ScreenWindowsOptions): AsyncGenerator<Window> {
  const { sessionId, streams, toUs, letGoUntilUs } = options;
  const { reachUs, lengthUs } = WINDOW_SPECS.screen;
  const wholeUs = letGoUntilUs === undefined ? 0 : letGoUntilUs + BEAT_CONTEXT_US + reachUs;
  const fromUs = Math.max(options.fromUs, wholeUs);
  const untilUs = toUs + lengthUs;
  const held = new Map<number, Window>();
  const windows = new SessionWindows({
    sessionId,
    streams,
    kinds: ["screen"],
    lagUs: REBUILD_LAG_US,
    onWindow(window) {
      if (window.t0Us >= fromUs && window.t0Us < toUs) held.set(window.t0Us, { ...window, revision: 0 });
    },
  });
  windows.resume(fromUs, []);
  for await (const block of neededBlocks(windows, { ...options, untilUs })) {
    windows.push(block);
    // What comes is no older than this block, and moves no beat further back.
    yield* takeBefore(held, block.t0Us - BEAT_CONTEXT_US);
  }
  windows.catchUp();
  windows.closeUntil(untilUs);
  yield* takeBefore(held, Number.POSITIVE_INFINITY);
}

function takeBefore(held: Map<number, Window>, us: number): Window[] {
  const taken = [...held.values()].filter(({ t1Us }) => t1Us <= us).sort((a, b) => a.t0Us - b.t0Us);
  for (const { t0Us } of taken) held.delete(t0Us);
  return taken.filter(({ features }) => features.length > 0);
}
