import type { SkillEdge } from "@trajectory/protocols/events/entities.ts";
import type { KnownSkill, Portfolio } from "../../api/routes.ts";
import { useEdits } from "../../editing/edits.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Lock } from "../../travel/Lock.tsx";
import { Button } from "../../ui/Button.tsx";

interface ConnectionsProps {
  skill: KnownSkill;
  portfolio: Portfolio;
  onSelect: (skillId: string) => void;
  onAdd: () => void;
}

/** What a skill needs first, what it opens, and what is like it. */
export function Connections({ skill, portfolio, onSelect, onAdd }: ConnectionsProps) {
  const { t, f } = useI18n();
  const { attempt } = useEdits();
  const { skills, edges } = portfolio;
  const needs = edges.filter(({ to, type }) => to === skill.id && type === "prerequisite");
  const opens = edges.filter(({ from, type }) => from === skill.id && type === "prerequisite");
  const alike = edges.filter(
    ({ from, to, type }) => type === "similarity" && (from === skill.id || to === skill.id),
  );

  function remove(edge: SkillEdge): void {
    const { from, to } = edge;
    attempt((store) => store.edit("skills", "remove_edge", { from, to }), {
      text: fill(t.events.edge_removed, { from: nameOf(from), to: nameOf(to) }),
      undo: (store) => store.edit("skills", "set_edge", { edge }),
    });
  }

  function nameOf(id: string): string {
    return skills.find((known) => known.id === id)?.name ?? id;
  }

  return (
    <div className="mt-3 text-sm">
      {list(t.skills.needsFirst, needs)}
      {list(t.skills.opens, opens)}
      {list(t.skills.alike, alike)}
      {skills.length > 1 && (
        <Lock>
          <Button className="mt-1" onClick={onAdd}>
            {t.skills.connect}
          </Button>
        </Lock>
      )}
    </div>
  );

  function list(title: string, joined: readonly SkillEdge[]) {
    if (joined.length === 0) return null;
    return (
      <>
        <h3 className="mt-2 font-medium">{title}</h3>
        <ul>
          {joined.map((edge) => {
            const other = edge.from === skill.id ? edge.to : edge.from;
            const name = nameOf(other);
            return (
              <li key={other} className="flex flex-wrap items-baseline gap-x-3 border-b border-line">
                <button
                  type="button"
                  onClick={() => onSelect(other)}
                  className="mr-auto py-1 text-left text-carry underline underline-offset-4"
                >
                  {name}
                </button>
                <span className="text-muted">{f.percent(edge.w)}</span>
                <Lock>
                  <Button
                    kind="quiet"
                    onClick={() => remove(edge)}
                    aria-label={fill(t.life.actionOn, { action: t.skills.disconnect, name })}
                  >
                    {t.skills.disconnect}
                  </Button>
                </Lock>
              </li>
            );
          })}
        </ul>
      </>
    );
  }
}
