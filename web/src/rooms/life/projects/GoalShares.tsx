import type { Goal } from "@trajectory/protocols/events/entities.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Slider } from "../../../ui/Slider.tsx";
import { contribution, type ProjectDraft } from "./project-draft.ts";

interface GoalSharesProps {
  goals: readonly Goal[];
  shares: ProjectDraft["goals"];
  onChange: (shares: ProjectDraft["goals"]) => void;
}

/** How much a project serves each goal, or works against it. */
export function GoalShares({ goals, shares, onChange }: GoalSharesProps) {
  const { t, f } = useI18n();
  const sum = contribution(shares);
  return (
    <fieldset className="rounded-md border border-line p-3">
      <legend className="px-1 text-sm font-medium">{t.life.serves}</legend>
      {goals.length === 0 && <p className="text-sm text-muted">{t.life.servesNoGoals}</p>}
      <div className="grid gap-2">
        {goals.map(({ id, name }) => (
          <Slider
            key={id}
            label={name}
            value={shares[id] ?? 0}
            min={-1}
            max={1}
            step={0.05}
            text={f.signed(shares[id] ?? 0, 2)}
            onChange={(share) => onChange({ ...shares, [id]: share })}
          />
        ))}
      </div>
      {goals.length > 0 && (
        <p className={`mt-2 text-sm ${sum > 1 + 1e-9 ? "text-bad" : "text-muted"}`}>
          {fill(t.life.servesSum, { sum: f.number(sum, 2) })}
        </p>
      )}
    </fieldset>
  );
}
