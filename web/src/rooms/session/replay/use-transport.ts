import { useEffect, useState, useSyncExternalStore } from "react";
import type { Range, Transport } from "../../../replay/transport.ts";

interface Hand {
  playing: boolean;
  speed: number;
  loop: Range | undefined;
}

/** What the hand on the replay does; not where the cursor is. */
export function useHand(transport: Transport): Hand {
  const playing = useSyncExternalStore(transport.subscribe, () => transport.playing);
  const speed = useSyncExternalStore(transport.subscribe, () => transport.speed);
  const loop = useSyncExternalStore(transport.subscribe, () => transport.loop);
  return { playing, speed, loop };
}

/** Where the cursor is, as it was at most so long ago: words need not follow every frame. */
export function useCursor(transport: Transport, everyMs: number): number {
  const [cursor, setCursor] = useState(transport.cursor);
  useEffect(() => {
    const timer = setInterval(() => setCursor(transport.cursor), everyMs);
    return () => clearInterval(timer);
  }, [transport, everyMs]);
  return cursor;
}
