import type { Constraint } from "@trajectory/protocols/events/entities.ts";
import { newId } from "../../../api/commands.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Field } from "../../../ui/Field.tsx";
import { SelectField } from "../../../ui/SelectField.tsx";
import { Slider } from "../../../ui/Slider.tsx";
import { EditForm, NameField } from "../../../editing/EditForm.tsx";
import { useEdits } from "../../../editing/edits.ts";
import { useForm } from "../../../editing/use-form.ts";
import { constraintOf, draftOf } from "./constraint-draft.ts";

const KINDS = ["health", "financial", "legal", "social", "time", "care", "location", "other"] as const;

interface ConstraintFormProps {
  /** Absent for a new one. */
  constraint?: Constraint;
  onClose: () => void;
}

export function ConstraintForm({ constraint, onClose }: ConstraintFormProps) {
  const { t, f } = useI18n();
  const { perform } = useEdits();
  const { draft, change, ...form } = useForm({
    start: draftOf(constraint),
    check: ({ name }) => (name.trim() === "" ? t.life.nameMissing : undefined),
    send(sent) {
      const set = constraintOf(constraint?.id ?? newId(), sent, constraint);
      return perform((portfolio) => portfolio.edit("life", "set_constraint", { constraint: set }), {
        text: fill(t.life.saved, { name: set.name }),
        undo: (portfolio) =>
          constraint === undefined
            ? portfolio.edit("life", "remove_constraint", { constraintId: set.id })
            : portfolio.edit("life", "set_constraint", { constraint }),
      });
    },
    onDone: onClose,
  });
  const share = { min: 0, max: 1, step: 0.05 };
  const measured = draft.loadHours.trim() !== "";
  return (
    <EditForm
      title={constraint === undefined ? t.life.addConstraint : t.life.editConstraint}
      form={form}
      onClose={onClose}
    >
      <NameField draft={draft} change={change} />
      <SelectField
        label={t.life.kind}
        value={draft.kind}
        options={KINDS.map((value) => ({ value, text: t.life.constraintKinds[value] }))}
        onChange={(kind) => change({ kind })}
      />
      <Field
        label={t.life.loadHours}
        hint={t.life.loadHoursHint}
        type="number"
        inputMode="decimal"
        min={0}
        max={168}
        step="any"
        value={draft.loadHours}
        onChange={(event) => change({ loadHours: event.target.value })}
      />
      {!measured && (
        <Slider
          {...share}
          label={t.life.severity}
          value={draft.severity}
          text={f.percent(draft.severity)}
          hint={t.life.severityHint}
          onChange={(severity) => change({ severity })}
        />
      )}
      <Slider
        {...share}
        label={t.life.flexibility}
        value={draft.flexibility}
        text={f.percent(draft.flexibility)}
        hint={t.life.flexibilityHint}
        onChange={(flexibility) => change({ flexibility })}
      />
      <Slider
        {...share}
        label={t.life.confidence}
        value={draft.confidence}
        text={f.percent(draft.confidence)}
        hint={t.life.confidenceHint}
        onChange={(confidence) => change({ confidence })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t.life.from}
          type="date"
          value={draft.from}
          onChange={(event) => change({ from: event.target.value })}
        />
        <Field
          label={t.life.until}
          type="date"
          value={draft.until}
          onChange={(event) => change({ until: event.target.value })}
        />
      </div>
    </EditForm>
  );
}
