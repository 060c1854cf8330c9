import type { DaysCompared, Measure } from "../../api/day-insights.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { dayText, differencesOf } from "./day-comparison.ts";
import { differenceText, measured, measureText } from "./measure-text.ts";

/** Each further day against the first, over the times of the clock that both have. */
export function DayDifferences({ days, measure }: { days: DaysCompared["days"]; measure: Measure }) {
  const { t, f, units } = useI18n();
  const text = measureText(t, units, measure.name, measure.unit);
  const first = dayText(days[0]?.day ?? "", f.locale);
  if (days.length < 2) return <p className="mt-3 text-sm text-muted">{t.days.one}</p>;
  return (
    <ul className="mt-3 grid gap-2 text-sm">
      {differencesOf(measure.values).map((difference, i) => {
        const day = dayText(days[i + 1]?.day ?? "", f.locale);
        if (difference === undefined) return <li key={day}>{fill(t.days.nothingShared, { day, first })}</li>;
        const write = (value: number): string => measured(f, measure.name, text, value);
        return (
          <li key={day}>
            {fill(t.days.against, { day, first })}{" "}
            <strong className="font-semibold tabular-nums">
              {differenceText(f, measure.name, text, difference.mean, t.days.points)}
            </strong>{" "}
            <span className="text-muted">
              {f.plural(t.days.over, difference.times, {
                other: write(difference.other),
                first: write(difference.first),
              })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
