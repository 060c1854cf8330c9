import { useState } from "react";
import type { DaysCompared, Measure } from "../../api/day-insights.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Scrollable } from "../../ui/Scrollable.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { clockText, dayPaths, dayText, scaleOf } from "./day-comparison.ts";
import { measured, measureText } from "./measure-text.ts";
import { TableHead } from "../../ui/TableHead.tsx";

interface DayCurvesProps {
  days: DaysCompared["days"];
  measure: Measure;
  minutes: number;
}

const HOURS = [0, 6, 12, 18, 24];

/** A line per day from midnight to midnight, and the values of all days at one time of the clock. */
export function DayCurves({ days, measure, minutes }: DayCurvesProps) {
  const { t, f, units } = useI18n();
  const [open, setOpen] = useState(false);
  const { values } = measure;
  const times = (24 * 60) / minutes;
  const known = (i: number): boolean => values.some((day) => (day[i] ?? null) !== null);
  const first = Array.from({ length: times }, (_, i) => i).find(known) ?? 0;
  const [chosen, setAt] = useState<number>();
  const at = chosen ?? first;
  const text = measureText(t, units, measure.name, measure.unit);
  const scale = scaleOf(values);
  const write = (value: number | null | undefined): string =>
    value === null || value === undefined ? t.days.noValue : measured(f, measure.name, text, value);
  const texts = days.map(({ day }) => dayText(day, f.locale));
  const here = texts.map((text, i) => `${text}: ${write(values[i]?.[at])}`).join(" · ");
  const summaries = values.map((ofDay, i) => {
    const numbers = ofDay.filter((value) => value !== null);
    const day = texts[i] ?? "";
    if (numbers.length === 0) return fill(t.days.summaryNone, { day });
    const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    return fill(t.days.summary, { day, mean: write(mean), low: write(low), high: write(high) });
  });
  return (
    <figure>
      <figcaption className="sr-only">{`${text.name}. ${summaries.join(" ")}`}</figcaption>
      {scale === undefined ? (
        <p className="text-sm text-muted">{t.days.nothing}</p>
      ) : (
        <>
          <div className="relative">
            <svg
              viewBox="0 0 1 1"
              preserveAspectRatio="none"
              aria-hidden="true"
              className="block h-48 w-full border-y border-line"
            >
              {HOURS.map((hour) => (
                <path
                  key={hour}
                  d={`M${hour / 24} 0V1`}
                  stroke="var(--line)"
                  vectorEffect="non-scaling-stroke"
                />
              ))}
              <path
                d={`M${(at + 0.5) / times} 0V1`}
                stroke="var(--muted)"
                vectorEffect="non-scaling-stroke"
              />
              {values.map((ofDay, i) => {
                const { line, dots } = dayPaths(ofDay, scale);
                const look = `day-line day-line-${i + 1}`;
                return (
                  <g key={days[i]?.day ?? i} className={look}>
                    <path d={line} vectorEffect="non-scaling-stroke" />
                    <path d={dots} vectorEffect="non-scaling-stroke" className="day-dots" />
                  </g>
                );
              })}
            </svg>
            <span aria-hidden="true" className="absolute top-1 left-1 bg-surface px-1 text-xs text-muted">
              {write(scale.high)}
            </span>
            <span aria-hidden="true" className="absolute bottom-1 left-1 bg-surface px-1 text-xs text-muted">
              {write(scale.low)}
            </span>
          </div>
          <div aria-hidden="true" className="mb-3 flex justify-between text-xs text-muted tabular-nums">
            {HOURS.map((hour) => (
              <span key={hour}>{`${hour}:00`}</span>
            ))}
          </div>
          <Slider
            label={t.days.cursor}
            min={0}
            max={times - 1}
            step={1}
            value={at}
            text={clockText(at, minutes)}
            hint={here}
            onChange={setAt}
          />
        </>
      )}
      <details className="mt-2 text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="w-fit text-muted">{t.signals.table}</summary>
        {open && (
          <Scrollable label={t.days.table} className="max-h-96 overflow-y-auto">
            <table className="mt-1 w-full border-collapse text-right">
              <TableHead row={t.signals.tableTime} columns={texts} />
              <tbody>
                {Array.from({ length: times }, (_, i) => i)
                  .filter(known)
                  .map((i) => (
                    <tr key={i} className="border-b border-line">
                      <th scope="row" className="text-left font-normal tabular-nums">
                        {clockText(i, minutes)}
                      </th>
                      {values.map((ofDay, day) => (
                        <td key={texts[day]} className="pl-3 tabular-nums">
                          {(ofDay[i] ?? null) === null ? "–" : write(ofDay[i])}
                        </td>
                      ))}
                    </tr>
                  ))}
              </tbody>
            </table>
          </Scrollable>
        )}
      </details>
    </figure>
  );
}
