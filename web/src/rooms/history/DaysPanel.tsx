import { useCallback, useState } from "react";
import { getDays } from "../../api/signals.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Scrollable } from "../../ui/Scrollable.tsx";
import { Select } from "../../ui/Select.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { measuresOf, rowsOf } from "./days.ts";
import { measured, measureText } from "./measure-text.ts";
import type { Span } from "./ranges.ts";
import { TableHead } from "../../ui/TableHead.tsx";

/** The server sums up so much at once, ms. */
const MOST = 400 * 86_400_000;

interface DaysPanelProps extends Span {
  userId: string;
}

/** What the signals of each day were like, one channel or feature at a time; newest first. */
export function DaysPanel({ userId, from, to }: DaysPanelProps) {
  const { t, f, units } = useI18n();
  const [asked, setAsked] = useState("cadence");
  const since = Math.max(from, to - MOST);
  const load = useCallback(() => getDays(userId, { from: since, to }), [userId, since, to]);
  const { value: days, error, reload } = useResource(load);
  const measures = measuresOf(days ?? []);
  const measure = measures.includes(asked) ? asked : measures[0];
  const rows = measure === undefined ? [] : rowsOf(days ?? [], measure);
  const text = measureText(t, units, measure ?? "", rows[0]?.unit);
  return (
    <Panel
      title={t.history.days}
      aside={
        measure !== undefined && (
          <Select
            label={t.replay.feature}
            value={measure}
            options={measures.map((value) => ({ value, text: measureText(t, units, value).name }))}
            onChange={setAsked}
          />
        )
      }
    >
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {days === undefined && error === undefined && <output>{t.app.loading}</output>}
      {days !== undefined && measure === undefined && (
        <p className="text-sm text-muted">{t.history.noSignals}</p>
      )}
      {since > from && (
        <p className="mb-2 text-sm text-muted">{fill(t.history.daysSince, { date: f.date(since) })}</p>
      )}
      {days !== undefined && measure !== undefined && (
        <Scrollable label={t.history.dayTable} className="max-h-96 overflow-y-auto">
          <table className="w-full border-collapse text-right text-sm">
            <TableHead row={t.history.day} columns={[t.history.mean, t.history.lowest, t.history.highest]} />
            <tbody>
              {rows.map(({ from: day, mean, min, max }) => (
                <tr key={day} className="border-b border-line">
                  <th scope="row" className="py-1 text-left font-normal">
                    {f.date(day)}
                  </th>
                  <td>{measured(f, measure, text, mean)}</td>
                  <td className="pl-3">{f.number(text.factor * min, 2)}</td>
                  <td className="pl-3">{f.number(text.factor * max, 2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
      )}
    </Panel>
  );
}
