import { featureOf } from "../../feed/feature-track.ts";
import type { SessionSignals } from "../../feed/session-signals.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";

/** Beat-to-beat variation with its method; said to be missing where it would not be valid. */
export function HeartNote({ signals }: { signals: SessionSignals | undefined }) {
  const { t, f } = useI18n();
  const rmssd = signals?.heart === undefined ? undefined : featureOf(signals.heart, "rmssd");
  if (rmssd === undefined) return null;
  return (
    <p className="mt-4 text-sm text-muted">
      {t.signals.rmssd}:{" "}
      {rmssd.quality > 0 ? (
        <>
          <span className="font-medium text-ink tabular-nums">{f.number(rmssd.value, 0)} ms</span>{" "}
          {fill(t.signals.quality, {
            quality: f.percent(rmssd.quality),
            coverage: f.percent(rmssd.coverage),
            method: rmssd.method,
          })}
        </>
      ) : (
        t.signals.rmssdMoving
      )}
    </p>
  );
}
