import { useCallback } from "react";
import type { ApiError } from "../../api/http.ts";
import { cancelJob, ITEM_KINDS, reembedMemory, type MemoryStats } from "../../api/memory.ts";
import { useFeed } from "../../app/live.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useAction } from "../../ui/use-action.ts";

interface StatsPanelProps {
  stats: MemoryStats | undefined;
  error: ApiError | undefined;
  onChange: () => void;
}

/** How much is remembered, and how far its vectors are. */
export function StatsPanel({ stats, error, onChange }: StatsPanelProps) {
  const { t, f } = useI18n();
  return (
    <Panel title={t.memory.stats}>
      {error !== undefined && <ErrorNotice error={error} onRetry={onChange} />}
      {stats === undefined && error === undefined && <output>{t.app.loading}</output>}
      {stats?.items === 0 && <p className="text-muted">{t.memory.empty}</p>}
      {stats !== undefined && stats.items > 0 && (
        <>
          <p>{f.plural(t.memory.items, stats.items)}</p>
          {stats.oldestAt !== null && stats.newestAt !== null && (
            <p className="text-sm text-muted">
              {fill(t.memory.span, { from: f.date(stats.oldestAt), to: f.date(stats.newestAt) })}
            </p>
          )}
          <dl className="mt-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm">
            {ITEM_KINDS.flatMap((kind) => {
              const items = stats.byKind[kind] ?? 0;
              return items === 0 ? [] : [<Row key={kind} name={t.memory.kinds[kind]} value={items} />];
            })}
          </dl>
        </>
      )}
      {stats !== undefined && stats.items > 0 && <Vectors stats={stats} onChange={onChange} />}
    </Panel>
  );
}

function Row({ name, value }: { name: string; value: number }) {
  const { f } = useI18n();
  return (
    <>
      <dt>{name}</dt>
      <dd className="text-right tabular-nums">{f.number(value, 0)}</dd>
    </>
  );
}

const STATES = ["ready", "waiting", "outdated", "refused"] as const;

/** How much is found by meaning; what is unusual is told where there is some. */
function Vectors({ stats, onChange }: { stats: MemoryStats; onChange: () => void }) {
  const { t, f } = useI18n();
  const { jobs } = useFeed();
  const { model, vectors, reembedding } = stats;
  const job = (reembedding && jobs.get(reembedding.id)) ?? reembedding;
  const isUnderWay = job?.state === "waiting" || job?.state === "running";
  const begin = useAction(
    useCallback(async () => {
      await reembedMemory();
      onChange();
    }, [onChange]),
  );
  const cancel = useAction(
    useCallback(
      async (id: string) => {
        await cancelJob(id);
        onChange();
      },
      [onChange],
    ),
  );
  const problem = begin.error ?? cancel.error;
  return (
    <section className="mt-4 border-t border-line pt-3">
      <h3 className="text-sm font-semibold">{t.memory.vectors}</h3>
      <p className="mt-1 text-sm break-words text-muted">
        {model.dimension === null
          ? fill(t.memory.model, { model: model.id })
          : fill(t.memory.modelOf, { model: model.id, dimension: model.dimension })}
      </p>
      <dl className="mt-2 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm">
        {STATES.filter((state) => state === "ready" || vectors[state] > 0).map((state) => (
          <Row key={state} name={t.memory.states[state]} value={vectors[state]} />
        ))}
      </dl>
      {problem !== undefined && <ErrorNotice error={problem} />}
      {isUnderWay ? (
        <div className="mt-3 grid gap-2 text-sm">
          <label className="grid gap-1">
            {fill(t.memory.remaking, { share: f.percent(job.share, 0) })}
            <progress className="w-full" max={1} value={job.share} />
          </label>
          <Button disabled={cancel.running} onClick={() => cancel.run(job.id)}>
            {t.memory.cancel}
          </Button>
        </div>
      ) : (
        vectors.outdated + vectors.refused > 0 && (
          <div className="mt-3 grid gap-2">
            <p className="text-sm text-muted">{t.memory.outdatedHint}</p>
            <Button disabled={begin.running} onClick={() => begin.run()}>
              {t.memory.remake}
            </Button>
          </div>
        )
      )}
      {job?.state === "failed" && job.error !== null && (
        <p className="mt-2 text-sm text-bad">{fill(t.memory.remakeFailed, { code: job.error.code })}</p>
      )}
    </section>
  );
}
