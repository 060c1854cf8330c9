import { useState, type FormEvent } from "react";
import type { Plan } from "../../api/plans.ts";
import { Link } from "../../app/Link.tsx";
import { numberIn } from "../../editing/inputs.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import type { Names } from "../../portfolio/names.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { StepCard } from "./StepCard.tsx";
import { TableHead } from "../../ui/TableHead.tsx";

interface PlanPanelProps {
  plan: Plan | undefined;
  loaded: boolean;
  names: Names;
  making: boolean;
  onMake: (mostHours: number) => void;
  onChange: (plan: Plan) => void;
}

/** Without a limit of their own people have as many hours as there are in a week. */
const NO_LIMIT = 168;

/** The newest plan, and how to make another. */
export function PlanPanel({ plan, loaded, names, making, onMake, onChange }: PlanPanelProps) {
  const { t, f } = useI18n();
  const [typed, setTyped] = useState("");
  const most = numberIn(typed) ?? NO_LIMIT;
  const isFault = !(most >= 0 && most <= NO_LIMIT);

  function make(event: FormEvent): void {
    event.preventDefault();
    if (!isFault) onMake(most);
  }

  return (
    <Panel title={t.plans.plan}>
      {!loaded && <output>{t.app.loading}</output>}
      {loaded && plan === undefined && <p className="text-muted">{t.plans.noPlan}</p>}
      {plan !== undefined && (
        <>
          <Summary plan={plan} />
          <ol>
            {plan.steps.map((step) => (
              <StepCard
                key={step.id}
                planId={plan.id}
                step={step}
                names={names}
                hitWeeks={plan.hitWeeks}
                onChange={onChange}
              />
            ))}
          </ol>
          {plan.end !== "full" && <p className="mt-2 text-sm">{t.plans.ends[plan.end]}</p>}
          <Deadlines plan={plan} names={names} />
          {plan.question !== null && (
            <p className="mt-3 text-sm">
              {fill(t.plans.question, {
                name: names.skill(plan.question.skillId),
                before: f.number(plan.question.sdBefore * 100),
                after: f.number(plan.question.sdAfter * 100),
              })}{" "}
              <Link to="/interview" className="text-carry underline underline-offset-4">
                {t.app.interview}
              </Link>
            </p>
          )}
        </>
      )}
      <form onSubmit={make} className="mt-4 flex flex-wrap items-start gap-3 border-t border-line pt-4">
        <Field
          label={t.plans.mostHours}
          type="text"
          inputMode="decimal"
          className="w-56"
          hint={t.plans.mostHoursHint}
          fault={isFault ? t.plans.mostHoursFault : undefined}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" kind="primary" className="sm:mt-6" disabled={making || isFault}>
          {plan === undefined ? t.plans.make : t.plans.makeAgain}
        </Button>
        {making && <output className="py-2 text-sm text-muted">{t.plans.making}</output>}
      </form>
    </Panel>
  );
}

function Summary({ plan: { madeAt, steps, hours, deltaEta, pHit, weeks, hitWeeks, paths } }: { plan: Plan }) {
  const { t, f } = useI18n();
  return (
    <div className="text-sm">
      <p className="text-muted">
        {fill(t.plans.madeAt, { time: f.dateTime(madeAt), paths: f.number(paths, 0), weeks })}
      </p>
      {steps.length > 0 && (
        <p className="mt-1 tabular-nums">
          {fill(t.plans.whole, {
            points: f.points(deltaEta.mean),
            low: f.points(deltaEta.low),
            high: f.points(deltaEta.high),
            before: f.percent(pHit.before),
            after: f.percent(pHit.after),
            hitWeeks,
            asked: f.number(hours.asked),
            free: f.number(hours.free),
          })}
        </p>
      )}
    </div>
  );
}

/** What it does to each date: a plan may cost one to win another. */
function Deadlines({ plan, names }: { plan: Plan; names: Names }) {
  const { t, f } = useI18n();
  const dated = plan.projects.filter(
    ({ before, after }) => before.pOnTime !== null && after.pOnTime !== null,
  );
  if (dated.length === 0 || plan.steps.length === 0) return null;
  return (
    <table className="mt-3 w-full border-collapse text-right text-sm tabular-nums">
      <caption className="mb-1 text-left font-medium">{t.plans.onTime}</caption>
      <TableHead row={t.parts.project} columns={[t.plans.asIs, t.plans.withPlan]} />
      <tbody>
        {dated.map(({ id, before, after }) => (
          <tr key={id} className="border-b border-line">
            <th scope="row" className="py-1 text-left font-normal">
              {names.project(id)}
            </th>
            <td className="pl-3">{f.percent(before.pOnTime ?? 0)}</td>
            <td className="pl-3">{f.percent(after.pOnTime ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
