import type { Edited, Proposal } from "../../api/interview.ts";
import { levelText } from "../../editing/levels.ts";
import { numberIn } from "../../editing/inputs.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Field } from "../../ui/Field.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { Slider } from "../../ui/Slider.tsx";

const DIRECTIONS = ["energised", "tired", "calm", "stressed", "focused", "scattered"] as const;
const HOURS = { type: "number", inputMode: "decimal", min: 0, step: "any" } as const;
const HOURS_A_WEEK = 168;

interface ProposalEditProps {
  proposal: Proposal;
  edited: Edited;
  onChange: (edited: Edited) => void;
}

/** The fields of what was found, to be put right before it is accepted. */
export function ProposalEdit({ proposal, edited, onChange }: ProposalEditProps) {
  return (
    <div className="mt-3 grid gap-3">
      <Fields proposal={proposal} edited={edited} onChange={onChange} />
    </div>
  );
}

function Fields({ proposal: { kind }, edited, onChange }: ProposalEditProps) {
  const { t, f } = useI18n();
  const { level = 2, skill, direction = "focused", intensity = 1, project, constraint } = edited;
  const name = (value: string, set: (name: string) => void) => (
    <Field
      label={t.life.name}
      defaultValue={value}
      maxLength={60}
      required
      onChange={(event) => {
        const typed = event.target.value.trim();
        if (typed !== "") set(typed);
      }}
    />
  );
  if (kind === "evidence")
    return (
      <Slider
        label={t.life.level}
        value={level}
        min={0}
        max={4}
        step={0.25}
        text={levelText(level, t)}
        onChange={(to) => onChange({ level: to })}
      />
    );
  if (kind === "claim")
    return (
      <>
        <SelectField
          label={t.session.iFeel}
          value={direction}
          options={DIRECTIONS.map((value) => ({ value, text: t.session.directions[value] }))}
          onChange={(to) => onChange({ direction: to, intensity })}
        />
        <SelectField
          label={t.interview.howMuch}
          value={intensity > 1 ? "very" : "plain"}
          options={[
            { value: "plain", text: t.interview.plainly },
            { value: "very", text: t.interview.very },
          ]}
          onChange={(to) => onChange({ direction, intensity: to === "very" ? 2 : 1 })}
        />
      </>
    );
  if (skill !== undefined) return name(skill.name, (to) => onChange({ skill: { ...skill, name: to } }));
  if (project !== undefined)
    return (
      <>
        {name(project.name, (to) => onChange({ project: { ...project, name: to } }))}
        <Field
          {...HOURS}
          max={HOURS_A_WEEK}
          label={t.life.hoursAWeek}
          defaultValue={project.hours}
          onChange={(event) =>
            onChange({
              project: { ...project, hours: within(event.target.value, HOURS_A_WEEK, project.hours) },
            })
          }
        />
        <Field
          {...HOURS}
          label={t.life.size}
          defaultValue={project.size}
          onChange={(event) =>
            onChange({
              project: { ...project, size: within(event.target.value, 1e5, project.size) || project.size },
            })
          }
        />
        <Slider
          label={t.life.progress}
          min={0}
          max={1}
          step={0.01}
          value={project.progress}
          text={f.percent(project.progress)}
          onChange={(progress) => onChange({ project: { ...project, progress } })}
        />
      </>
    );
  if (constraint === undefined) return null;
  return (
    <>
      {name(constraint.name, (to) => onChange({ constraint: { ...constraint, name: to } }))}
      <Field
        {...HOURS}
        max={HOURS_A_WEEK}
        label={t.life.loadHours}
        defaultValue={constraint.loadHours}
        onChange={(event) =>
          onChange({
            constraint: {
              ...constraint,
              loadHours: within(event.target.value, HOURS_A_WEEK, constraint.loadHours ?? 0),
            },
          })
        }
      />
      <Slider
        label={t.life.flexibility}
        min={0}
        max={1}
        step={0.05}
        value={constraint.flexibility}
        text={f.percent(constraint.flexibility)}
        hint={t.life.flexibilityHint}
        onChange={(flexibility) => onChange({ constraint: { ...constraint, flexibility } })}
      />
    </>
  );
}

/** What is typed where it can be taken, else what stood there. */
function within(text: string, most: number, before: number): number {
  const value = numberIn(text);
  return value !== undefined && value >= 0 && value <= most ? value : before;
}
