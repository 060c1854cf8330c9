import type { PastSession } from "../../api/signals.ts";
import { Link } from "../../app/Link.tsx";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { deviceName } from "../../i18n/in-words.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import type { Resource } from "../../ui/use-resource.ts";
import { ExportLinks } from "./ExportLinks.tsx";
import { coverageOf } from "./replay/coverage.ts";

interface PastSessionsProps {
  sessions: Resource<readonly PastSession[]>;
  /** The one that is shown. */
  current: string | undefined;
}

/** The person's sessions, newest first: when, how long, how much of it is here; each can be replayed. */
export function PastSessions({ sessions, current }: PastSessionsProps) {
  const { t, f } = useI18n();
  const { value, error, reload } = sessions;
  return (
    <Panel title={t.session.all}>
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {value?.length === 0 && <p className="text-muted">{t.session.noSessions}</p>}
      <ol className="max-h-[26rem] overflow-y-auto text-sm">
        {value?.map((session) => (
          <li
            key={session.sessionId}
            className="flex flex-wrap justify-between gap-x-3 border-b border-line py-1.5 last:border-0"
          >
            <Link
              to={`/session?session=${session.sessionId}`}
              current={session.sessionId === current}
              className="text-carry underline underline-offset-4 aria-[current=page]:font-semibold"
            >
              <time dateTime={new Date(session.startedAt).toISOString()}>
                {f.dateTime(session.startedAt)}
              </time>
            </Link>
            <span>{deviceName(t, session.device)}</span>
            <span className="basis-full text-muted">{detailOf(session)}</span>
            <ExportLinks sessionId={session.sessionId} startedAt={session.startedAt} />
          </li>
        ))}
      </ol>
    </Panel>
  );

  function detailOf(session: PastSession): string {
    const { from, to, endedAt, streams } = session;
    if (from === null || to === null) return t.replay.empty;
    const covered = coverageOf(session);
    const lost = streams.reduce((sum, { ledger }) => sum + ledger.dropped + ledger.outstanding, 0);
    const parts = [
      f.length(to - from),
      ...(endedAt === null ? [t.session.open] : []),
      ...(covered === undefined
        ? []
        : [fill(t.replay.coveredShort, { coverage: f.percent(covered, lost > 0 ? 1 : 0) })]),
      ...(lost === 0 ? [] : [f.plural(t.signals.missing, lost)]),
    ];
    return parts.join(", ");
  }
}
