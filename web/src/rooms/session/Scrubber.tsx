import type { FrameLoop } from "../../charts/frame-loop.ts";
import type { SessionSignals } from "../../feed/session-signals.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Slider } from "../../ui/Slider.tsx";

interface ScrubberProps {
  loop: FrameLoop;
  signals: SessionSignals;
  pausedAt: number | undefined;
}

/** Moves all charts through what this page holds of the session; at the right end they follow again. */
export function Scrubber({ loop, signals, pausedAt }: ScrubberProps) {
  const { t, f } = useI18n();
  const newest = signals.playout.newest;
  const oldest = oldestOf(signals);
  if (newest === undefined || oldest === undefined || newest - oldest < 1) return null;
  const edge = pausedAt ?? newest;
  return (
    <div className="mb-4">
      <Slider
        label={t.session.scrub}
        min={0}
        max={newest - oldest}
        step={0.1}
        value={Math.max(0, edge - oldest)}
        text={f.time(edge * 1000)}
        onChange={(offset) => (oldest + offset >= newest - 0.1 ? loop.resume() : loop.scrub(oldest + offset))}
      />
    </div>
  );
}

/** Of what this page holds, s. */
export function oldestOf(signals: SessionSignals): number | undefined {
  let oldest: number | undefined;
  for (const { buffer } of signals.streams.values()) {
    const first = buffer.view().times[0];
    if (first !== undefined && (oldest === undefined || first < oldest)) oldest = first;
  }
  return oldest;
}
