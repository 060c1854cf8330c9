import { useCallback } from "react";
import { getWords, type Word } from "../../../api/signals.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import type { Names } from "../../../portfolio/names.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useResource } from "../../../ui/use-resource.ts";

interface SaidPanelProps {
  userId: string;
  sessionId: string;
  names: Names;
}

/** What the person said of the session, and what the signals say to each claim. */
export function SaidPanel({ userId, sessionId, names }: SaidPanelProps) {
  const { t, f } = useI18n();
  const load = useCallback(() => getWords({ userId, sessionId }), [userId, sessionId]);
  const { value: words, error, reload } = useResource(load);
  return (
    <Panel title={t.session.yourWords}>
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {words === undefined && error === undefined && <output>{t.app.loading}</output>}
      {words?.length === 0 && <p className="text-sm text-muted">{t.replay.nothingSaid}</p>}
      <ul className="text-sm">
        {words?.map((word) => (
          <li key={word.seq} className="border-b border-line py-1.5 last:border-0">
            <span className="text-muted tabular-nums">{f.time(word.at)}</span> {textOf(word)}
            {word.verdict !== undefined && (
              <span className="block text-muted">{t.replay.verdicts[word.verdict]}</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );

  function textOf({ type, projectId = "", rating = 0, text = "", claimId }: Word): string {
    if (type === "session_tagged") return fill(t.events.session_tagged, { name: names.project(projectId) });
    if (type === "session_rated") return fill(t.events.session_rated, { rating: f.signed(rating) });
    if (type === "claim_made") return fill(t.replay.claimed, { text });
    const kept = words?.find((word) => word.type === "claim_made" && word.claimId === claimId);
    return fill(t.replay.confirmed, { text: kept?.text ?? "" });
  }
}
