import { useCallback, useEffect, useMemo } from "react";
import { getPastSessions, type PastSession } from "../../api/signals.ts";
import { useFeed, usePortfolio } from "../../app/live.ts";
import { useQuery } from "../../app/router.ts";
import { useFrameLoop } from "../../app/use-frame-loop.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { namesOf } from "../../portfolio/names.ts";
import { Lock } from "../../travel/Lock.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useResource, type Resource } from "../../ui/use-resource.ts";
import { ActivityNote } from "./ActivityNote.tsx";
import { BodyTable } from "./BodyTable.tsx";
import { LedgerTable } from "./LedgerTable.tsx";
import { LiveMarkers } from "./LiveMarkers.tsx";
import { PastSessions } from "./PastSessions.tsx";
import { Player } from "./Player.tsx";
import { ReplayRoom } from "./replay/ReplayRoom.tsx";
import { SessionCharts } from "./SessionCharts.tsx";
import { SessionFacts } from "./SessionFacts.tsx";
import { SessionWords } from "./SessionWords.tsx";
import { StreamTable } from "./StreamTable.tsx";
import { useLatency } from "./use-latency.ts";

/** A session, live or past: all its signals over one time axis, what became of every sample, and what the person says. */
export function SessionRoom() {
  const { t } = useI18n();
  const { userId, signals, sessions: known } = useFeed();
  const sessionId = useQuery().get("session") ?? undefined;
  const running = signals?.id;
  const ended = running === undefined ? undefined : known[running]?.endedAt;
  const load = useCallback(async () => (userId === undefined ? [] : getPastSessions(userId)), [userId]);
  const sessions = useResource(load);
  const { reload } = sessions;
  // A session that begins or ends is in the list when it is asked for again.
  useEffect(() => {
    if (running !== undefined || ended !== undefined) reload();
  }, [running, ended, reload]);
  return (
    <>
      <h1 className="sr-only">{t.session.title}</h1>
      {sessionId === undefined ? (
        <LiveSession sessions={sessions} />
      ) : (
        <ReplayRoom key={sessionId} sessionId={sessionId} sessions={sessions} />
      )}
    </>
  );
}

function LiveSession({ sessions: past }: { sessions: Resource<readonly PastSession[]> }) {
  const { t } = useI18n();
  const feed = useFeed();
  const { portfolio } = usePortfolio();
  const loop = useFrameLoop();
  const latency = useLatency(loop, feed.clockAhead);
  const names = useMemo(() => namesOf(portfolio, t), [portfolio, t]);
  const { signals, sessions, state } = feed;
  const info = signals === undefined ? undefined : sessions[signals.id];
  return (
    <div className="grid grid-cols-1 items-start gap-4 min-[70rem]:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <SessionCharts loop={loop} signals={signals} />
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <Panel title={t.session.title}>
          <Lock>
            <Player running={signals !== undefined && info?.endedAt === undefined} />
          </Lock>
          {signals !== undefined && (
            <SessionFacts signals={signals} info={info} clockAhead={feed.clockAhead} latency={latency} />
          )}
          {signals !== undefined && signals.streams.size > 0 && <StreamTable signals={signals} />}
          {signals !== undefined && <ActivityNote signals={signals} />}
          {info?.ledger !== undefined && (
            <LedgerTable
              ledger={info.ledger}
              kindOf={(stream) => signals?.streams.get(stream)?.stream.kind ?? 0}
            />
          )}
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
        {signals !== undefined && <LiveMarkers loop={loop} signals={signals} />}
        <PastSessions sessions={past} current={undefined} />
      </div>
    </div>
  );
}
