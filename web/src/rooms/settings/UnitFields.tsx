import { useCallback, useState } from "react";
import { putSettings } from "../../api/account.ts";
import { setUnits, useI18n } from "../../i18n/i18n.ts";
import { ACCELERATIONS, ROTATIONS, shownUnit, type Units } from "../../i18n/units.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { useAction } from "../../ui/use-action.ts";

/** The units that signals are shown in, kept on the server. */
export function UnitFields() {
  const { t, units } = useI18n();
  const [saved, setSaved] = useState(false);
  const save = useAction(
    useCallback(async (next: Units, before: Units) => {
      // At once: the other one may be chosen while this one is on its way.
      setUnits(next);
      try {
        await putSettings({ units: next });
      } catch (error) {
        setUnits(before);
        throw error;
      }
      setSaved(true);
    }, []),
  );
  return (
    <div className="mt-4 grid max-w-md gap-3">
      <SelectField
        label={t.settings.accelerationIn}
        value={units.acceleration}
        options={ACCELERATIONS.map((value) => ({
          value,
          text: shownUnit("g", { ...units, acceleration: value }).text,
        }))}
        onChange={(acceleration) => save.run({ ...units, acceleration }, units)}
      />
      <SelectField
        label={t.settings.rotationIn}
        value={units.rotation}
        options={ROTATIONS.map((value) => ({
          value,
          text: shownUnit("rad/s", { ...units, rotation: value }).text,
        }))}
        hint={t.settings.unitsHint}
        onChange={(rotation) => save.run({ ...units, rotation }, units)}
      />
      <output className="block text-sm text-muted">
        {saved && !save.running ? t.settings.zoneSaved : ""}
      </output>
      {save.error !== undefined && <ErrorNotice error={save.error} />}
    </div>
  );
}
