import { useI18n } from "../i18n/i18n.ts";
import { Field } from "../ui/Field.tsx";
import { useQuietHours, writeQuietHours } from "./stored.ts";

/** When the bell shows no count, kept in this browser. */
export function QuietHoursFields() {
  const { t } = useI18n();
  const hours = useQuietHours();
  return (
    <fieldset className="max-w-md min-w-0">
      <legend className="mb-1 text-sm font-semibold">{t.notifications.quiet}</legend>
      <div className="grid grid-cols-2 gap-3">
        <Field
          label={t.notifications.quietFrom}
          type="time"
          value={hours.from}
          onChange={(event) => writeQuietHours({ ...hours, from: event.target.value })}
        />
        <Field
          label={t.notifications.quietTo}
          type="time"
          value={hours.to}
          onChange={(event) => writeQuietHours({ ...hours, to: event.target.value })}
        />
      </div>
      <p className="mt-1 text-sm text-muted">{t.notifications.quietHint}</p>
    </fieldset>
  );
}
