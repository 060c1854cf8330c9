import { useDeferredValue, useMemo, useState } from "react";
import { constantsCatalogue } from "@trajectory/engine/constants-catalogue.ts";
import { MODEL_VERSION } from "@trajectory/engine/constants.ts";
import { rangeOf, withOwn } from "@trajectory/engine/own-constants.ts";
import { usePortfolio } from "../../app/live.ts";
import { useEdits } from "../../editing/edits.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Scrollable } from "../../ui/Scrollable.tsx";
import { ConstantForm } from "./ConstantForm.tsx";
import { shown } from "./constant-text.ts";

/** Every number that the model takes for granted, with its unit, its meaning and where it comes from; to change too. */
export function ConstantsPanel() {
  const { t, f } = useI18n();
  const { portfolio } = usePortfolio();
  const { attempt } = useEdits();
  const [text, setText] = useState("");
  const [open, setOpen] = useState<string>();
  const own = portfolio?.constants;
  const catalogue = useMemo(
    () =>
      constantsCatalogue(withOwn(own ?? {})).map((entry) => ({
        ...entry,
        meaning: t.constantMeanings[entry.key] ?? entry.meaning,
        source: t.constantSources[entry.source] ?? entry.source,
      })),
    [own, t],
  );
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const rows = catalogue.filter(({ key, meaning, source }) =>
    `${key} ${meaning} ${source}`.toLowerCase().includes(wanted),
  );
  const changes = Object.keys(own ?? {}).length;
  const opened = catalogue.find(({ key }) => key === open);
  const range = opened === undefined ? undefined : rangeOf(opened.key);

  function setAllBack(): void {
    attempt((store) => store.edit("life", "set_constants", { constants: {} }), {
      text: t.settings.allSetBack,
      undo: (store) => store.edit("life", "set_constants", { constants: { ...own } }),
    });
  }
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
      <div className="mb-2 flex flex-wrap items-baseline gap-x-4 text-sm text-muted">
        <output>{f.plural(t.settings.found, rows.length)}</output>
        {changes > 0 && (
          <>
            <span className="text-hold">{f.plural(t.settings.changed, changes)}</span>
            <Button kind="quiet" onClick={setAllBack}>
              {t.settings.setAllBack}
            </Button>
          </>
        )}
      </div>
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
              <th scope="col" className="py-1 pr-3 font-normal">
                {t.settings.source}
              </th>
              <th scope="col" className="py-1 font-normal">
                <span className="sr-only">{t.settings.change}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, value, standard, unit, meaning, mark, source }) => (
              <tr key={key} className="border-b border-line align-baseline">
                <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                  {meaning} <code className="text-xs break-all text-muted">{key}</code>
                </th>
                <td className="py-1.5 pr-3 text-right">
                  <data value={String(value)}>{shown(value)}</data>
                  {value !== standard && (
                    <span className="block text-xs text-hold">
                      {fill(t.settings.published, { standard: shown(standard) })}
                    </span>
                  )}
                </td>
                <td className="py-1.5 pr-3 whitespace-nowrap text-muted">{unit === "1" ? "" : unit}</td>
                <td className="py-1.5 pr-3 text-muted">
                  <span className={mark === "A" ? "text-hold" : "text-good"}>{t.settings.marks[mark]}</span>:{" "}
                  {source}
                </td>
                <td className="py-1.5 text-right">
                  {own !== undefined && rangeOf(key) !== undefined && (
                    <Button
                      kind="quiet"
                      aria-label={fill(t.life.actionOn, { action: t.settings.change, name: key })}
                      onClick={() => setOpen(key)}
                    >
                      {t.settings.change}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
      {opened !== undefined && range !== undefined && own !== undefined && (
        <ConstantForm entry={opened} range={range} own={own} onClose={() => setOpen(undefined)} />
      )}
    </Panel>
  );
}
