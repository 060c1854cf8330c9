/** Opens a past session: what is known of it, its roll-ups, and the loop that draws it. */
import { useCallback, useEffect, useMemo, useState } from "react";
import {
  getBlocks,
  getOverview,
  getPastSession,
  getWindows,
  type PastSession,
} from "../../../api/signals.ts";
import { ReplayLoop } from "../../../replay/replay-loop.ts";
import { Tape } from "../../../replay/tape.ts";
import { Transport } from "../../../replay/transport.ts";
import { useResource, type Resource } from "../../../ui/use-resource.ts";

/** Steps of the whole session: as many as a wide screen has pixels, nearly. */
const WHOLE_POINTS = 1_200;

interface Opened {
  session: PastSession;
  /** Undefined where the session has no samples. */
  tape: Tape | undefined;
}

export function useTape(
  userId: string | undefined,
  sessionId: string | undefined,
): Resource<Opened | undefined> {
  const load = useCallback(async () => {
    if (userId === undefined || sessionId === undefined) return undefined;
    const place = { userId, sessionId };
    const [session, whole] = await Promise.all([
      getPastSession(place),
      getOverview(place, undefined, WHOLE_POINTS),
    ]);
    if (whole.first === null) return { session, tape: undefined };
    const tape = new Tape(place, session, whole, {
      blocks: getBlocks,
      windows: getWindows,
      overview: getOverview,
      now: () => performance.now(),
      setTimer(ms, callback) {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    });
    return { session, tape };
  }, [userId, sessionId]);
  const resource = useResource(load);
  const tape = resource.value?.tape;
  useEffect(() => () => tape?.close(), [tape]);
  return resource;
}

/** @param at where the cursor begins, s; the start of the session where it is not given */
export function useReplayLoop(tape: Tape, at: number | undefined): ReplayLoop {
  // Only the first place counts: afterwards the address follows the cursor.
  const [first] = useState(at);
  const loop = useMemo(() => {
    const transport = new Transport(tape.first, tape.last);
    if (first !== undefined) transport.seek(first);
    return new ReplayLoop(transport, tape, {
      requestFrame: (callback) => requestAnimationFrame(callback),
      cancelFrame: (handle) => cancelAnimationFrame(handle),
    });
  }, [tape, first]);
  useEffect(() => loop.start(), [loop]);
  return loop;
}
