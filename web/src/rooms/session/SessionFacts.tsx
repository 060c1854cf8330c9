import type { ReactNode } from "react";
import type { Latency } from "../../charts/latency.ts";
import type { SessionInfo } from "../../feed/session-info.ts";
import type { SessionSignals } from "../../feed/session-signals.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { deviceName } from "../../i18n/in-words.ts";
import { useNow } from "../../ui/use-now.ts";

interface SessionFactsProps {
  signals: SessionSignals | undefined;
  info: SessionInfo | undefined;
  /** What the server's clock is ahead of ours, ms. */
  clockAhead: number;
  latency?: Latency | undefined;
}

/** A session that brought nothing for this long is called silent, ms. */
const SILENT_MS = 5_000;
const TICK_MS = 500;

export function SessionFacts({ signals, info, clockAhead, latency }: SessionFactsProps) {
  const { t, f } = useI18n();
  const now = useNow(TICK_MS);
  const receivedAt = signals?.receivedAt;
  const silence = receivedAt === undefined ? undefined : Math.max(0, now + clockAhead - receivedAt);
  const coverage = coverageOf(signals);
  return (
    <dl className="mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      <Fact name={t.session.device}>{deviceName(t, info?.device ?? "")}</Fact>
      <Fact name={t.session.state}>{stateText()}</Fact>
      {silence !== undefined && info?.endedAt === undefined && (
        <Fact name={t.session.newest}>
          {fill(t.session.newestAge, { age: f.duration(silence + (signals?.ageWhenReceived ?? 0)) })}
        </Fact>
      )}
      {coverage !== undefined && (
        <Fact name={t.session.coverage}>
          <span title={t.session.coverageHint}>{f.percent(coverage)}</span>
        </Fact>
      )}
      {latency !== undefined && (
        <Fact name={t.session.latency}>
          {fill(t.session.latencyValue, { p50: f.duration(latency.p50), p99: f.duration(latency.p99) })}
        </Fact>
      )}
      {signals?.clockErrorMs !== undefined && (
        <Fact name={t.session.clockError}>
          {signals.clockErrorMs < 0.1
            ? t.session.clockErrorSmall
            : fill(t.session.clockErrorValue, { ms: f.number(signals.clockErrorMs, 1) })}
        </Fact>
      )}
      {signals?.sampleRate !== undefined && (
        <Fact name={t.session.sampleRate}>
          <span title={t.session.sampleRateHint}>{sampleRateText(signals.sampleRate)}</span>
        </Fact>
      )}
    </dl>
  );

  function sampleRateText({ hz, errorHz }: { hz: number; errorHz: number }): string {
    const digits = errorHz < 0.005 ? 3 : errorHz < 0.05 ? 2 : 1;
    const error = f.number(Math.max(errorHz, 10 ** -digits), digits);
    return fill(t.session.sampleRateValue, { hz: f.number(hz, digits), error });
  }

  function stateText(): string {
    if (info?.endedAt !== undefined) return fill(t.session.ended, { time: f.time(info.endedAt) });
    return silence !== undefined && silence < SILENT_MS ? t.session.receiving : t.session.quiet;
  }
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="text-right break-words tabular-nums">{children}</dd>
    </>
  );
}

/** Of the newest 1 s window, over its motion features. */
function coverageOf(signals: SessionSignals | undefined): number | undefined {
  const newest =
    signals?.features.get("enmo") ?? signals?.features.get("move") ?? signals?.features.get("hr");
  return newest?.latest?.feature.coverage;
}
