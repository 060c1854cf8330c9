import { useEffect, useState } from "react";
import { useFeed } from "../../app/live.ts";
import { navigate } from "../../app/router.ts";
import type { FrameLoop } from "../../charts/frame-loop.ts";
import type { SessionSignals } from "../../feed/session-signals.ts";
import { useThen } from "../../travel/use-then.ts";
import { isElsewhere } from "./replay/keys.ts";
import { MarkersPanel } from "./replay/MarkersPanel.tsx";
import { useMarkers } from "./replay/use-markers.ts";
import { oldestOf } from "./Scrubber.tsx";

/** Shown behind a marker that somebody goes to, s. */
const AROUND_S = 5;

interface LiveMarkersProps {
  loop: FrameLoop;
  signals: SessionSignals;
}

/** Markers of the session that is live: drawn in the charts, set by a key where the charts stand. */
export function LiveMarkers({ loop, signals }: LiveMarkersProps) {
  const { userId } = useFeed();
  const markers = useMarkers(userId, signals.id);
  const [adding, setAdding] = useState(false);
  const locked = useThen() !== undefined;
  useEffect(() => loop.mark(markers.marks), [loop, markers.marks]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== "m" || locked || isElsewhere(event)) return;
      event.preventDefault();
      setAdding(true);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [locked]);
  return (
    <MarkersPanel
      markers={markers}
      now={() => {
        const at = loop.pausedAt() ?? signals.playout.newest;
        return at === undefined ? undefined : at * 1_000;
      }}
      adding={adding}
      onAdding={setAdding}
      onJump={({ t: time, sessionId }) => {
        if (!jumpTo(loop, signals, time / 1_000))
          navigate(`/session?session=${sessionId}&at=${Math.round(time)}`);
      }}
    />
  );
}

/** Puts the moment in the middle of the charts. False where this page does not hold it any more. */
function jumpTo(loop: FrameLoop, signals: SessionSignals, time: number): boolean {
  const oldest = oldestOf(signals);
  const newest = signals.playout.newest;
  if (oldest === undefined || newest === undefined || time < oldest) return false;
  loop.scrub(Math.min(newest, time + AROUND_S));
  return true;
}
