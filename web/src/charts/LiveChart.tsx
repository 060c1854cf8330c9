import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { fill } from "../i18n/fill.ts";
import { useI18n } from "../i18n/i18n.ts";
import { onColoursChange } from "../ui/theme.ts";
import { ChartTable } from "./ChartTable.tsx";
import { FAINT_BELOW, type ChartSpec } from "./chart-spec.ts";
import { forgetColours } from "./colours.ts";
import type { ChartLoop } from "./frame-loop.ts";
import { LivePlot } from "./live-plot.ts";
import { nextPoint, qualityAt, valuesAt } from "./cursor.ts";
import type { ShownSignals } from "./shown-signals.ts";
import { summarise } from "./summary.ts";

interface LiveChartProps {
  spec: ChartSpec;
  title: string;
  unit: string;
  loop: ChartLoop;
  signals: ShownSignals | undefined;
  /** Right end of the chart, s since the Unix epoch. */
  edge: number | undefined;
  /** s shown */
  span: number;
  /** What the sentence sums up, where it is not the signals that the values are read from. */
  afar?: ShownSignals | undefined;
  /** The time whose values are shown; the edge where it is not given. */
  at?: number | undefined;
  /** Somebody points at a time in the chart. */
  onSeek?: ((time: number) => void) | undefined;
}

/** A live chart with its newest values, a keyboard cursor, a sentence and a table that say the same. */
export function LiveChart({
  spec,
  title,
  unit,
  loop,
  signals,
  edge,
  span,
  afar = signals,
  at = edge,
  onSeek,
}: LiveChartProps) {
  const { t, f } = useI18n();
  const titleId = useId();
  const target = useRef<HTMLDivElement>(null);
  const plot = useRef<LivePlot>(undefined);
  const [cursor, setCursor] = useState<number | null>(null);

  useEffect(() => {
    const element = target.current;
    if (element === null) return;
    const drawn = new LivePlot(element, {
      spec,
      span,
      format: f,
      missingLabel: (count) =>
        fill(spec.graded === true ? t.signals.withoutValueShort : t.signals.missingShort, {
          count: f.number(count, 0),
        }),
      onCursor: setCursor,
      onSeek,
    });
    plot.current = drawn;
    const remove = loop.add((frame) => drawn.frame(frame));
    const sizes = new ResizeObserver(() => drawn.resize(element.clientWidth, element.clientHeight));
    sizes.observe(element);
    const stop = onColoursChange(() => {
      forgetColours();
      drawn.recolour();
      loop.wake();
    });
    return () => {
      remove();
      sizes.disconnect();
      stop();
      drawn.destroy();
    };
  }, [spec, span, f, t, loop, onSeek]);

  const time = cursor ?? at;
  const values = signals === undefined || time === undefined ? [] : valuesAt(spec, signals, time);

  function move(event: KeyboardEvent): void {
    if (signals === undefined || edge === undefined) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      plot.current?.releaseCursor();
      loop.resume();
      return;
    }
    const to = nextPoint(
      spec,
      signals,
      { from: edge - span, to: edge },
      time ?? edge,
      event.key,
      event.shiftKey,
    );
    if (to === undefined) return;
    event.preventDefault();
    // The chart stands still while somebody reads it point by point.
    loop.pause();
    if (onSeek === undefined) {
      plot.current?.pointAt(to);
      setCursor(to);
    } else onSeek(to);
  }

  const dotTraces = spec.dots === undefined ? [] : [spec.dots];
  const traces =
    signals !== undefined && spec.lineSource(signals) === undefined && spec.dots !== undefined
      ? dotTraces
      : spec.lines;
  const readout = traces.map(({ label }, i) => `${label} ${writeValue(values[i])}`).join(", ");

  function writeValue(value: number | undefined): string {
    return value === undefined ? "–" : f.number(value, spec.digits);
  }

  return (
    <figure className="min-w-0" aria-labelledby={titleId}>
      <figcaption className="mb-1 flex flex-wrap items-baseline gap-x-3 text-sm">
        <span id={titleId} className="font-medium">
          {title}
        </span>
        <span className="text-muted">{unit}</span>
        <span className="ml-auto flex gap-x-3 tabular-nums" aria-hidden="true">
          {traces.map(({ label, colour }, i) => (
            <span key={label} className="inline-flex items-center gap-1.5">
              <span className="inline-block h-0.5 w-3" style={{ backgroundColor: `var(${colour})` }} />
              {(traces.length > 1 || spec.dots !== undefined) && <span className="text-muted">{label}</span>}
              <span className="inline-block min-w-[3.2em] text-right">{writeValue(values[i])}</span>
            </span>
          ))}
          {spec.dots !== undefined && traces !== dotTraces && (
            <span className="inline-flex items-center gap-1.5 text-muted">
              <span
                className="inline-block size-1.5 rounded-full"
                style={{ backgroundColor: `var(${spec.dots.colour})` }}
              />
              {spec.dots.label}
            </span>
          )}
        </span>
      </figcaption>
      <div className="relative h-36 rounded-sm focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-carry sm:h-40">
        <div ref={target} className="size-full overflow-hidden" aria-hidden="true" />
        <input
          type="range"
          min={0}
          max={span}
          step="any"
          value={edge === undefined || time === undefined ? span : span - (edge - time)}
          onChange={() => undefined}
          onKeyDown={move}
          aria-label={`${title}. ${t.signals.cursorHint}`}
          aria-valuetext={
            time === undefined
              ? t.signals.waiting
              : fill(t.signals.cursor, { time: f.timeFine(time * 1000), values: readout })
          }
          className="pointer-events-none absolute inset-0 opacity-0"
        />
      </div>
      <QualityNote spec={spec} signals={signals} time={time} />
      <ChartSummaryText spec={spec} title={title} unit={unit} signals={afar} span={span} edge={edge} />
      <ChartTable spec={spec} title={title} signals={signals} edge={at} />
    </figure>
  );
}

