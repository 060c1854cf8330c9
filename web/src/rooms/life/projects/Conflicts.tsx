import type { Conflict } from "@trajectory/engine/forces/reading.ts";
import type { Project } from "@trajectory/protocols/events/entities.ts";
import { useFeed } from "../../../app/live.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";

/** Projects that work against each other, always with the reason; and dates that cannot all be kept. */
export function Conflicts({ projects }: { projects: readonly Project[] }) {
  const { t, f } = useI18n();
  const { state } = useFeed();
  if (state === undefined || (state.conflicts.length === 0 && state.criticalSet === null)) return null;
  const names = new Map(projects.map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? fill(t.parts.unknown, { id });
  return (
    <section className="mt-4 rounded-md bg-hold-soft px-4 py-3 text-sm">
      <h3 className="font-medium text-hold">{t.life.conflicts}</h3>
      <ul className="mt-1 space-y-1">
        {state.criticalSet !== null && (
          <li>
            {fill(t.life.criticalSet, {
              names: state.criticalSet.projects.map(nameOf).join(", "),
              needed: f.number(state.criticalSet.hoursNeeded),
              available: f.number(state.criticalSet.hoursAvailable),
            })}
          </li>
        )}
        {state.conflicts.map((conflict) => (
          <li key={conflict.projects.join(" ")}>{conflictText(conflict)}</li>
        ))}
      </ul>
    </section>
  );

  function conflictText({ projects: [first, second], reason, score }: Conflict): string {
    return fill(t.life.conflictReasons[reason], {
      first: nameOf(first),
      second: nameOf(second),
      score: f.percent(score),
    });
  }
}
