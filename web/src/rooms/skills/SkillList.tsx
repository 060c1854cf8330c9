import { useDeferredValue, useMemo, useState } from "react";
import type { KnownSkill } from "../../api/routes.ts";
import { bandText } from "../../editing/levels.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Field } from "../../ui/Field.tsx";

/** Rows shown at once; what is typed brings the others. */
const MOST = 200;

interface SkillListProps {
  skills: readonly KnownSkill[];
  selected: string | undefined;
  onSelect: (skillId: string) => void;
}

/** Every skill in words, by domain; what is typed narrows it. */
export function SkillList({ skills, selected, onSelect }: SkillListProps) {
  const { t, f } = useI18n();
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const { count, domains } = useMemo(() => {
    const found = skills.filter(({ name, domain }) => `${name} ${domain}`.toLowerCase().includes(wanted));
    found.sort((a, b) => a.domain.localeCompare(b.domain) || a.name.localeCompare(b.name));
    return { count: found.length, domains: [...Map.groupBy(found.slice(0, MOST), ({ domain }) => domain)] };
  }, [skills, wanted]);
  return (
    <>
      <Field
        label={t.skills.find}
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <output className="mt-2 block text-sm text-muted">
        {f.plural(t.skills.found, count)}
        {count > MOST && ` · ${fill(t.skills.narrow, { count: MOST })}`}
      </output>
      <div className="mt-2 max-h-[min(62dvh,44rem)] overflow-y-auto">
        {domains.map(([domain, found]) => (
          <section key={domain} aria-label={domain} className="mb-3">
            <h3 className="sticky top-0 bg-surface py-1 text-sm text-muted">{domain}</h3>
            <ul>
              {found.map((skill) => (
                <li key={skill.id} className="border-b border-line">
                  <button
                    type="button"
                    aria-pressed={skill.id === selected}
                    onClick={() => onSelect(skill.id)}
                    className="flex w-full flex-wrap items-baseline justify-between gap-x-3 px-1 py-2 text-left hover:bg-sunken aria-pressed:bg-carry-soft"
                  >
                    <span className="break-words">{skill.name}</span>
                    {skill.belief !== undefined && (
                      <span className="text-sm text-muted">{bandText(skill.belief.band, t)}</span>
                    )}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
