import { useCallback } from "react";
import { reportStep, type Plan, type Step, type StepReport } from "../../api/plans.ts";
import { usePortfolio } from "../../app/live.ts";
import { levelText } from "../../editing/levels.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import type { Names } from "../../portfolio/names.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useAction } from "../../ui/use-action.ts";
import { QuickNumber } from "../life/projects/QuickNumber.tsx";
import { References } from "./References.tsx";
import { reportableOn, stepText } from "./step-text.ts";

interface StepCardProps {
  planId: string;
  step: Step;
  names: Names;
  hitWeeks: number;
  onChange: (plan: Plan) => void;
}

/** One step: what it does and asks, why, and how far it is. */
export function StepCard({ planId, step, names, hitWeeks, onChange }: StepCardProps) {
  const { t, f } = useI18n();
  const title = stepText(step, names, t, f);
  const { deltaEta, pHit, hours, state, reports } = step;
  const report = useAction(
    useCallback(
      async (said: StepReport) => onChange(await reportStep(planId, step.id, said)),
      [planId, step.id, onChange],
    ),
  );
  const last = reports.at(-1);
  return (
    <li data-step={step.kind} className="border-b border-line py-3 last:border-0">
      <h3 className="font-medium">
        {title} {state !== "open" && <span className="text-sm text-muted">· {t.plans.states[state]}</span>}
      </h3>
      <p className="mt-0.5 text-sm tabular-nums">
        {fill(t.plans.effect, {
          points: f.points(deltaEta.mean),
          low: f.points(deltaEta.low),
          high: f.points(deltaEta.high),
        })}{" "}
        {fill(t.plans.hit, {
          weeks: hitWeeks,
          before: f.percent(pHit.before),
          after: f.percent(pHit.after),
        })}{" "}
        {hours > 0 ? fill(t.plans.asks, { hours: f.number(hours) }) : t.plans.asksNone}
      </p>
      <References references={step.why} />
      {report.error !== undefined && <ErrorNotice error={report.error} />}
      <div className="mt-2 flex flex-wrap items-center gap-2">
        {(["taken", "done", "dropped"] as const)
          .filter((next) => next !== state)
          .map((next) => (
            <Button
              key={next}
              disabled={report.running}
              aria-label={fill(t.life.actionOn, { action: t.plans.say[next], name: title })}
              onClick={() => report.run({ state: next })}
            >
              {t.plans.say[next]}
            </Button>
          ))}
        <Progress step={step} title={title} onReport={report.run} />
      </div>
      {last !== undefined && (
        <p className="mt-1 text-sm text-muted">{fill(t.plans.lastSaid, { time: f.dateTime(last.at) })}</p>
      )}
    </li>
  );
}

interface ProgressProps {
  step: Step;
  title: string;
  onReport: (report: StepReport) => void;
}

function Progress({ step, title, onReport }: ProgressProps) {
  const { t } = useI18n();
  const { portfolio } = usePortfolio();
  const subject = reportableOn(step.kind);
  const project = portfolio?.projects.find(({ id }) => id === step.target);
  if (subject === "project" && project !== undefined) {
    return (
      <>
        <QuickNumber
          key={`progress ${project.progress}`}
          label={t.plans.progress}
          about={title}
          value={Math.round(project.progress * 100)}
          max={100}
          action={t.plans.report}
          onSet={(percent) => onReport({ progress: Math.min(100, Math.max(0, percent)) / 100 })}
        />
        <QuickNumber
          key={`hours ${project.hours}`}
          label={t.plans.held}
          about={title}
          value={project.hours}
          max={168}
          action={t.plans.report}
          onSet={(hours) => onReport({ hours: Math.min(168, Math.max(0, hours)) })}
        />
      </>
    );
  }
  if (subject !== "skill") return null;
  return (
    <span className="inline-flex flex-wrap items-center gap-2 text-sm">
      <span className="text-muted">{t.plans.levelNow}</span>
      {[0, 1, 2, 3, 4].map((level) => (
        <Button key={level} kind="quiet" onClick={() => onReport({ level })}>
          {levelText(level, t)}
        </Button>
      ))}
    </span>
  );
}
