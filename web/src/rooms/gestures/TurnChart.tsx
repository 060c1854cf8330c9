import { useState } from "react";
import type { Span } from "../../api/signals.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Scrollable } from "../../ui/Scrollable.tsx";
import { fastestBy, turnPath, type Turn } from "./movement.ts";
import { TableHead } from "../../ui/TableHead.tsx";

interface TurnChartProps {
  turns: readonly Turn[];
  span: Span;
  /** Where more is missing the line breaks, ms. */
  gap: number;
  marked: Span;
  label: string;
}

/** A table of more rows than these is read by nobody. */
const ROWS = 48;

/** How fast the device turned over time, with a part of it marked. */
export function TurnChart({ turns, span, gap, marked, label }: TurnChartProps) {
  const { t, f } = useI18n();
  const [open, setOpen] = useState(false);
  const { from, to } = span;
  const fastest = turns.reduce((best, turn) => (turn.speed > best.speed ? turn : best), {
    t: from,
    speed: 0,
  });
  const top = Math.max(2, fastest.speed * 1.1);
  const place = (time: number): number => Math.max(0, Math.min(1, (time - from) / (to - from)));
  const step = Math.ceil((to - from) / ROWS);
  return (
    <figure>
      <figcaption className="mb-1 text-sm">
        {label}{" "}
        <span className="text-muted">
          {fill(t.gestures.summary, { speed: f.number(fastest.speed, 1), time: f.timeFine(fastest.t) })}
        </span>
      </figcaption>
      <svg
        viewBox="0 0 1 1"
        preserveAspectRatio="none"
        aria-hidden="true"
        className="block h-28 w-full border-b border-line bg-sunken"
      >
        <rect
          x={place(marked.from)}
          width={Math.max(0.002, place(marked.to) - place(marked.from))}
          height="1"
          fill="var(--carry-soft)"
        />
        <path
          d={turnPath(turns, span, top, gap)}
          fill="none"
          stroke="var(--carry)"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <details className="mt-1 text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="w-fit text-muted">{t.signals.table}</summary>
        {open && (
          <Scrollable label={label} className="max-h-64 overflow-y-auto">
            <table className="w-full border-collapse text-right">
              <TableHead row={t.signals.tableTime} columns={[t.gestures.speed]} />
              <tbody>
                {fastestBy(turns, step).map(({ t: time, speed }) => (
                  <tr key={time} className="border-b border-line">
                    <th scope="row" className="text-left font-normal tabular-nums">
                      {f.timeFine(time)}
                    </th>
                    <td className="tabular-nums">{f.number(speed, 1)} rad/s</td>
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
