import { useCallback, useState } from "react";
import { getSettings, putSettings } from "../../api/account.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { useAction } from "../../ui/use-action.ts";
import { useResource } from "../../ui/use-resource.ts";

const UTC = "UTC";
const ZONES = [UTC, ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== UTC)];

/** Where days and weeks of summaries begin, kept on the server. */
export function TimeZoneField() {
  const { t } = useI18n();
  const held = useResource(getSettings);
  const [saved, setSaved] = useState<string>();
  const save = useAction(
    useCallback(async (zone: string) => {
      await putSettings({ timeZone: zone === UTC ? null : zone });
      setSaved(zone);
    }, []),
  );
  if (held.error !== undefined) return <ErrorNotice error={held.error} onRetry={held.reload} />;
  if (held.value === undefined) return <output>{t.app.loading}</output>;
  const zone = saved ?? held.value.timeZone ?? UTC;
  const zones = ZONES.includes(zone) ? ZONES : [zone, ...ZONES];
  return (
    <div className="mt-4 max-w-md">
      <SelectField
        label={t.settings.summaryZone}
        hint={t.settings.summaryZoneHint}
        value={zone}
        options={zones.map((value) => ({ value, text: value.replaceAll("_", " ") }))}
        onChange={save.run}
      />
      <output className="mt-1 block text-sm text-muted">
        {saved !== undefined && !save.running ? t.settings.zoneSaved : ""}
      </output>
      {save.error !== undefined && <ErrorNotice error={save.error} />}
    </div>
  );
}