/** Says that a line is faint, and why. */
function QualityNote({
  spec,
  signals,
  time,
}: {
  spec: ChartSpec;
  signals: ShownSignals | undefined;
  time: number | undefined;
}) {
  const { t, f } = useI18n();
  if (spec.graded !== true || signals === undefined || time === undefined) return null;
  const quality = qualityAt(spec, signals, time);
  if (quality === undefined || quality >= FAINT_BELOW) return null;
  return (
    <p className="text-sm text-muted">
      {fill(t.signals.faint, { limit: f.percent(FAINT_BELOW), quality: f.percent(quality) })}
    </p>
  );
}

interface ChartSummaryTextProps {
  spec: ChartSpec;
  title: string;
  unit: string;
  signals: ShownSignals | undefined;
  span: number;
  edge: number | undefined;
}

/** The chart in one sentence, for who does not see it. */
function ChartSummaryText({ spec, title, unit, signals, span, edge }: ChartSummaryTextProps) {
  const { t, f } = useI18n();
  const summary =
    signals === undefined || edge === undefined ? undefined : summarise(spec, signals, edge - span, edge);
  if (summary === undefined) {
    return (
      <p className="sr-only">{fill(t.signals.summaryNone, { name: title, seconds: f.number(span, 0) })}</p>
    );
  }
  const missing =
    summary.missing === 0
      ? t.signals.nothingMissing
      : f.plural(spec.graded === true ? t.signals.withoutValue : t.signals.missing, summary.missing);
  return (
    <p className="sr-only">
      {fill(t.signals.summary, {
        name: title,
        seconds: f.number(span, 0),
        unit,
        missing,
        value: f.number(summary.newest, spec.digits),
        low: f.number(summary.low, spec.digits),
        high: f.number(summary.high, spec.digits),
      })}
    </p>
  );
}
