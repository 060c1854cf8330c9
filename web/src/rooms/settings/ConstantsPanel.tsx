import { useDeferredValue, useState } from "react";
import { constantsCatalogue } from "@trajectory/engine/constants-catalogue.ts";
import { MODEL_VERSION } from "@trajectory/engine/constants.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Field } from "../../ui/Field.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Scrollable } from "../../ui/Scrollable.tsx";

const CATALOGUE = constantsCatalogue();

/** Every number that the model takes for granted, with its unit, its meaning and where it comes from. */
export function ConstantsPanel() {
  const { t, f } = useI18n();
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const rows = CATALOGUE.filter(({ key, meaning, source }) =>
    `${key} ${meaning} ${source}`.toLowerCase().includes(wanted),
  );
  return (
    <Panel
      title={t.settings.constants}
      aside={<span className="text-sm text-muted">{fill(t.settings.model, { version: MODEL_VERSION })}</span>}
    >
      <p className="mb-3 max-w-[75ch] text-sm text-muted">{t.settings.constantsHint}</p>
      <Field
        label={t.settings.find}
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="mb-2 max-w-md"
      />
      <output className="mb-2 block text-sm text-muted">{f.plural(t.settings.found, rows.length)}</output>
      <Scrollable label={t.settings.table}>
        <table className="w-full min-w-[44rem] border-collapse text-sm">
          <thead>
            <tr className="border-b border-line-strong text-left text-muted">
              <th scope="col" className="py-1 pr-3 font-normal">
                {t.settings.meaning}
              </th>
              <th scope="col" className="py-1 pr-3 text-right font-normal">
                {t.settings.value}
              </th>
              <th scope="col" className="py-1 pr-3 font-normal">
                {t.settings.unit}
              </th>
              <th scope="col" className="py-1 font-normal">
                {t.settings.source}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, value, unit, meaning, mark, source }) => (
              <tr key={key} className="border-b border-line align-baseline">
                <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                  <span lang="en">{meaning}</span> <code className="text-xs break-all text-muted">{key}</code>
                </th>
                <td className="py-1.5 pr-3 text-right">
                  <data value={String(value)}>{String(Number(value.toPrecision(4)))}</data>
                </td>
                <td className="py-1.5 pr-3 whitespace-nowrap text-muted">{unit === "1" ? "" : unit}</td>
                <td className="py-1.5 text-muted">
                  <span className={mark === "A" ? "text-hold" : "text-good"}>{t.settings.marks[mark]}</span>
                  <span lang="en">: {source}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
    </Panel>
  );
}
