import { useCallback } from "react";
import { getCorrelation, type FeatureBesideEta } from "../../api/day-insights.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Scrollable } from "../../ui/Scrollable.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { measureText } from "./measure-text.ts";
import type { Span } from "./ranges.ts";

const DAY_MS = 86_400_000;
/** Shorter ranges hold too few days to say anything. */
const LEAST = 30 * DAY_MS;
/** The server sums up so much at once. */
const MOST = 400 * DAY_MS;

interface CorrelationPanelProps extends Span {
  userId: string;
}

/** Features of each day beside η at its end: how strong, how sure, and what may be said of it. */
export function CorrelationPanel({ userId, from, to }: CorrelationPanelProps) {
  const { t, f } = useI18n();
  const since = Math.max(0, Math.min(to - LEAST, Math.max(from, to - MOST)));
  const load = useCallback(() => getCorrelation(userId, since, to), [userId, since, to]);
  const { value: answer, error, reload } = useResource(load);
  const features = answer?.features.toSorted((a, b) => rankOf(b) - rankOf(a)) ?? [];
  const related = features.filter(({ verdict }) => verdict === "higher" || verdict === "lower");
  return (
    <Panel title={t.correlation.title}>
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {answer === undefined && error === undefined && <output>{t.app.loading}</output>}
      {answer !== undefined && features.length === 0 && (
        <p className="text-sm text-muted">
          {fill(t.correlation.none, { from: f.date(since), to: f.date(to) })}
        </p>
      )}
      {answer !== undefined && features.length > 0 && (
        <figure>
          <figcaption className="text-sm">
            {f.plural(t.correlation.summary, answer.days, {
              from: f.date(since),
              to: f.date(to),
              tested: answer.tested,
              related: related.length,
            })}
          </figcaption>
          <Scrollable label={t.correlation.table} className="mt-3 max-h-96 overflow-y-auto">
            <table className="w-full border-collapse text-sm">
              <thead>
                <tr className="border-b border-line-strong text-left text-muted">
                  <th scope="col" className="font-normal">
                    {t.correlation.feature}
                  </th>
                  <th scope="col" className="w-32 font-normal">
                    <span aria-hidden="true" className="flex justify-between">
                      <span>−1</span>
                      <span>0</span>
                      <span>+1</span>
                    </span>
                    <span className="sr-only">{t.correlation.picture}</span>
                  </th>
                  <th scope="col" className="pl-3 text-right font-normal">
                    r
                  </th>
                  <th scope="col" className="pl-3 text-right font-normal">
                    {t.correlation.interval}
                  </th>
                  <th scope="col" className="pl-3 text-right font-normal">
                    {t.correlation.days}
                  </th>
                </tr>
              </thead>
              <tbody>
                {features.map((one) => (
                  <FeatureRow key={`${one.kind} ${one.feature}`} {...one} />
                ))}
              </tbody>
            </table>
          </Scrollable>
          <p className="mt-3 text-sm text-muted">{t.correlation.note}</p>
          {answer.tested > 1 && (
            <p className="mt-1 text-sm text-muted">{fill(t.correlation.many, { tested: answer.tested })}</p>
          )}
        </figure>
      )}
    </Panel>
  );
}

/** Strong and sure ones first, then strong ones, then what says nothing. */
function rankOf({ r, verdict }: FeatureBesideEta): number {
  return (verdict === "higher" || verdict === "lower" ? 2 : 0) + Math.abs(r ?? -1);
}

function FeatureRow({ feature, n, effectiveN, r, interval, verdict }: FeatureBesideEta) {
  const { t, f, units } = useI18n();
  const { name } = measureText(t, units, feature);
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" className="max-w-56 py-2 pr-3 text-left font-normal">
        {name}
        <span className="block text-xs text-muted">
          {verdict === "few"
            ? f.plural(t.correlation.few, n)
            : fill(t.correlation.verdicts[verdict], { name })}
        </span>
      </th>
      <td className="py-2">
        <svg viewBox="-1 0 2 1" preserveAspectRatio="none" aria-hidden="true" className="h-6 w-32">
          <path d="M0 0V1" stroke="var(--line-strong)" vectorEffect="non-scaling-stroke" />
          {interval !== null && (
            <path
              d={`M${interval.low} 0.5H${interval.high}`}
              stroke="var(--carry)"
              strokeWidth="2"
              vectorEffect="non-scaling-stroke"
            />
          )}
          {r !== null && (
            <path
              d={`M${r} 0.5h0`}
              stroke="var(--carry)"
              strokeWidth="9"
              strokeLinecap="round"
              vectorEffect="non-scaling-stroke"
            />
          )}
        </svg>
      </td>
      <td className="py-2 pl-3 text-right tabular-nums">{r === null ? "–" : f.signed(r, 2)}</td>
      <td className="py-2 pl-3 text-right whitespace-nowrap tabular-nums">
        {interval === null
          ? "–"
          : fill(t.correlation.from, { low: f.signed(interval.low, 2), high: f.signed(interval.high, 2) })}
      </td>
      <td className="py-2 pl-3 text-right whitespace-nowrap tabular-nums">
        {n}
        <span className="block text-xs text-muted">
          {fill(t.correlation.worth, { count: f.number(effectiveN, 0) })}
        </span>
      </td>
    </tr>
  );
}
