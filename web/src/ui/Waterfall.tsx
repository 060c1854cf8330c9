import type { ReactNode } from "react";
import { useI18n } from "../i18n/i18n.ts";
import { Amount } from "./Amount.tsx";

export interface WaterfallItem {
  id: string;
  label: ReactNode;
  value: number;
}

interface WaterfallProps {
  caption: string;
  head: [name: string, value: string];
  items: readonly WaterfallItem[];
  sum: { label: string; value: number };
  /** Writes a value; the exact one stands behind it. */
  write: (value: number) => string;
  tone: "carry" | "hold";
  /** Draws a line at this value, such as 100 %. */
  mark?: number;
}

const TONES = { carry: "bg-carry", hold: "bg-hold" };

/** Contributions one after the other: each bar begins where the one before it ended, and the last is their sum. */
export function Waterfall({ caption, head, items, sum, write, tone, mark }: WaterfallProps) {
  const { t } = useI18n();
  const steps = stepsOf(items);
  const edges = [
    0,
    sum.value,
    ...steps.flatMap(({ from, to }) => [from, to]),
    ...(mark === undefined ? [] : [mark]),
  ];
  const low = Math.min(...edges);
  const span = Math.max(...edges) - low || 1;
  const at = (value: number): string => `${((value - low) / span) * 100}%`;
  const bar = (from: number, to: number, style: string): ReactNode => (
    <span
      className={`absolute inset-y-1 min-w-px rounded-[2px] ${style}`}
      style={{ left: at(Math.min(from, to)), width: `${(Math.abs(to - from) / span) * 100}%` }}
    />
  );
  const line =
    mark === undefined ? null : (
      <span className="absolute inset-y-0 w-px bg-ink" style={{ left: at(mark) }} />
    );
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <caption className="sr-only">{caption}</caption>
      <colgroup>
        <col />
        <col className="w-[4.5rem] sm:w-[5.5rem]" />
        <col className="w-[27%] sm:w-[38%]" />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">{head[0]}</th>
          <th scope="col">{head[1]}</th>
          <th scope="col" aria-hidden="true">
            –
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ item, from, to }) => (
          <tr key={item.id} className="border-b border-line">
            <th scope="row" className="py-1.5 pr-2 text-left font-normal break-words hyphens-auto">
              {item.label}
            </th>
            <td className="py-1.5 pr-3 text-right">
              <Amount value={item.value} text={write(item.value)} />
            </td>
            <td aria-hidden="true" className="relative">
              {bar(from, to, item.value < 0 ? "bg-bad" : TONES[tone])}
              {line}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-semibold">
          <th scope="row" className="py-1.5 pr-2 text-left break-words hyphens-auto">
            {t.parts.sum} <span className="font-normal text-muted">{sum.label}</span>
          </th>
          <td className="py-1.5 pr-3 text-right">
            <Amount value={sum.value} text={write(sum.value)} />
          </td>
          <td aria-hidden="true" className="relative">
            {bar(0, sum.value, `${TONES[tone]} opacity-45`)}
            {line}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function stepsOf(items: readonly WaterfallItem[]): { item: WaterfallItem; from: number; to: number }[] {
  let reached = 0;
  return items.map((item) => {
    const from = reached;
    reached += item.value;
    return { item, from, to: reached };
  });
}
