import { useState } from "react";
import { useI18n } from "../i18n/i18n.ts";
import type { ChartSpec } from "./chart-spec.ts";
import type { ShownSignals } from "./shown-signals.ts";
import { secondRows, type SecondRow } from "./summary.ts";
import { TableHead } from "../ui/TableHead.tsx";

const SECONDS = 10;

interface ChartTableProps {
  spec: ChartSpec;
  title: string;
  signals: ShownSignals | undefined;
  edge: number | undefined;
}

/** The newest seconds of a chart as a table; only built while it is open. */
export function ChartTable({ spec, title, signals, edge }: ChartTableProps) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <details className="text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit text-muted">{t.signals.table}</summary>
      {open && signals !== undefined && edge !== undefined && (
        <Rows spec={spec} title={title} signals={signals} edge={edge} />
      )}
    </details>
  );
}

interface RowsProps {
  spec: ChartSpec;
  title: string;
  signals: ShownSignals;
  edge: number;
}

function Rows({ spec, title, signals, edge }: RowsProps) {
  const { t, f } = useI18n();
  const traces = spec.lineSource(signals) === undefined && spec.dots !== undefined ? [spec.dots] : spec.lines;
  const to = Math.floor(edge);
  return (
    <table className="mt-1 w-full border-collapse text-right">
      <caption className="text-left text-muted">
        {title}, {t.signals.tableSeconds}
      </caption>
      <TableHead row={t.signals.tableTime} columns={traces.map(({ label }) => label)} />
      <tbody>
        {secondRows(spec, signals, to - SECONDS, to - 1e-6).map((row) => (
          <tr key={row.second} className="border-b border-line">
            <th scope="row" className="text-left font-normal tabular-nums">
              {f.time(row.second * 1000)}
            </th>
            {traces.map(({ label }, i) => (
              <td key={label} className="pl-2">
                <Cell cell={row.traces[i]} digits={spec.digits} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The mean, and below it from least to greatest where there is more than one value. */
function Cell({ cell, digits }: { cell: SecondRow["traces"][number] | undefined; digits: number }) {
  const { f } = useI18n();
  if (cell === undefined || cell.count === 0) return "–";
  return (
    <>
      {f.number(cell.mean, digits)}
      {cell.count > 1 && (
        <span className="block text-xs text-muted">
          {f.number(cell.low, digits)} – {f.number(cell.high, digits)}
        </span>
      )}
    </>
  );
}
