import type { Outcome, Plan } from "../../api/plans.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import type { Names } from "../../portfolio/names.ts";
import { Panel } from "../../ui/Panel.tsx";
import { stepText } from "./step-text.ts";

/** Every plan with what was said of its steps and what η became. */
export function PlanHistory({ plans, names }: { plans: readonly Plan[]; names: Names }) {
  const { t, f } = useI18n();
  return (
    <Panel title={t.plans.history}>
      {plans.length === 0 && <p className="text-muted">{t.plans.noHistory}</p>}
      <ul>
        {plans.map((plan) => (
          <li key={plan.id} data-plan className="border-b border-line py-2.5 last:border-0">
            <h3 className="text-sm font-medium">
              {f.dateTime(plan.madeAt)} · {f.plural(t.plans.stepCount, plan.steps.length)}
            </h3>
            <ul className="text-sm text-muted">
              {plan.steps.map((step) => (
                <li key={step.id}>
                  {stepText(step, names, t, f)}: {t.plans.states[step.state]}
                </li>
              ))}
            </ul>
            {plan.outcomes.length === 0 && <p className="text-sm text-muted">{t.plans.noOutcome}</p>}
            {plan.outcomes.map((outcome) => (
              <p key={outcome.week} className="mt-1 text-sm tabular-nums">
                <OutcomeText outcome={outcome} />
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function OutcomeText({ outcome: { week, eta, without, with: planned, verdict } }: { outcome: Outcome }) {
  const { t, f } = useI18n();
  if (without === null || planned === null) return fill(t.plans.early, { eta: f.percent(eta) });
  return (
    <>
      {fill(t.plans.outcome, {
        week,
        eta: f.percent(eta),
        without: f.percentRange(without.low, without.high),
        with: f.percentRange(planned.low, planned.high),
      })}{" "}
      {t.plans.verdicts[verdict]}
    </>
  );
}
