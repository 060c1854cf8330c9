import { useCallback, useMemo } from "react";
import { getDaysCompared } from "../../api/day-insights.ts";
import { setQuery, useQuery } from "../../app/router.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { localText } from "../../ui/local-time.ts";
import { Panel } from "../../ui/Panel.tsx";
import { Select } from "../../ui/Select.tsx";
import { useNow } from "../../ui/use-now.ts";
import { useResource } from "../../ui/use-resource.ts";
import { chosenDays, dayText } from "./day-comparison.ts";
import { DayChoice } from "./DayChoice.tsx";
import { DayCurves } from "./DayCurves.tsx";
import { DayDifferences } from "./DayDifferences.tsx";
import { measureText } from "./measure-text.ts";

const DAY_MS = 86_400_000;

/** Chosen days over one another by the clock on the wall, one measure at a time, with how they differ. */
export function DayComparison({ userId }: { userId: string }) {
  const { t, f, units } = useI18n();
  const query = useQuery();
  const asked = query.get("days");
  const today = localText(useNow(60_000)).slice(0, 10);
  const days = useMemo(() => chosenDays(asked, today), [asked, today]);
  const load = useCallback(() => getDaysCompared(userId, days), [userId, days]);
  const { value: answer, error, reload } = useResource(load);
  const wanted = query.get("measure");
  const measures = answer?.measures ?? [];
  const measure = measures.find(({ name }) => name === wanted) ?? measures[0];
  const uneven = answer?.days.filter(({ from, to }) => to - from !== DAY_MS) ?? [];
  return (
    <Panel
      title={t.days.title}
      aside={
        measure !== undefined && (
          <Select
            label={t.days.measure}
            value={measure.name}
            options={measures.map(({ name, unit }) => ({
              value: name,
              text: measureText(t, units, name, unit).name,
            }))}
            onChange={(name) => setQuery({ measure: name }, "replace")}
          />
        )
      }
    >
      <DayChoice
        days={days}
        today={today}
        onChange={(next) => setQuery({ days: next.join(",") }, "replace")}
      />
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {answer === undefined && error === undefined && <output>{t.app.loading}</output>}
      {answer !== undefined && measure === undefined && (
        <p className="text-sm text-muted">{t.days.nothing}</p>
      )}
      {answer !== undefined && measure !== undefined && (
        <>
          <DayCurves days={answer.days} measure={measure} minutes={answer.minutes} />
          <DayDifferences days={answer.days} measure={measure} />
          <p className="mt-3 text-sm text-muted">
            {fill(t.days.zone, { zone: answer.tz.replaceAll("_", " ") })}
          </p>
          {uneven.map(({ day, from, to }) => (
            <p key={day} className="mt-1 text-sm text-muted">
              {fill(to - from < DAY_MS ? t.days.shorter : t.days.longer, {
                day: dayText(day, f.locale),
                hours: f.number((to - from) / 3_600_000, (to - from) % 3_600_000 === 0 ? 0 : 1),
              })}
            </p>
          ))}
        </>
      )}
    </Panel>
  );
}
