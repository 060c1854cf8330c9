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

/**
 * Where the cursor is, read at most so often: what takes long to draw does not hold up the hand. The first move of a
 * hand is told at once, and the last one in any case. @param atOnce Each move, for what the hand holds
 */
export function useCursor(transport: Transport, everyMs: number, atOnce = false): number {
  const [cursor, setCursor] = useState(transport.cursor);
  useEffect(() => {
    let readAt = Number.NEGATIVE_INFINITY;
    let shown: number | undefined;
    const read = (): void => {
      readAt = performance.now();
      shown = transport.cursor;
      setCursor(shown);
    };
    const stop = transport.subscribe(() => {
      if (atOnce || performance.now() - readAt >= everyMs) read();
    });
    const timer = setInterval(() => {
      if (transport.cursor !== shown) read();
    }, everyMs);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [transport, everyMs, atOnce]);
  return cursor;
}
