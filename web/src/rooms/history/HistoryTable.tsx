import type { HistoryPoint } from "../../api/history.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { TableHead } from "../../ui/TableHead.tsx";

const ROWS = 24;

/** The curve as a table, newest first: only times at which something had changed. */
export function HistoryTable({ points }: { points: readonly HistoryPoint[] }) {
  const { t, f } = useI18n();
  const changed = points.filter(({ seq }, i) => i === 0 || seq !== points[i - 1]?.seq);
  return (
    <table className="mt-1 w-full border-collapse text-right">
      <TableHead row={t.signals.tableTime} columns={["η", t.history.likely, t.escape.limitMark]} />
      <tbody>
        {changed
          .slice(-ROWS)
          .toReversed()
          .map(({ t: time, eta, etaInf }) => (
            <tr key={time} className="border-b border-line">
              <th scope="row" className="text-left font-normal tabular-nums">
                {f.dateTime(time)}
              </th>
              <td>{eta.value === null ? "–" : f.percent(eta.value, 1)}</td>
              <td>{eta.likely === undefined ? "–" : f.percentRange(...eta.likely)}</td>
              <td>{etaInf.value === null ? "–" : f.percent(etaInf.value)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
