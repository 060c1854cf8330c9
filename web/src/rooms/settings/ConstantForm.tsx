import { useDeferredValue, useMemo } from "react";
import type { CatalogueEntry } from "@trajectory/engine/constants-catalogue.ts";
import type { OwnConstants } from "@trajectory/engine/own-constants.ts";
import { getModel } from "../../api/routes.ts";
import { EditForm } from "../../editing/EditForm.tsx";
import { useEdits } from "../../editing/edits.ts";
import { numberIn } from "../../editing/inputs.ts";
import { useForm } from "../../editing/use-form.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { previewConstants } from "./constants-preview.ts";
import { shown } from "./constant-text.ts";

interface ConstantFormProps {
  entry: CatalogueEntry;
  range: readonly [min: number, max: number];
  /** All that the person has changed. */
  own: OwnConstants;
  onClose: () => void;
}

/** One constant: what it means, where it comes from, within what it may be, and what η would become. */
export function ConstantForm({ entry, range, own, onClose }: ConstantFormProps) {
  const { t } = useI18n();
  const { perform } = useEdits();
  const { key, value, standard, unit, meaning, mark, source } = entry;
  const [min, max] = range;
  const words = { min: shown(min), max: shown(max), unit: unit === "1" ? "" : unit };

  const check = (typed: number | undefined): string | undefined =>
    typed === undefined || !(typed >= min && typed <= max) ? fill(t.settings.outOfRange, words) : undefined;
  const { draft, change, ...form } = useForm({
    start: { text: String(value) },
    check: ({ text }) => check(numberIn(text)),
    send: ({ text }) => save(changed(own, entry, numberIn(text) ?? standard)),
    onDone: onClose,
  });
  const save = (next: OwnConstants): Promise<void> =>
    perform((portfolio) => portfolio.edit("life", "set_constants", { constants: { ...next } }), {
      text: fill(t.settings.constantSet, { key }),
      undo: (portfolio) => portfolio.edit("life", "set_constants", { constants: { ...own } }),
    });
  const typed = numberIn(draft.text);

  return (
    <EditForm title={t.settings.changeConstant} form={form} onClose={onClose}>
      <div>
        <p>{meaning}</p>
        <p className="mt-1 text-sm text-muted">
          {t.settings.marks[mark]}: {source} <code className="text-xs break-all">{key}</code>
        </p>
      </div>
      <Field
        label={unit === "1" ? t.settings.value : fill(t.settings.valueIn, { unit })}
        inputMode="decimal"
        required
        hint={fill(t.settings.rangeHint, { ...words, standard: shown(standard) })}
        value={draft.text}
        onChange={(event) => change({ text: event.target.value })}
      />
      {value !== standard && (
        <Button
          kind="quiet"
          className="justify-self-start"
          onClick={() => change({ text: String(standard) })}
        >
          {fill(t.settings.asPublished, { standard: shown(standard) })}
        </Button>
      )}
      <Preview constants={check(typed) === undefined ? changed(own, entry, typed ?? standard) : undefined} />
    </EditForm>
  );
}

function Preview({ constants }: { constants: OwnConstants | undefined }) {
  const { t, f } = useI18n();
  const model = useResource(getModel);
  const wanted = useDeferredValue(constants);
  const preview = useMemo(
    () =>
      model.value === undefined || wanted === undefined
        ? undefined
        : previewConstants(model.value.model, wanted),
    [model.value, wanted],
  );
  if (model.error !== undefined) return <ErrorNotice error={model.error} onRetry={model.reload} />;
  const percent = (share: number | null | undefined): string =>
    share === null || share === undefined ? "–" : f.percent(share, 1);
  const rows = [
    [t.settings.etaNow, preview?.before.eta, preview?.after.eta],
    [t.settings.etaLimit, preview?.before.limit, preview?.after.limit],
    [t.settings.etaChance, preview?.before.chance, preview?.after.chance],
  ] as const;
  return (
    <table
      className="mt-4 w-full border-collapse text-sm"
      data-preview={preview === undefined ? "none" : "ready"}
    >
      <caption className="mb-1 text-left font-medium">{t.settings.preview}</caption>
      <thead>
        <tr className="text-left text-muted">
          <th scope="col" className="font-normal">
            <span className="sr-only">{t.settings.meaning}</span>
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            {t.settings.before}
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            {t.settings.after}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, before, after]) => (
          <tr key={name} className="border-t border-line">
            <th scope="row" className="py-1 text-left font-normal">
              {name}
            </th>
            <td className="py-1 text-right tabular-nums">{percent(before)}</td>
            <td className="py-1 text-right font-medium tabular-nums">{percent(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** With the value in place; as published it is left out. */
function changed(own: OwnConstants, { key, standard }: CatalogueEntry, value: number): OwnConstants {
  const { [key]: _, ...others } = own;
  return value === standard ? others : { ...others, [key]: value };
}
