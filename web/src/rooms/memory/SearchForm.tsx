import { useState, type FormEvent } from "react";
import { ITEM_KINDS, type ItemKind, type MemorySearch } from "../../api/memory.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { endOfDay, startOfDay } from "./days.ts";

interface SearchFormProps {
  running: boolean;
  onSearch: (search: MemorySearch) => void;
}

/** What to look for, and in what; without a chosen kind in all of them. */
export function SearchForm({ running, onSearch }: SearchFormProps) {
  const { t } = useI18n();
  const [query, setQuery] = useState("");
  const [kinds, setKinds] = useState<readonly ItemKind[]>([]);
  const [since, setSince] = useState("");
  const [until, setUntil] = useState("");
  const from = startOfDay(since);
  const to = endOfDay(until);
  const fault = from !== undefined && to !== undefined && from > to ? t.memory.spanFault : undefined;

  function send(event: FormEvent): void {
    event.preventDefault();
    if (query.trim() === "" || fault !== undefined) return;
    onSearch({
      query: query.trim(),
      kinds,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
  }

  function toggle(kind: ItemKind): void {
    setKinds(kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind]);
  }

  return (
    <Panel title={t.memory.search}>
      <form onSubmit={send} className="grid gap-4">
        <div className="flex flex-wrap items-end gap-3">
          <Field
            label={t.memory.query}
            type="search"
            maxLength={1_000}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className="min-w-0 grow basis-64"
          />
          <Button kind="primary" type="submit" disabled={running || query.trim() === ""}>
            {running ? t.memory.searching : t.memory.find}
          </Button>
        </div>
        <fieldset>
          <legend className="mb-1 text-sm font-medium">{t.memory.kindsLabel}</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {ITEM_KINDS.map((kind) => (
              <label key={kind} className="inline-flex min-h-8 items-center gap-2 text-sm">
                <input type="checkbox" checked={kinds.includes(kind)} onChange={() => toggle(kind)} />
                {t.memory.kinds[kind]}
              </label>
            ))}
          </div>
        </fieldset>
        <div className="flex flex-wrap gap-3">
          <Field
            label={t.memory.from}
            type="date"
            value={since}
            onChange={(event) => setSince(event.target.value)}
          />
          <Field
            label={t.memory.to}
            type="date"
            value={until}
            fault={fault}
            onChange={(event) => setUntil(event.target.value)}
          />
        </div>
      </form>
    </Panel>
  );
}
