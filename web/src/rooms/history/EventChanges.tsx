import { useCallback } from "react";
import { getChanges } from "../../api/history.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import type { Names } from "../../portfolio/names.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Scrollable } from "../../ui/Scrollable.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { useRested } from "../../ui/use-rested.ts";
import { eventText } from "../now/event-text.ts";

interface EventChangesProps {
  userId: string;
  /** ms */
  from: number;
  to: number;
  names: Names;
}

/** What each event of a time did to η, newest first. */
export function EventChanges({ userId, from, to, names }: EventChangesProps) {
  const { t, f } = useI18n();
  const since = useRested(from);
  const load = useCallback(() => getChanges(userId, since, to), [userId, since, to]);
  const { value, error, reload } = useResource(load);
  return (
    <Panel title={t.history.byEvent}>
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {value?.changes.length === 0 && <p className="text-sm text-muted">{t.history.noEvents}</p>}
      <Scrollable label={t.history.events} className="max-h-96 overflow-y-auto">
        <ol className="text-sm">
          {value?.changes.toReversed().map(({ seq, at, actor, type, payload, count, change }) => (
            <li
              key={seq}
              className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-b border-line py-1.5 last:border-0"
            >
              <time
                className="col-span-2 text-xs text-muted tabular-nums"
                dateTime={new Date(at).toISOString()}
              >
                {f.dateTime(at)}
              </time>
              <span className="break-words">
                {type === "window_recorded"
                  ? f.plural(t.events.windows, count)
                  : eventText(
                      { userId, seq, actor, type, at, commandId: "", machineVersion: 0, payload },
                      names,
                      t,
                      f,
                    )}
              </span>
              <span className="tabular-nums">{change === null ? "–" : f.points(change)}</span>
            </li>
          ))}
        </ol>
      </Scrollable>
      {value !== undefined && value.left > 0 && (
        <p className="mt-2 text-sm text-muted">{fill(t.history.left, { count: f.number(value.left, 0) })}</p>
      )}
    </Panel>
  );
}
