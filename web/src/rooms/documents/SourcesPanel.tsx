import { useCallback, useState, type FormEvent } from "react";
import {
  beginGoogle,
  importDocuments,
  isGoogleOffered,
  SOURCES,
  type ImportOrder,
  type SourceName,
} from "../../api/documents.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { useAction } from "../../ui/use-action.ts";
import { useResource } from "../../ui/use-resource.ts";
import { useGoogleOutcome } from "./use-google-outcome.ts";

/** Google is asked on its own page, and only where the server is known to it. */
type Choice = SourceName | "google";

/** What each source asks for. */
const FIELDS = {
  calendar: ["address"],
  github: ["account", "token"],
  notion: ["token"],
} as const satisfies Record<SourceName, readonly (keyof ImportOrder)[]>;
const OPTIONAL = { calendar: [], github: ["token"], notion: [] } as const satisfies Record<
  SourceName,
  readonly string[]
>;

/** Documents from elsewhere; what is typed here is used once and not kept. */
export function SourcesPanel({ onAdded }: { onAdded: () => void }) {
  const { t, f } = useI18n();
  const outcome = useGoogleOutcome();
  const { value: isOffered = false } = useResource(isGoogleOffered);
  const [source, setSource] = useState<Choice>("calendar");
  const [added, setAdded] = useState(outcome.added);
  const fetching = useAction(
    useCallback(
      async (order: ImportOrder, form: HTMLFormElement) => {
        setAdded(undefined);
        const imported = await importDocuments(order);
        form.reset();
        setAdded(imported.added);
        onAdded();
      },
      [onAdded],
    ),
  );
  const leaving = useAction(useCallback(async () => location.assign(await beginGoogle()), []));

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    outcome.forget();
    if (source === "google") return leaving.run();
    const data = new FormData(event.currentTarget);
    const given = FIELDS[source].map((name) => [name, data.get(name)] as const);
    const filled = Object.fromEntries(given.filter(([, value]) => value !== ""));
    fetching.run({ source, ...filled }, event.currentTarget);
  }

  const choices: readonly Choice[] = isOffered ? ["google", ...SOURCES] : SOURCES;
  const error = fetching.error ?? leaving.error ?? outcome.error;
  return (
    <Panel title={t.documents.elsewhere}>
      <form onSubmit={onSubmit} className="grid gap-3">
        <SelectField
          label={t.documents.source}
          value={source}
          options={choices.map((value) => ({ value, text: t.documents.sources[value] }))}
          onChange={(to) => setSource(to)}
        />
        {source !== "google" &&
          FIELDS[source].map((name) => (
            <Field
              key={`${source} ${name}`}
              name={name}
              label={t.documents.fields[source][name as keyof (typeof t.documents.fields)[SourceName]]}
              type={name === "token" ? "password" : "text"}
              autoComplete="off"
              required={!(OPTIONAL[source] as readonly string[]).includes(name)}
            />
          ))}
        <p className="max-w-[62ch] text-sm text-muted">{t.documents.sourceHints[source]}</p>
        <Button type="submit" disabled={fetching.running || leaving.running} className="justify-self-start">
          {source === "google" ? t.documents.toGoogle : t.documents.fetch}
        </Button>
        <output className="text-sm text-muted">
          {fetching.running && t.documents.fetching}
          {added !== undefined &&
            (added === 0 ? t.documents.nothingNew : f.plural(t.documents.fetched, added))}
        </output>
        {error !== undefined && <ErrorNotice error={error} />}
      </form>
    </Panel>
  );
}
