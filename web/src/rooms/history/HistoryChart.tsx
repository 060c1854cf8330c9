import { useState } from "react";
import type { Marker } from "../../api/signals.ts";
import { setQuery } from "../../app/router.ts";
import { PlotFrame } from "../../charts/PlotFrame.tsx";
import { ticksUpTo } from "../../charts/ticks.ts";
import { timeTicks } from "../../charts/time-ticks.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { curveOf } from "./history-curve.ts";
import { HistoryTable } from "./HistoryTable.tsx";
import type { History } from "./use-history.ts";

interface HistoryChartProps extends History {
  marked: readonly Marker[];
  /** The past time that is shown; undefined for now. */
  at: number | undefined;
  onAt: (at: number | undefined) => void;
}

const WIDTH = 1_000;
const HEIGHT = 220;

/** The curve, and the slider through its time. */
export function HistoryChart({ from, to, step, points, untilNow, marked, at, onAt }: HistoryChartProps) {
  const { t, f } = useI18n();
  const [open, setOpen] = useState(false);
  const { line, band, top } = curveOf(points, from, to);
  const values = points.flatMap(({ eta }) => eta.value ?? []);
  const summary =
    values.length === 0
      ? t.history.summaryNone
      : fill(t.history.summary, {
          from: f.dateTime(from),
          to: f.dateTime(to),
          first: f.percent(values[0] ?? 0),
          last: f.percent(values.at(-1) ?? 0),
          low: f.percent(Math.min(...values)),
          high: f.percent(Math.max(...values)),
        });
  const needed = HEIGHT * (1 - 1 / top);
  const cursor = at === undefined ? undefined : (WIDTH * (at - from)) / (to - from);
  return (
    <figure>
      <figcaption className={values.length === 0 ? "text-muted" : "sr-only"}>{summary}</figcaption>
      <PlotFrame
        width={WIDTH}
        height={HEIGHT}
        x={timeTicks(from, to).map((tick) => ({ at: (tick.time - from) / (to - from), text: f.tick(tick) }))}
        y={ticksUpTo(top).map((eta) => ({ at: eta / top, text: f.percent(eta) }))}
        below={
          <Slider
            label={t.history.travel}
            min={from}
            max={to}
            step={step}
            value={at ?? to}
            text={at === undefined ? t.history.now : f.dateTime(at)}
            hint={t.history.travelHint}
            onChange={(time) => onAt(untilNow && time >= to ? undefined : Math.floor(time))}
          />
        }
      >
        <g transform={`scale(${WIDTH} ${HEIGHT})`}>
          <path d={band} fill="var(--carry-soft)" />
          <path
            d={line}
            fill="none"
            stroke="var(--carry)"
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        </g>
        <line
          x1="0"
          x2={WIDTH}
          y1={needed}
          y2={needed}
          stroke="var(--ink)"
          vectorEffect="non-scaling-stroke"
        />
        {marked.map(({ sessionId, id, at: time, name }) => (
          <line
            key={`${sessionId} ${id}`}
            x1={(WIDTH * (time - from)) / (to - from)}
            x2={(WIDTH * (time - from)) / (to - from)}
            y1="0"
            y2={HEIGHT}
            stroke="var(--muted)"
            strokeDasharray="2 3"
            vectorEffect="non-scaling-stroke"
          >
            <title>{name}</title>
          </line>
        ))}
        {cursor !== undefined && (
          <line
            x1={cursor}
            x2={cursor}
            y1="0"
            y2={HEIGHT}
            stroke="var(--hold)"
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </PlotFrame>
      {at !== undefined && (
        <span className="flex flex-wrap gap-3">
          <Button onClick={() => onAt(undefined)}>{t.history.backToNow}</Button>
          <Button onClick={() => setQuery({ past: String(at) }, "push")}>{t.travel.go}</Button>
        </span>
      )}
      <details className="mt-2 text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="w-fit text-muted">{t.signals.table}</summary>
        {open && <HistoryTable points={points} />}
      </details>
    </figure>
  );
}
