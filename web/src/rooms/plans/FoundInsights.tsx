import { useCallback } from "react";
import type { LatestAnalysis } from "../../api/plans.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { References } from "./References.tsx";

interface FoundInsightsProps {
  latest: LatestAnalysis;
  /** As memory names an insight: its kind, and the first thing it is about. */
  marked: string | undefined;
}

export function FoundInsights({ latest: { analysis, timeZone, hour }, marked }: FoundInsightsProps) {
  const { t, f, language } = useI18n();
  const insights = analysis?.result?.insights ?? [];
  const bringIntoView = useCallback((item: HTMLLIElement | null) => {
    item?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <>
      {analysis === null && <p className="text-muted">{t.plans.notLooked}</p>}
      {analysis !== null && insights.length === 0 && <p className="text-muted">{t.plans.nothingFound}</p>}
      <ul>
        {insights.map(({ kind, mentions, texts, references, wordedBy }) => {
          const isMarked = marked === `${kind}:${mentions[0]?.id ?? "all"}`;
          return (
            <li
              key={`${kind} ${mentions.map(({ id }) => id).join(" ")}`}
              ref={isMarked ? bringIntoView : null}
              data-insight={kind}
              aria-current={isMarked ? "true" : undefined}
              className={`border-b border-line py-2.5 last:border-0 ${isMarked ? "rounded-md bg-carry-soft px-3" : ""}`}
            >
              <p>{texts[language]}</p>
              <References references={references} />
              {wordedBy !== null && (
                <p className="text-sm text-muted">{fill(t.plans.wordedBy, { model: wordedBy })}</p>
              )}
            </li>
          );
        })}
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
