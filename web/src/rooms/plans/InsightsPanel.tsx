import { useCallback, useEffect } from "react";
import {
  cancelAnalysis,
  getLatestAnalysis,
  triggerAnalysis,
  type Analysis,
  type LatestAnalysis,
} from "../../api/plans.ts";
import { useFeed } from "../../app/live.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useAction } from "../../ui/use-action.ts";
import { usePolled } from "../../ui/use-polled.ts";
import { References } from "./References.tsx";

/** The feed tells sooner; this is for a feed that is away, ms. */
const LOOK_MS = 5_000;

/** What stands out, with the numbers it rests on. */
export function InsightsPanel({ userId }: { userId: string }) {
  const { t } = useI18n();
  const { value, error, reload } = usePolled(
    useCallback(() => getLatestAnalysis(userId), [userId]),
    LOOK_MS,
  );
  const begin = useAction(
    useCallback(async () => {
      await triggerAnalysis();
      reload();
    }, [reload]),
  );
  const cancel = useAction(
    useCallback(
      async (id: string) => {
        await cancelAnalysis(id);
        reload();
      },
      [reload],
    ),
  );
  const underWay = useUnderWay(value?.job ?? undefined, reload);
  const problem = begin.error ?? cancel.error ?? error;
  return (
    <Panel
      title={t.plans.insights}
      aside={
        underWay === undefined && (
          <Button disabled={begin.running || value === undefined} onClick={() => begin.run()}>
            {t.plans.lookNow}
          </Button>
        )
      }
    >
      {problem !== undefined && <ErrorNotice error={problem} onRetry={reload} />}
      {value === undefined && error === undefined && <output>{t.app.loading}</output>}
      {underWay !== undefined && (
        <UnderWay share={underWay.progress} onCancel={() => cancel.run(underWay.id)} />
      )}
      {underWay === undefined && value?.job?.state === "failed" && (
        <p role="alert" className="mb-3 text-sm text-bad">
          {fill(t.plans.analysisFailed, { message: value.job.error?.message ?? "" })}
        </p>
      )}
      {value !== undefined && <Found latest={value} />}
    </Panel>
  );
}

/** As the feed tells it, where it does; asks anew when the job is over. */
function useUnderWay(job: Analysis | undefined, reload: () => void): Analysis | undefined {
  const { jobs } = useFeed();
  const told = job === undefined ? undefined : jobs.get(job.id);
  const isOver = told !== undefined && told.state !== "waiting" && told.state !== "running";
  useEffect(() => {
    if (isOver) reload();
  }, [isOver, reload]);
  if (job === undefined || isOver || (job.state !== "queued" && job.state !== "running")) return undefined;
  return { ...job, progress: Math.max(job.progress, told?.share ?? 0) };
}

function UnderWay({ share, onCancel }: { share: number; onCancel: () => void }) {
  const { t, f } = useI18n();
  return (
    <div className="mb-3 flex flex-wrap items-end gap-3 text-sm">
      <label className="grid min-w-40 flex-1 gap-1">
        {fill(t.plans.looking, { share: f.percent(share) })}
        <progress className="w-full" max={1} value={share} />
      </label>
      <Button onClick={onCancel}>{t.plans.cancel}</Button>
    </div>
  );
}

function Found({ latest: { analysis, timeZone, hour } }: { latest: LatestAnalysis }) {
  const { t, f, language } = useI18n();
  const insights = analysis?.result?.insights ?? [];
  return (
    <>
      {analysis === null && <p className="text-muted">{t.plans.notLooked}</p>}
      {analysis !== null && insights.length === 0 && <p className="text-muted">{t.plans.nothingFound}</p>}
      <ul>
        {insights.map(({ kind, mentions, texts, references, wordedBy }) => (
          <li
            key={`${kind} ${mentions.map(({ id }) => id).join(" ")}`}
            data-insight={kind}
            className="border-b border-line py-2.5 last:border-0"
          >
            <p>{texts[language]}</p>
            <References references={references} />
            {wordedBy !== null && (
              <p className="text-sm text-muted">{fill(t.plans.wordedBy, { model: wordedBy })}</p>
            )}
          </li>
        ))}
      </ul>
      {analysis?.result?.notices.map((notice) => (
        <p key={notice} lang="en" className="text-sm text-muted">
          {notice}
        </p>
      ))}
      <p className="mt-3 text-sm text-muted">
        {analysis !== null && `${fill(t.plans.asOf, { time: f.dateTime(analysis.requestedAt) })} `}
        {fill(t.plans.mornings, { hour, zone: timeZone })}
      </p>
    </>
  );
}
