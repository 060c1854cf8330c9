import { useCallback, useEffect } from "react";
import { cancelAnalysis, getShownAnalysis, triggerAnalysis, type Analysis } from "../../api/plans.ts";
import { useFeed } from "../../app/live.ts";
import { useQueryPart } from "../../app/router.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useAction } from "../../ui/use-action.ts";
import { usePolled } from "../../ui/use-polled.ts";
import { FoundInsights } from "./FoundInsights.tsx";

/** The feed tells sooner; this is for a feed that is away, ms. */
const LOOK_MS = 5_000;

/** What stands out, with the numbers it rests on; an address may lead to an earlier look, and to one insight of it. */
export function InsightsPanel({ userId }: { userId: string }) {
  const { t } = useI18n();
  const [asked, setAsked] = useQueryPart("analysis");
  const [insight] = useQueryPart("insight");
  const { value, error, reload } = usePolled(
    useCallback(() => getShownAnalysis(userId, asked), [userId, asked]),
    LOOK_MS,
  );
  const begin = useAction(
    useCallback(async () => {
      await triggerAnalysis();
      setAsked(undefined);
      reload();
    }, [reload, setAsked]),
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
      {value?.isEarlier === true && (
        <p className="mb-2 flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
          {t.plans.earlier}
          <Button onClick={() => setAsked(undefined)}>{t.plans.showNewest}</Button>
        </p>
      )}
      {value !== undefined && <FoundInsights latest={value} marked={insight} />}
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
