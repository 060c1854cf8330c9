import type { Project } from "@trajectory/protocols/events/entities.ts";
import { newId } from "../../../api/commands.ts";
import type { Portfolio } from "../../../api/routes.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Field } from "../../../ui/Field.tsx";
import { SelectField } from "../../../ui/SelectField.tsx";
import { Slider } from "../../../ui/Slider.tsx";
import { EditForm, NameField } from "../../../editing/EditForm.tsx";
import { useEdits } from "../../../editing/edits.ts";
import { useForm } from "../../../editing/use-form.ts";
import { GoalShares } from "./GoalShares.tsx";
import { draftOf, faultOf, projectOf } from "./project-draft.ts";
import { Requirements } from "./Requirements.tsx";

interface ProjectFormProps {
  portfolio: Portfolio;
  /** Absent for a new one. */
  project?: Project;
  onClose: () => void;
}

export function ProjectForm({ portfolio, project, onClose }: ProjectFormProps) {
  const { t, f } = useI18n();
  const { perform } = useEdits();
  const { draft, change, ...form } = useForm({
    start: draftOf(project),
    check(checked) {
      const fault = faultOf(checked);
      return fault === undefined ? undefined : t.life[fault];
    },
    send(sent) {
      const set = projectOf(project?.id ?? newId(), sent, project);
      return perform((store) => store.edit("life", "set_project", { project: set }), {
        text: fill(t.life.saved, { name: set.name }),
        undo: (store) =>
          project === undefined
            ? store.edit("life", "archive_project", { projectId: set.id })
            : store.edit("life", "set_project", { project }),
      });
    },
    onDone: onClose,
  });
  const number = { type: "number", inputMode: "decimal", min: 0, step: "any", required: true } as const;
  return (
    <EditForm
      title={project === undefined ? t.life.addProject : t.life.editProject}
      form={form}
      onClose={onClose}
    >
      <NameField draft={draft} change={change} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          {...number}
          label={t.life.size}
          hint={t.life.sizeHint}
          value={draft.size}
          onChange={(event) => change({ size: event.target.value })}
        />
        <Field
          {...number}
          max={168}
          label={t.life.hoursAWeek}
          value={draft.hours}
          onChange={(event) => change({ hours: event.target.value })}
        />
        <Field
          label={t.life.deadline}
          hint={t.life.deadlineHint}
          type="date"
          value={draft.deadline}
          onChange={(event) => change({ deadline: event.target.value })}
        />
        <SelectField
          label={t.life.effortBasis}
          value={draft.effortBasis}
          options={[
            { value: "planned", text: t.life.planned },
            { value: "measured", text: t.life.measured },
          ]}
          onChange={(effortBasis) => change({ effortBasis })}
        />
      </div>
      <Slider
        label={t.life.progress}
        value={draft.progress}
        min={0}
        max={1}
        step={0.01}
        text={f.percent(draft.progress)}
        hint={project === undefined ? undefined : t.life.progressHint}
        onChange={(progress) => change({ progress })}
      />
      <GoalShares goals={portfolio.goals} shares={draft.goals} onChange={(goals) => change({ goals })} />
      <Requirements
        skills={portfolio.skills}
        requires={draft.requires}
        onChange={(requires) => change({ requires })}
      />
    </EditForm>
  );
}
