import { useCallback, useMemo } from "react";
import { generatePlan, getPlans, type Plan } from "../../api/plans.ts";
import { usePortfolio } from "../../app/live.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { namesOf } from "../../portfolio/names.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useAction } from "../../ui/use-action.ts";
import { usePolled } from "../../ui/use-polled.ts";
import { InsightsPanel } from "./InsightsPanel.tsx";
import { PlanHistory } from "./PlanHistory.tsx";
import { PlanPanel } from "./PlanPanel.tsx";

/** Where η stands is a state of a plan: it moves on by itself, ms. */
const LOOK_MS = 60_000;

/** What stands out, what could be done about it, and what came of it. */
export function PlansRoom({ userId }: { userId: string }) {
  const { t } = useI18n();
  const { portfolio } = usePortfolio();
  const names = useMemo(() => namesOf(portfolio, t), [portfolio, t]);
  const { value, error, reload } = usePolled(
    useCallback(() => getPlans(userId), [userId]),
    LOOK_MS,
  );
  const make = useAction(
    useCallback(
      async (mostHours: number) => {
        await generatePlan(mostHours);
        reload();
      },
      [reload],
    ),
  );
  const changed = useCallback((_plan: Plan) => reload(), [reload]);
  const [newest] = value ?? [];
  const problem = make.error ?? error;
  return (
    <>
      <h1 className="mb-4 text-xl font-semibold tracking-tight">{t.plans.title}</h1>
      {problem !== undefined && (
        <div className="mb-4">
          <ErrorNotice error={problem} onRetry={reload} />
        </div>
      )}
      <div className="grid grid-cols-1 items-start gap-4 min-[70rem]:grid-cols-2">
        <InsightsPanel userId={userId} />
        <div className="grid grid-cols-1 gap-4">
          <PlanPanel
            plan={newest}
            loaded={value !== undefined || error !== undefined}
            names={names}
            making={make.running}
            onMake={make.run}
            onChange={changed}
          />
          {value !== undefined && <PlanHistory plans={value} names={names} />}
        </div>
      </div>
    </>
  );
}
