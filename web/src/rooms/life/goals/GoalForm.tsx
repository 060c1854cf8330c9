import type { Goal } from "@trajectory/protocols/events/entities.ts";
import { newId } from "../../../api/commands.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Slider } from "../../../ui/Slider.tsx";
import { EditForm, NameField } from "../../../editing/EditForm.tsx";
import { useEdits } from "../../../editing/edits.ts";
import { useForm } from "../../../editing/use-form.ts";

interface GoalFormProps {
  /** Absent for a new one. */
  goal?: Goal;
  onClose: () => void;
}

export function GoalForm({ goal, onClose }: GoalFormProps) {
  const { t, f } = useI18n();
  const { perform } = useEdits();
  const { draft, change, ...form } = useForm({
    start: { name: goal?.name ?? "", importance: goal?.importance ?? 0.5 },
    check: ({ name }) => (name.trim() === "" ? t.life.nameMissing : undefined),
    send({ name, importance }) {
      const id = goal?.id ?? newId();
      const set: Goal = { id, name: name.trim(), importance };
      return perform((portfolio) => portfolio.edit("life", "set_goal", { goal: set }), {
        text: fill(t.life.saved, { name: set.name }),
        undo: (portfolio) =>
          goal === undefined
            ? portfolio.edit("life", "remove_goal", { goalId: id })
            : portfolio.edit("life", "set_goal", { goal }),
      });
    },
    onDone: onClose,
  });
  return (
    <EditForm title={goal === undefined ? t.life.addGoal : t.life.editGoal} form={form} onClose={onClose}>
      <NameField draft={draft} change={change} />
      <Slider
        label={t.life.importance}
        value={draft.importance}
        min={0}
        max={Math.max(1, goal?.importance ?? 1)}
        step={0.05}
        text={f.number(draft.importance, 2)}
        hint={t.life.importanceHint}
        onChange={(importance) => change({ importance })}
      />
    </EditForm>
  );
}
