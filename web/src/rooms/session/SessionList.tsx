import type { SessionInfo, SessionInfos } from "../../feed/session-info.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";

const SHOWN = 12;
const FORMATS = [
  { format: "csv", name: "CSV" },
  { format: "parquet", name: "Parquet" },
  { format: "mcap", name: "MCAP" },
];

/** The person's sessions, newest first. */
export function SessionList({ sessions, current }: { sessions: SessionInfos; current: string | undefined }) {
  const { t, f } = useI18n();
  const list = Object.values(sessions)
    .sort((a, b) => b.startedAt - a.startedAt)
    .slice(0, SHOWN);
  return (
    <Panel title={t.session.all}>
      {list.length === 0 && <p className="text-muted">{t.session.noSessions}</p>}
      <ol className="text-sm">
        {list.map((session) => (
          <li
            key={session.sessionId}
            aria-current={session.sessionId === current ? "true" : undefined}
            className="flex flex-wrap justify-between gap-x-3 border-b border-line py-1.5 last:border-0 aria-current:font-medium"
          >
            <time dateTime={new Date(session.startedAt).toISOString()}>{f.dateTime(session.startedAt)}</time>
            <span>{session.device || t.session.unknownDevice}</span>
            <span className="basis-full text-muted">{lengthText(session)}</span>
            <span className="flex gap-3">
              {FORMATS.map(({ format, name }) => (
                <a
                  key={format}
                  href={`/api/sessions/${encodeURIComponent(session.sessionId)}/export?format=${format}`}
                  download
                  aria-label={fill(t.session.download, { format: name, time: f.dateTime(session.startedAt) })}
                  className="text-carry underline underline-offset-4"
                >
                  {name}
                </a>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );

  function lengthText({ startedAt, endedAt, ledger }: SessionInfo): string {
    if (endedAt === undefined) return t.session.open;
    const length = fill(t.session.lasted, { length: f.duration(endedAt - startedAt) });
    if (ledger === undefined) return length;
    const lost = ledger.reduce((sum, { dropped, outstanding }) => sum + dropped + outstanding, 0);
    return `${length}, ${lost === 0 ? t.session.complete : f.plural(t.signals.missing, lost)}`;
  }
}
