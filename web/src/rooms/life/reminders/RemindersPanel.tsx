import { useState } from "react";
import type { Reminder } from "@trajectory/protocols/events/entities.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useEdits } from "../../../editing/edits.ts";
import { EntityRow } from "../../../editing/EntityRow.tsx";
import { ReminderForm } from "./ReminderForm.tsx";
import { repeatOf } from "./reminder-draft.ts";

export function RemindersPanel({ reminders }: { reminders: readonly Reminder[] }) {
  const { t, f } = useI18n();
  const { attempt } = useEdits();
  const [open, setOpen] = useState<Reminder | "new">();
  const byTime = reminders.toSorted((a, b) => a.at - b.at);

  function remove(reminder: Reminder): void {
    attempt((portfolio) => portfolio.edit("life", "remove_reminder", { reminderId: reminder.id }), {
      text: fill(t.life.removed, { name: reminder.text }),
      undo: (portfolio) => portfolio.edit("life", "set_reminder", { reminder }),
    });
  }

  function when({ at, everyHours }: Reminder): string {
    if (everyHours === undefined) return f.dateTime(at);
    const again = fill(t.life.reminderRepeats[repeatOf(everyHours)], { hours: f.number(everyHours) });
    return `${f.dateTime(at)}, ${again}`;
  }

  return (
    <Panel
      title={t.life.reminders}
      aside={<Button onClick={() => setOpen("new")}>{t.life.addReminder}</Button>}
    >
      {byTime.length === 0 && <p className="text-muted">{t.life.noReminders}</p>}
      <ul>
        {byTime.map((reminder) => (
          <EntityRow
            key={reminder.id}
            name={reminder.text}
            detail={when(reminder)}
            onEdit={() => setOpen(reminder)}
            onRemove={() => remove(reminder)}
          />
        ))}
      </ul>
      {open !== undefined && (
        <ReminderForm {...(open === "new" ? {} : { reminder: open })} onClose={() => setOpen(undefined)} />
      )}
    </Panel>
  );
}
