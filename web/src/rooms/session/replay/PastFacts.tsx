import type { PastSession } from "../../../api/signals.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { deviceName } from "../../../i18n/in-words.ts";
import { ExportLinks } from "../ExportLinks.tsx";
import { LedgerTable } from "../LedgerTable.tsx";
import { coverageOf } from "./coverage.ts";

/** What is known of a past session as a whole, and what became of its samples. */
export function PastFacts({ session }: { session: PastSession }) {
  const { t, f } = useI18n();
  const { device, startedAt, from, to, clock, streams } = session;
  const covered = coverageOf(session);
  const rows: [string, string][] = [
    [t.session.device, deviceName(t, device)],
    [t.replay.started, f.dateTime(startedAt)],
    ...(from === null || to === null ? [] : ([[t.replay.length, f.length(to - from)]] as [string, string][])),
    ...(covered === undefined
      ? []
      : ([[t.session.coverage, f.percent(covered, covered < 1 && covered > 0.99 ? 2 : 0)]] as [
          string,
          string,
        ][])),
    [
      t.session.clockError,
      clock.errorMs === null
        ? t.replay.clockUnknown
        : clock.errorMs < 0.1
          ? t.session.clockErrorSmall
          : fill(t.session.clockErrorValue, { ms: f.number(clock.errorMs, 1) }),
    ],
  ];
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        {rows.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right break-words tabular-nums">{text}</dd>
          </div>
        ))}
      </dl>
      <LedgerTable
        ledger={streams.map(({ id, ledger }) => ({ stream: id, ...ledger }))}
        kindOf={(stream) => streams.find(({ id }) => id === stream)?.kind ?? 0}
      />
      <p className="mt-3 flex flex-wrap gap-3 text-sm">
        {t.replay.export} <ExportLinks sessionId={session.sessionId} startedAt={startedAt} />
      </p>
    </>
  );
}
