import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";
import { useEdits } from "../../editing/edits.ts";
import { QuickNumber } from "./projects/QuickNumber.tsx";

/** Hours a week there are for projects at all. */
export function CapacityPanel({ capacity }: { capacity: number }) {
  const { t, f } = useI18n();
  const { attempt } = useEdits();

  function set(hours: number): void {
    attempt((portfolio) => portfolio.edit("life", "update_life", { capacity: hours }), {
      text: fill(t.life.capacitySet, { hours: f.number(hours) }),
      undo: (portfolio) => portfolio.edit("life", "update_life", { capacity }),
    });
  }

  return (
    <Panel title={t.life.capacity}>
      <p className="mb-3 text-sm text-muted">{t.life.capacityHint}</p>
      <QuickNumber
        label={t.life.hoursAWeek}
        about={t.life.capacity}
        value={capacity}
        max={168}
        action={t.life.set}
        onSet={set}
      />
    </Panel>
  );
}
