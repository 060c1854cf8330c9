import type { Reminder } from "@trajectory/protocols/events/entities.ts";
import { newId } from "../../../api/commands.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Field } from "../../../ui/Field.tsx";
import { SelectField } from "../../../ui/SelectField.tsx";
import { EditForm } from "../../../editing/EditForm.tsx";
import { useEdits } from "../../../editing/edits.ts";
import { useForm } from "../../../editing/use-form.ts";
import { draftOf, type Repeat, reminderOf } from "./reminder-draft.ts";

interface ReminderFormProps {
  /** Absent for a new one. */
  reminder?: Reminder;
  onClose: () => void;
}

export function ReminderForm({ reminder, onClose }: ReminderFormProps) {
  const { t, f } = useI18n();
  const { perform } = useEdits();
  const id = reminder?.id ?? newId();
  const { draft, change, ...form } = useForm({
    start: draftOf(reminder),
    check: ({ text, at }) => {
      if (text.trim() === "") return t.life.reminderTextMissing;
      return at === "" ? t.life.reminderAtMissing : undefined;
    },
    async send(draft) {
      const set = reminderOf(id, draft, reminder);
      if (set === undefined) return;
      await perform((portfolio) => portfolio.edit("life", "set_reminder", { reminder: set }), {
        text: fill(t.life.saved, { name: set.text }),
        undo: (portfolio) =>
          reminder === undefined
            ? portfolio.edit("life", "remove_reminder", { reminderId: id })
            : portfolio.edit("life", "set_reminder", { reminder }),
      });
    },
    onDone: onClose,
  });
  const repeats: readonly Repeat[] = [
    "once",
    "day",
    "week",
    ...(draft.repeat === "other" ? (["other"] as const) : []),
  ];
  return (
    <EditForm
      title={reminder === undefined ? t.life.addReminder : t.life.editReminder}
      form={form}
      onClose={onClose}
    >
      <Field
        label={t.life.reminderText}
        value={draft.text}
        maxLength={500}
        required
        onChange={(event) => change({ text: event.target.value })}
      />
      <Field
        label={t.life.reminderAt}
        type="datetime-local"
        value={draft.at}
        required
        onChange={(event) => change({ at: event.target.value })}
      />
      <SelectField
        label={t.life.reminderRepeat}
        value={draft.repeat}
        options={repeats.map((value) => ({
          value,
          text: fill(t.life.reminderRepeats[value], { hours: f.number(reminder?.everyHours ?? 0) }),
        }))}
        hint={t.life.reminderHint}
        onChange={(repeat) => change({ repeat })}
      />
    </EditForm>
  );
}
