import type { PastSession } from "../../../api/signals.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { deviceName } from "../../../i18n/in-words.ts";
import type { Tape } from "../../../replay/tape.ts";
import { Panel } from "../../../ui/Panel.tsx";
import { SelectField } from "../../../ui/SelectField.tsx";
import { differenceText, measured, measureText } from "../../history/measure-text.ts";
import { featurePairs } from "./compare.ts";
import { TableHead } from "../../../ui/TableHead.tsx";

interface ComparePanelProps {
  sessions: readonly PastSession[];
  current: Tape;
  other: Tape | undefined;
  otherId: string | undefined;
  onOther: (sessionId: string | undefined) => void;
  /** Names of markers of both, to align by. */
  names: readonly string[];
  align: string | undefined;
  onAlign: (name: string | undefined) => void;
}

/** A second session beside the one that is shown: its lines in the charts, and features in numbers. */
export function ComparePanel(props: ComparePanelProps) {
  const { sessions, current, other, otherId, onOther, names, align, onAlign } = props;
  const { t, f } = useI18n();
  const choices = sessions.filter(
    ({ sessionId, from }) => sessionId !== current.session.sessionId && from !== null,
  );
  const known = otherId === undefined || choices.some(({ sessionId }) => sessionId === otherId);
  return (
    <Panel title={t.compare.title}>
      <div className="grid gap-3">
        <SelectField
          label={t.compare.with}
          value={otherId ?? ""}
          options={[
            { value: "", text: t.compare.none },
            ...(known ? [] : [{ value: otherId, text: otherId }]),
            ...choices.map(({ sessionId, startedAt, device }) => {
              return { value: sessionId, text: `${f.dateTime(startedAt)} · ${deviceName(t, device)}` };
            }),
          ]}
          onChange={(value) => onOther(value === "" ? undefined : value)}
        />
        {otherId !== undefined && (
          <SelectField
            label={t.compare.align}
            value={align ?? ""}
            options={[
              { value: "", text: t.compare.byStart },
              ...names.map((name) => ({ value: name, text: fill(t.compare.byMarker, { name }) })),
            ]}
            hint={t.compare.alignHint}
            onChange={(value) => onAlign(value === "" ? undefined : value)}
          />
        )}
        {other !== undefined && <FeatureTable a={current} b={other} />}
      </div>
    </Panel>
  );
}

function FeatureTable({ a, b }: { a: Tape; b: Tape }) {
  const { t, f, units } = useI18n();
  const pairs = featurePairs(a.overview, b.overview).map((pair) => {
    const text = measureText(t, units, pair.name);
    const write = (value: number | undefined): string =>
      value === undefined ? "–" : measured(f, pair.name, text, value);
    const difference =
      pair.a === undefined || pair.b === undefined
        ? "–"
        : differenceText(f, pair.name, text, pair.b - pair.a, t.days.points);
    return { name: text.name, a: write(pair.a), b: write(pair.b), difference };
  });
  return (
    <table className="w-full border-collapse text-right text-sm">
      <caption className="pb-1 text-left text-muted">{t.compare.table}</caption>
      <TableHead row={t.replay.feature} columns={[t.compare.this, t.compare.other, t.compare.difference]} />
      <tbody>
        <tr className="border-b border-line">
          <th scope="row" className="text-left font-normal">
            {t.replay.length}
          </th>
          <td>{f.length((a.last - a.first) * 1_000)}</td>
          <td>{f.length((b.last - b.first) * 1_000)}</td>
          <td>–</td>
        </tr>
        {pairs.map((pair) => (
          <tr key={pair.name} className="border-b border-line">
            <th scope="row" className="text-left font-normal">
              {pair.name}
            </th>
            <td className="pl-2">{pair.a}</td>
            <td className="pl-2">{pair.b}</td>
            <td className="pl-2">{pair.difference}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
