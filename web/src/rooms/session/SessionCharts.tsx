import { useMemo, useState, useSyncExternalStore } from "react";
import type { FrameLoop } from "../../charts/frame-loop.ts";
import { LiveChart } from "../../charts/LiveChart.tsx";
import type { SessionSignals } from "../../feed/session-signals.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Select } from "../../ui/Select.tsx";
import { sessionCharts } from "./session-charts.ts";
import { Scrubber } from "./Scrubber.tsx";

const SPANS = ["10", "30", "60"] as const;

interface SessionChartsProps {
  loop: FrameLoop;
  signals: SessionSignals | undefined;
}

/** All signals of a session; pause, and go back through what is held here. */
export function SessionCharts({ loop, signals }: SessionChartsProps) {
  const { t, f, units } = useI18n();
  const [span, setSpan] = useState<(typeof SPANS)[number]>("30");
  const pausedAt = useSyncExternalStore(loop.onPause, loop.pausedAt);
  const charts = useMemo(() => sessionCharts(t, units), [t, units]);
  if (signals === undefined) {
    return (
      <Panel title={t.signals.title}>
        <p className="text-muted">{t.signals.waiting}</p>
      </Panel>
    );
  }
  const controls = (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <Select
        label={t.session.span}
        value={span}
        options={SPANS.map((value) => ({ value, text: fill(t.session.spanSeconds, { seconds: value }) }))}
        onChange={setSpan}
      />
      {pausedAt === undefined ? (
        <Button onClick={() => loop.pause()}>{t.signals.pause}</Button>
      ) : (
        <Button onClick={() => loop.resume()}>{t.signals.resume}</Button>
      )}
    </span>
  );
  return (
    <Panel
      title={
        pausedAt === undefined ? t.signals.title : fill(t.signals.paused, { time: f.time(pausedAt * 1000) })
      }
      aside={controls}
    >
      <Scrubber loop={loop} signals={signals} pausedAt={pausedAt} />
      <div className="grid grid-cols-1 gap-5">
        {charts
          .filter(
            ({ spec }) => spec.lineSource(signals) !== undefined || spec.dotSource?.(signals) !== undefined,
          )
          .map((chart) => (
            <LiveChart
              key={chart.spec.id}
              {...chart}
              loop={loop}
              signals={signals}
              edge={pausedAt ?? signals.playout.newest}
              span={Number(span)}
            />
          ))}
      </div>
    </Panel>
  );
}
