import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Amount } from "../../ui/Amount.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Waterfall } from "../../ui/Waterfall.tsx";
import { forceRows, stepOf, type ForceRow } from "./forces.ts";
import type { Names } from "../../portfolio/names.ts";

interface ForcesPanelProps {
  state: PhysicsSnapshot;
  names: Names;
}

/** Every quantity of the model; each opens to why, how sure, and what would change it. */
export function ForcesPanel({ state, names }: ForcesPanelProps) {
  const { t, f } = useI18n();
  return (
    <Panel title={t.forces.title} className="room-forces">
      <ul className="-mt-1 gap-x-10 md:columns-2 xl:columns-2 min-[118rem]:columns-1">
        {forceRows(state, names, t, f).map((row) => (
          <li key={row.id} className="break-inside-avoid border-b border-line">
            <Force row={row} names={names} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Force({ row, names }: { row: ForceRow; names: Names }) {
  const { t, f } = useI18n();
  return (
    <details className="group py-2" name="forces">
      <summary className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
        <span className="flex min-w-0 gap-x-1.5">
          <span
            aria-hidden="true"
            className="inline-block self-start text-muted transition-transform group-open:rotate-90"
          >
            ›
          </span>
          <span className="min-w-0 break-words hyphens-auto">{row.name}</span>
        </span>
        <span className="text-right tabular-nums">
          <Value row={row} />
        </span>
        <span className="pl-3.5 text-sm text-muted">{row.meaning}</span>
        <span className="max-w-24 text-right text-sm text-muted sm:max-w-none">
          {row.value === null || row.percent ? "" : row.unit}
        </span>
      </summary>
      <div className="space-y-3 pt-3 pl-3.5 text-sm">
        {row.parts.length > 0 && (
          <section>
            <h3 className="font-medium">{t.forces.why}</h3>
            <Waterfall
              caption={`${row.name}: ${t.forces.why}`}
              head={[row.name, row.unit]}
              items={row.parts}
              sum={{ label: "", value: row.value ?? 0 }}
              write={(value) => writeValue(row, value)}
              tone="carry"
            />
          </section>
        )}
        <section>
          <h3 className="font-medium">{t.forces.howSure}</h3>
          <p className="text-muted">{sureText(row)}</p>
        </section>
        <section>
          <h3 className="font-medium">{t.forces.whatChanges}</h3>
          <Changes row={row} names={names} />
        </section>
      </div>
    </details>
  );

  function writeValue({ percent }: ForceRow, value: number): string {
    return percent ? f.percent(value, 1) : f.number(value, 2);
  }

  function sureText({ value, sd, percent, assumed }: ForceRow): string {
    if (value === null) return t.forces.none;
    if (sd !== undefined && sd > 0) {
      const write = (number: number): string => (percent ? f.percent(number, 1) : f.number(number, 2));
      return fill(t.forces.sure, { sd: write(sd), low: write(value - sd), high: write(value + sd) });
    }
    return assumed ? t.forces.assumed : t.forces.unstated;
  }
}

function Value({ row }: { row: ForceRow }) {
  const { t, f } = useI18n();
  const { value, sd, percent } = row;
  if (value === null) return <span className="text-muted">{t.forces.none}</span>;
  const error = sd === undefined || sd === 0 ? "" : ` ± ${percent ? f.percent(sd) : f.number(sd)}`;
  return (
    <>
      <Amount value={value} text={percent ? f.percent(value) : f.number(value)} className="font-medium" />
      <span className="text-sm text-muted">{error}</span>
    </>
  );
}

function Changes({ row, names }: { row: ForceRow; names: Names }) {
  const { t, f } = useI18n();
  if (row.changes.length === 0) return <p className="text-muted">{t.forces.noSensitivity}</p>;
  const steps = row.changes
    .map((one) => stepOf(one, names, t))
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-line text-muted">
          <th scope="col" className="py-1 text-left font-normal">
            {t.forces.change}
          </th>
          <th scope="col" className="py-1 pl-3 text-right font-normal">
            {row.changes[0]?.of === "eta" ? t.forces.pointsNow : t.forces.pointsLimit}
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ text, effect }) => (
          <tr key={text} className="border-b border-line last:border-0">
            <th scope="row" className="py-1 text-left font-normal">
              {text}
            </th>
            <td className="py-1 pl-3 text-right">
              <Amount value={effect} text={f.points(effect)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
