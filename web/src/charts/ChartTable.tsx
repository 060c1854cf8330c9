import { useState } from "react";
import type { SessionSignals } from "../feed/session-signals.ts";
import { useI18n } from "../i18n/i18n.ts";
import type { ChartSpec } from "./chart-spec.ts";
import { secondRows } from "./summary.ts";

const SECONDS = 10;

interface ChartTableProps {
  spec: ChartSpec;
  title: string;
  signals: SessionSignals | undefined;
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

function Rows({
  spec,
  title,
  signals,
  edge,
}: {
  spec: ChartSpec;
  title: string;
  signals: SessionSignals;
  edge: number;
}) {
  const { t, f } = useI18n();
  const traces = spec.lineSource(signals) === undefined && spec.dots !== undefined ? [spec.dots] : spec.lines;
  const to = Math.floor(edge);
  return (
    <div className="overflow-x-auto">
      <table className="mt-1 w-full border-collapse text-right">
        <caption className="text-left text-muted">
          {title}, {t.signals.table_seconds}
        </caption>
        <thead>
          <tr className="border-b border-line-strong">
            <th scope="col" className="text-left font-medium">
              {t.signals.tableTime}
            </th>
            {traces.map(({ label }) => (
              <th key={label} scope="col" className="pl-3 font-medium">
                {label}{" "}
                <span className="font-normal text-muted">
                  ({t.signals.table_mean}, {t.signals.table_low}–{t.signals.table_high})
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {secondRows(spec, signals, to - SECONDS, to - 1e-6).map((row) => (
            <tr key={row.second} className="border-b border-line">
              <th scope="row" className="text-left font-normal tabular-nums">
                {f.time(row.second * 1000)}
              </th>
              {traces.map(({ label }, i) => {
                const cell = row.traces[i];
                return (
                  <td key={label} className="pl-3">
                    {cell === undefined || cell.count === 0
                      ? "–"
                      : `${f.number(cell.mean, spec.digits)}, ${f.number(cell.low, spec.digits)} – ${f.number(cell.high, spec.digits)}`}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
