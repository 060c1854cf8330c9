import type { Portfolio } from "../../api/routes.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Slider } from "../../ui/Slider.tsx";
import type { Plan } from "./plan.ts";

interface PlanSlidersProps {
  portfolio: Portfolio;
  plan: Plan;
  onChange: (plan: Plan) => void;
}

const MOST_PRACTICE = 10;

/** Hours of each project, what constraints take, and practice. */
export function PlanSliders({ portfolio, plan, onChange }: PlanSlidersProps) {
  const { t, f } = useI18n();
  const { projects, constraints, skills, capacity } = portfolio;
  return (
    <div className="grid gap-5">
      <fieldset className="grid gap-2">
        <legend className="mb-2 text-sm font-medium">{t.life.hoursAWeek}</legend>
        {projects.map(({ id, name, hours }) => (
          <Slider
            key={id}
            label={name}
            min={0}
            max={Math.max(capacity, hours)}
            step={0.5}
            value={plan.hours[id] ?? hours}
            text={fromTo(hours, plan.hours[id] ?? hours)}
            onChange={(next) => onChange({ ...plan, hours: { ...plan.hours, [id]: next } })}
          />
        ))}
      </fieldset>
      {constraints.length > 0 && (
        <fieldset className="grid gap-2">
          <legend className="mb-2 text-sm font-medium">{t.future.constraints}</legend>
          {constraints.map(({ id, name }) => (
            <Slider
              key={id}
              label={name}
              min={0}
              max={2}
              step={0.05}
              value={plan.relax[id] ?? 1}
              text={f.percent(plan.relax[id] ?? 1)}
              onChange={(next) => onChange({ ...plan, relax: { ...plan.relax, [id]: next } })}
            />
          ))}
        </fieldset>
      )}
      {skills.length > 0 && (
        <details>
          <summary className="text-sm font-medium">{t.future.practice}</summary>
          <div className="mt-2 grid gap-2">
            {skills.map(({ id, name }) => (
              <Slider
                key={id}
                label={name}
                min={0}
                max={MOST_PRACTICE}
                step={0.5}
                value={plan.practise[id] ?? 0}
                text={f.number(plan.practise[id] ?? 0)}
                onChange={(next) => onChange({ ...plan, practise: { ...plan.practise, [id]: next } })}
              />
            ))}
          </div>
        </details>
      )}
    </div>
  );

  /** One number where nothing is changed. */
  function fromTo(from: number, to: number): string {
    if (from === to) return f.number(from);
    return fill(t.future.fromTo, { from: f.number(from), to: f.number(to) });
  }
}
