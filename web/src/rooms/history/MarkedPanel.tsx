import type { Marker } from "../../api/signals.ts";
import { Link } from "../../app/Link.tsx";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import type { Resource } from "../../ui/use-resource.ts";

/** The markers of this time; each leads to its moment in the replay. Nothing where there are none. */
export function MarkedPanel({ marked: { value, error, reload } }: { marked: Resource<readonly Marker[]> }) {
  const { t, f } = useI18n();
  if (error === undefined && (value === undefined || value.length === 0)) return null;
  return (
    <Panel title={t.history.markers}>
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      <ol className="max-h-72 overflow-y-auto text-sm">
        {value?.map(({ sessionId, id, t: time, at, name, note }) => (
          <li key={`${sessionId} ${id}`} className="border-b border-line py-1.5 last:border-0">
            <Link
              to={`/session?session=${sessionId}&at=${Math.round(time)}`}
              className="text-carry underline underline-offset-4"
            >
              <time className="tabular-nums" dateTime={new Date(at).toISOString()}>
                {f.dateTime(at)}
              </time>{" "}
              <span className="font-medium break-words">{name}</span>
            </Link>
            {note !== "" && <p className="break-words text-muted">{note}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
