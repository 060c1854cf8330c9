import { useState } from "react";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { eventLines } from "./event-text.ts";
import type { Names } from "../../portfolio/names.ts";

const SHOWN = 8;

export function EventsPanel({ events, names }: { events: readonly EventRecord[]; names: Names }) {
  const { t, f } = useI18n();
  const [all, setAll] = useState(false);
  const lines = eventLines(events, names, t, f);
  const shown = all ? lines : lines.slice(0, SHOWN);
  return (
    <Panel title={t.events.title}>
      {lines.length === 0 && <p className="text-muted">{t.events.none}</p>}
      <ol className="text-sm">
        {shown.map(({ seq, at, text }) => (
          <li
            key={seq}
            className="grid grid-cols-[4.6rem_minmax(0,1fr)] gap-x-2 border-b border-line py-1.5 last:border-0"
          >
            <time dateTime={new Date(at).toISOString()} title={f.dateTime(at)} className="text-muted">
              {f.time(at)}
            </time>
            <span className="break-words">{text}</span>
          </li>
        ))}
      </ol>
      {lines.length > SHOWN && !all && (
        <Button kind="quiet" className="mt-1 text-sm" onClick={() => setAll(true)}>
          {fill(t.events.more, { count: lines.length - SHOWN })}
        </Button>
      )}
    </Panel>
  );
}
