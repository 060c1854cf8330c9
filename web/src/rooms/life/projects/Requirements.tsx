import type { Skill } from "@trajectory/protocols/events/entities.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { SelectField } from "../../../ui/SelectField.tsx";
import { Slider } from "../../../ui/Slider.tsx";
import { levelText } from "../../../editing/levels.ts";
import type { RequirementDraft } from "./project-draft.ts";

interface RequirementsProps {
  skills: readonly Skill[];
  requires: readonly RequirementDraft[];
  onChange: (requires: readonly RequirementDraft[]) => void;
}

/** What a project asks: skills, the level of each, and how much each matters in it. */
export function Requirements({ skills, requires, onChange }: RequirementsProps) {
  const { t, f } = useI18n();
  const total = requires.reduce((sum, { weight }) => sum + weight, 0);
  const free = skills.find(({ id }) => !requires.some(({ skillId }) => skillId === id));

  function change(key: number, part: Partial<RequirementDraft>): void {
    onChange(requires.map((one) => (one.key === key ? { ...one, ...part } : one)));
  }

  function add(): void {
    if (free === undefined) return;
    const key = Math.max(-1, ...requires.map((one) => one.key)) + 1;
    onChange([...requires, { key, skillId: free.id, level: 2, weight: 3 }]);
  }

  return (
    <fieldset className="rounded-md border border-line p-3">
      <legend className="px-1 text-sm font-medium">{t.life.requires}</legend>
      {skills.length === 0 && <p className="text-sm text-muted">{t.life.requiresNoSkills}</p>}
      <ul className="grid gap-4">
        {requires.map(({ key, skillId, level, weight }) => (
          <li key={key} className="grid gap-2 border-b border-line pb-3 sm:grid-cols-2">
            <SelectField
              label={t.life.skill}
              value={skillId}
              options={skills.map(({ id, name }) => ({ value: id, text: name }))}
              onChange={(chosen) => change(key, { skillId: chosen })}
            />
            <div className="flex items-end justify-end">
              <Button kind="quiet" onClick={() => onChange(requires.filter((one) => one.key !== key))}>
                {t.life.remove}
              </Button>
            </div>
            <Slider
              label={t.life.levelNeeded}
              value={level}
              min={0}
              max={4}
              step={0.25}
              text={levelText(level, t)}
              onChange={(next) => change(key, { level: next })}
            />
            <Slider
              label={t.life.matters}
              value={weight}
              min={0.5}
              max={5}
              step={0.5}
              text={f.percent(weight / total)}
              onChange={(next) => change(key, { weight: next })}
            />
          </li>
        ))}
      </ul>
      {free !== undefined && (
        <Button className="mt-3" onClick={add}>
          {t.life.addRequirement}
        </Button>
      )}
    </fieldset>
  );
}
