import { DEFAULTS } from "@trajectory/engine/constants.ts";
import type { Portfolio } from "../../../api/routes.ts";
import { useFeed } from "../../../app/live.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Panel } from "../../../ui/Panel.tsx";
import { DueChart } from "./DueChart.tsx";
import { dueCurve } from "./due-curve.ts";
import { DueTable } from "./DueTable.tsx";

/** The pace that is needed against the dates: which one is tightest, and whether what is held now keeps it. */
export function DatesPanel({ portfolio: { projects, constants } }: { portfolio: Portfolio }) {
  const { t, f } = useI18n();
  const { state } = useFeed();
  const curve =
    state &&
    dueCurve(state, {
      far: constants["horizonWeeks"] ?? DEFAULTS.horizonWeeks,
      near: constants["minWeeksLeft"] ?? DEFAULTS.minWeeksLeft,
    });
  if (curve === undefined) return null;
  const nameOf = (id: string): string =>
    projects.find((project) => project.id === id)?.name ?? fill(t.parts.unknown, { id });
  const { tightest, required, held } = curve;
  const kept = held >= required;
  return (
    <Panel title={t.dates.title}>
      <p className="mb-3">
        {fill(kept ? t.dates.kept : t.dates.missed, {
          name: nameOf(tightest.projectId),
          work: f.number(tightest.total, 0),
          weeks: f.number(tightest.weeks),
          required: f.number(required),
          held: f.number(held),
        })}
      </p>
      <DueChart curve={curve} />
      <details className="mt-2 text-sm">
        <summary className="w-fit text-muted">{t.signals.table}</summary>
        <DueTable curve={curve} nameOf={nameOf} />
      </details>
    </Panel>
  );
}
