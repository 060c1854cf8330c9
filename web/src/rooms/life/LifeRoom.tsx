import { useLive, usePortfolio } from "../../app/live.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { CapacityPanel } from "./CapacityPanel.tsx";
import { ConstraintsPanel } from "./constraints/ConstraintsPanel.tsx";
import { EditBar } from "../../editing/EditBar.tsx";
import { EditsContext, useNewEdits } from "../../editing/edits.ts";
import { DatesPanel } from "./dates/DatesPanel.tsx";
import { EtaStrip } from "./EtaStrip.tsx";
import { GoalsPanel } from "./goals/GoalsPanel.tsx";
import { ProjectsPanel } from "./projects/ProjectsPanel.tsx";
import { RemindersPanel } from "./reminders/RemindersPanel.tsx";

/** Goals, projects, constraints and skills: entering and changing them, with η beside. */
export function LifeRoom() {
  const { t } = useI18n();
  const live = useLive();
  const { portfolio, error } = usePortfolio();
  const edits = useNewEdits();
  return (
    <EditsContext value={edits}>
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2">
        <h1 className="text-xl font-semibold tracking-tight">{t.app.life}</h1>
        <EtaStrip />
      </div>
      {error !== undefined && portfolio === undefined && (
        <ErrorNotice error={error} onRetry={() => void live.portfolio.load()} />
      )}
      {portfolio === undefined && error === undefined && <output>{t.app.loading}</output>}
      {portfolio !== undefined && (
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <div className="grid min-w-0 grid-cols-1 gap-4">
            <GoalsPanel goals={portfolio.goals} />
            <ProjectsPanel portfolio={portfolio} />
          </div>
          <div className="grid min-w-0 grid-cols-1 gap-4">
            <DatesPanel portfolio={portfolio} />
            <ConstraintsPanel constraints={portfolio.constraints} />
            <CapacityPanel capacity={portfolio.capacity} />
            <RemindersPanel reminders={portfolio.reminders} />
          </div>
        </div>
      )}
      <EditBar />
    </EditsContext>
  );
}
