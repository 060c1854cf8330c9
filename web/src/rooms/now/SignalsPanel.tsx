import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useFeed } from "../../app/live.ts";
import type { FrameLoop } from "../../charts/frame-loop.ts";
import { LiveChart } from "../../charts/LiveChart.tsx";
import type { SessionSignals } from "../../feed/session-signals.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { shownUnit } from "../../i18n/units.ts";
import { Button } from "../../ui/Button.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { accelerationChart, cadenceChart, heartChart } from "../session/charts.ts";
import { useMarkers } from "../session/replay/use-markers.ts";
import { HeartNote } from "./HeartNote.tsx";

interface SignalsPanelProps {
  loop: FrameLoop;
  signals: SessionSignals | undefined;
}

/** s shown by each chart */
const SPAN = 30;

/** The charts of the running session, over one time axis. */
export function SignalsPanel({ loop, signals }: SignalsPanelProps) {
  const { t, f, units } = useI18n();
  const { userId } = useFeed();
  const { marks } = useMarkers(userId, signals?.id);
  useEffect(() => loop.mark(marks), [loop, marks]);
  const pausedAt = useSyncExternalStore(loop.onPause, loop.pausedAt);
  const specs = useMemo(
    () => [accelerationChart(t, units), cadenceChart(t), heartChart(t)] as const,
    [t, units],
  );
  const chart = { loop, signals, edge: pausedAt ?? signals?.playout.newest, span: SPAN };
  const pause =
    signals === undefined ? undefined : pausedAt === undefined ? (
      <Button kind="quiet" onClick={() => loop.pause()}>
        {t.signals.pause}
      </Button>
    ) : (
      <span className="flex items-baseline gap-3 text-sm">
        {fill(t.signals.paused, { time: f.time(pausedAt * 1000) })}
        <Button kind="quiet" onClick={() => loop.resume()}>
          {t.signals.resume}
        </Button>
      </span>
    );
  return (
    <Panel title={t.signals.title} aside={pause}>
      {signals === undefined ? (
        <p className="text-muted">{t.signals.waiting}</p>
      ) : (
        <div className="grid grid-cols-1 gap-5">
          <LiveChart
            {...chart}
            spec={specs[0]}
            title={t.signals.acceleration}
            unit={shownUnit("g", units).text}
          />
          <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
            <LiveChart {...chart} spec={specs[1]} title={t.signals.cadence} unit={t.signals.cadenceUnit} />
            <LiveChart {...chart} spec={specs[2]} title={t.signals.heart} unit={t.signals.heartUnit} />
          </div>
        </div>
      )}
      <HeartNote signals={signals} />
    </Panel>
  );
}
