import type { Quantity } from "@trajectory/engine/forces/reading.ts";
import type { BodyReading } from "@trajectory/engine/life/snapshot.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";

/** Widest deviation on the scale, personal standard deviations. */
const SCALE = 3;

/** Energy, activation and coherence, each against the person's own usual: never good or bad. */
export function BodyTable({ body }: { body: BodyReading }) {
  const { t } = useI18n();
  const rows: [string, Quantity][] = [
    [t.session.energy, body.energy],
    [t.session.arousal, body.arousal],
    [t.session.coherence, body.coherence],
  ];
  return (
    <table className="mt-4 w-full table-fixed border-collapse text-sm">
      <caption className="pb-1 text-left">{t.session.body}</caption>
      <tbody>
        {rows.map(([name, quantity]) => (
          <Row key={name} name={name} quantity={quantity} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ name, quantity }: { name: string; quantity: Quantity }) {
  const { t, f } = useI18n();
  const { value, sd = 0 } = quantity;
  const at = (deviation: number): number => Math.min(100, Math.max(0, (deviation / SCALE + 1) * 50));
  return (
    <tr className="border-b border-line">
      <th scope="row" className="w-[34%] py-1 text-left font-normal">
        {name}
      </th>
      <td aria-hidden="true" className="relative">
        <span className="absolute inset-x-0 top-1/2 h-px bg-line-strong" />
        <span className="absolute top-1/2 left-1/2 h-2.5 w-px -translate-y-1/2 bg-line-strong" />
        <span
          className="absolute top-1/2 h-2 -translate-y-1/2 rounded-full bg-carry-soft"
          style={{ left: `${at(value - sd)}%`, width: `${at(value + sd) - at(value - sd)}%` }}
        />
        <span
          className="absolute top-1/2 size-2 -translate-1/2 rounded-full bg-carry"
          style={{ left: `${at(value)}%` }}
        />
      </td>
      <td className="w-[38%] pl-2 text-right">
        {fill(t.session.bodyValue, { value: f.signed(value), sd: f.number(sd) })}
      </td>
    </tr>
  );
}
