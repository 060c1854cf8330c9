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

/** Where the cursor is: at once where a hand put it, at most so long ago while it plays. */
export function useCursor(transport: Transport, everyMs: number): number {
  const [cursor, setCursor] = useState(transport.cursor);
  useEffect(() => {
    const read = (): void => setCursor(transport.cursor);
    const stop = transport.subscribe(read);
    const timer = setInterval(read, everyMs);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [transport, everyMs]);
  return cursor;
}
