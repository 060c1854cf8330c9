import { useEffect, useMemo, useState } from "react";
import { useFeed, usePortfolio } from "../../app/live.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { namesOf } from "../../portfolio/names.ts";
import { useThen } from "../../travel/use-then.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Comparison } from "./Comparison.tsx";
import { forcesInputOf } from "./forces-input.ts";
import { FutureChart } from "./FutureChart.tsx";
import { actionsOf, UNCHANGED } from "./plan.ts";
import { planFromHash, planToHash } from "./plan-link.ts";
import { PlanSliders } from "./PlanSliders.tsx";
import { previewOf } from "./preview.ts";
import { withOwn } from "@trajectory/engine/own-constants.ts";
import { useSimulation } from "./use-simulation.ts";

/** What would become of η with another plan: at once without luck, then as bands on the same luck. */
export function FutureRoom() {
  const { t } = useI18n();
  const { state } = useFeed();
  const { portfolio } = usePortfolio();
  const past = useThen() !== undefined;
  const [plan, setPlan] = useState(() => planFromHash(location.hash));
  const names = useMemo(() => namesOf(portfolio, t), [portfolio, t]);
  const actions = useMemo(() => actionsOf(plan, portfolio?.projects ?? []), [plan, portfolio]);
  const input = useMemo(
    () => (state === undefined || portfolio === undefined ? undefined : forcesInputOf(state, portfolio)),
    [state, portfolio],
  );
  const k = useMemo(() => withOwn(portfolio?.constants ?? {}), [portfolio]);
  const previews = useMemo(
    () => (input === undefined ? [] : [previewOf(input, [], k), previewOf(input, actions, k)]),
    [input, actions, k],
  );
  const simulation = useSimulation(
    actions,
    [t.future.present, t.future.changed],
    // The server simulates what is entered now.
    past ? undefined : String(portfolio?.seq ?? 0),
  );

  useEffect(() => {
    const hash = planToHash(plan);
    // The query, such as the past second that is shown, stays.
    history.replaceState(null, "", location.pathname + location.search + (hash === "" ? "" : `#${hash}`));
  }, [plan]);

  if (portfolio === undefined || state === undefined) return <output>{t.app.loading}</output>;
  return (
    <>
      <h1 className="sr-only">{t.app.future}</h1>
      <div className="grid grid-cols-1 items-start gap-4 min-[70rem]:grid-cols-[minmax(0,1fr)_minmax(0,1.75fr)]">
        <Panel
          title={t.future.plan}
          aside={
            actions.length > 0 && (
              <Button kind="quiet" onClick={() => setPlan(UNCHANGED)}>
                {t.future.reset}
              </Button>
            )
          }
        >
          <PlanSliders portfolio={portfolio} plan={plan} onChange={setPlan} />
          <p className="mt-4 text-sm text-muted">{t.future.link}</p>
        </Panel>
        <div className="grid grid-cols-1 gap-4">
          <Panel
            title={t.future.title}
            aside={simulation.running && <output className="text-sm text-muted">{t.future.running}</output>}
          >
            {state.eta.value === null ? (
              <p className="text-muted">{t.life.stripNone}</p>
            ) : (
              <FutureChart previews={previews} result={simulation.result} changed={actions.length > 0} />
            )}
          </Panel>
          {past && <p className="text-sm text-muted">{t.future.past}</p>}
          {simulation.error !== undefined && <ErrorNotice error={simulation.error} />}
          {simulation.result !== undefined && state.eta.value !== null && (
            <Comparison result={simulation.result} names={names} />
          )}
        </div>
      </div>
    </>
  );
}
