import { PlotFrame } from "../../../charts/PlotFrame.tsx";
import { ticksUpTo } from "../../../charts/ticks.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import type { DueCurve } from "./due-curve.ts";

const WIDTH = 1_000;
const HEIGHT = 300;
const MARGIN = 1.06;

/** Work due by each week as a staircase; two lines from now: the pace needed, and the pace held. */
export function DueChart({ curve: { steps, required, held } }: { curve: DueCurve }) {
  const { t, f } = useI18n();
  const last = steps.at(-1)!;
  const weeks = last.weeks * MARGIN;
  const top = Math.max(last.total, required * last.weeks) * MARGIN;
  const x = (week: number): number => (WIDTH * week) / weeks;
  const y = (work: number): number => HEIGHT * (1 - work / top);
  let stairs = `M0 ${HEIGHT}`;
  for (const step of steps) stairs += `H${x(step.weeks).toFixed(1)}V${y(step.total).toFixed(1)}`;
  stairs += `H${WIDTH}`;
  return (
    <figure>
      <figcaption className="mb-2 flex flex-wrap gap-x-6 gap-y-1 text-sm text-muted">
        {[
          ["border-ink", t.dates.due],
          ["border-hold border-dashed", t.dates.needed],
          ["border-carry", t.dates.held],
        ].map(([look, text]) => (
          <span key={text} className="inline-flex items-center gap-2">
            <span className={`inline-block w-5 border-t-[3px] ${look}`} />
            {text}
          </span>
        ))}
      </figcaption>
      <PlotFrame
        width={WIDTH}
        height={HEIGHT}
        x={ticksUpTo(weeks).map((week) => ({
          at: week / weeks,
          text: week === 0 ? t.history.now : f.number(week, 0),
        }))}
        y={ticksUpTo(top).map((work) => ({ at: work / top, text: f.number(work, 0) }))}
      >
        <path d={stairs} fill="none" stroke="var(--ink)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
        {line(required, "var(--hold)", "6 5")}
        {line(held, "var(--carry)")}
      </PlotFrame>
      <p className="mt-1 text-xs text-muted">{t.dates.axes}</p>
    </figure>
  );

  /** As far as the frame reaches. */
  function line(pace: number, stroke: string, dashes?: string) {
    const end = pace * weeks > top ? top / pace : weeks;
    return (
      <line
        x1="0"
        y1={HEIGHT}
        x2={x(end)}
        y2={y(pace * end)}
        stroke={stroke}
        strokeWidth="2.5"
        strokeDasharray={dashes}
        vectorEffect="non-scaling-stroke"
      />
    );
  }
}
