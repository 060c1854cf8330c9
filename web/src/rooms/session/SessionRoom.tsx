import { useMemo } from "react";
import { useFeed, usePortfolio } from "../../app/live.ts";
import { useFrameLoop } from "../../app/use-frame-loop.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { namesOf } from "../../portfolio/names.ts";
import { Panel } from "../../ui/Panel.tsx";
import { ActivityNote } from "./ActivityNote.tsx";
import { BodyTable } from "./BodyTable.tsx";
import { LedgerTable } from "./LedgerTable.tsx";
import { Player } from "./Player.tsx";
import { SessionCharts } from "./SessionCharts.tsx";
import { SessionFacts } from "./SessionFacts.tsx";
import { SessionList } from "./SessionList.tsx";
import { SessionWords } from "./SessionWords.tsx";
import { StreamTable } from "./StreamTable.tsx";
import { useLatency } from "./use-latency.ts";

/** One session in full: all its signals over one time axis, what became of every sample, and what the person says. */
export function SessionRoom() {
  const { t } = useI18n();
  const feed = useFeed();
  const { portfolio } = usePortfolio();
  const loop = useFrameLoop();
  const latency = useLatency(loop, feed.clockAhead);
  const names = useMemo(() => namesOf(portfolio, t), [portfolio, t]);
  const { signals, sessions, state } = feed;
  const info = signals === undefined ? undefined : sessions[signals.id];
  return (
    <>
      <h1 className="sr-only">{t.session.title}</h1>
      <div className="grid grid-cols-1 items-start gap-4 min-[70rem]:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <SessionCharts loop={loop} signals={signals} />
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Panel title={t.session.title}>
            <Player running={signals !== undefined && info?.endedAt === undefined} />
            {signals !== undefined && (
              <SessionFacts signals={signals} info={info} clockAhead={feed.clockAhead} latency={latency} />
            )}
            {signals !== undefined && signals.streams.size > 0 && <StreamTable signals={signals} />}
            {signals !== undefined && <ActivityNote signals={signals} />}
            {info?.ledger !== undefined && <LedgerTable ledger={info.ledger} signals={signals} />}
            {state !== undefined && signals !== undefined && <BodyTable body={state.body} />}
          </Panel>
          {signals !== undefined && (
            <SessionWords
              key={signals.id}
              sessionId={signals.id}
              info={info}
              projects={portfolio?.projects ?? []}
              names={names}
            />
          )}
          <SessionList sessions={sessions} current={signals?.id} />
        </div>
      </div>
    </>
  );
}
