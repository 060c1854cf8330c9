/** The frame loop of a room, over the feed of the page. */
import { useState } from "react";
import { FrameLoop } from "../charts/frame-loop.ts";
import type { FeedStore } from "../feed/store.ts";
import { useLive } from "./live.ts";

export function useFrameLoop(): FrameLoop {
  const { feed } = useLive();
  const [loop] = useState(() => createLoop(feed));
  return loop;
}

function createLoop(feed: FeedStore): FrameLoop {
  const stillness = matchMedia("(prefers-reduced-motion: reduce)");
  return new FrameLoop({
    signals: () => feed.current(),
    onArrival: feed.subscribe,
    requestFrame: (callback) => requestAnimationFrame(callback),
    cancelFrame: (handle) => cancelAnimationFrame(handle),
    now: () => performance.now(),
    smooth: () => !stillness.matches,
  });
}
