import { useMemo } from "react";
import { useFeed, useLive, usePortfolio } from "../../app/live.ts";
import { useFrameLoop } from "../../app/use-frame-loop.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { EscapePanel } from "./EscapePanel.tsx";
import { EventsPanel } from "./EventsPanel.tsx";
import { FirstSteps } from "./FirstSteps.tsx";
import { ForcesPanel } from "./ForcesPanel.tsx";
import { namesOf } from "../../portfolio/names.ts";
import { PartsPanel } from "./PartsPanel.tsx";
import { SessionPanel } from "./SessionPanel.tsx";
import { SignalsPanel } from "./SignalsPanel.tsx";
import { LiveMarkers } from "../session/LiveMarkers.tsx";
import { StartPanel } from "./StartPanel.tsx";

/** Where the life is heading now, and what the body says, live. */
export function NowRoom() {
  const { t } = useI18n();
  const live = useLive();
  const feed = useFeed();
  const { portfolio, error } = usePortfolio();
  const loop = useFrameLoop();
  const names = useMemo(() => namesOf(portfolio, t), [portfolio, t]);
  const empty = portfolio !== undefined && portfolio.goals.length === 0 && portfolio.projects.length === 0;
  const state = empty ? undefined : feed.state;
  const isLive = feed.signals !== undefined && feed.sessions[feed.signals.id]?.endedAt === undefined;
  return (
    <>
      <h1 className="sr-only">{t.app.now}</h1>
      {error !== undefined && portfolio === undefined && (
        <div className="mb-4">
          <ErrorNotice error={error} onRetry={() => void live.portfolio.load()} />
        </div>
      )}
      <div className="room-now">
        {empty ? <StartPanel /> : <EscapePanel state={feed.state} names={names} />}
        <div className="room-now-side">
          <div className="grid min-w-0 grid-cols-1 gap-4">
            <FirstSteps />
            <SessionPanel feed={feed} />
            {isLive && feed.signals !== undefined && <LiveMarkers loop={loop} signals={feed.signals} />}
          </div>
          {state !== undefined && <PartsPanel state={state} names={names} />}
          <EventsPanel events={feed.events} names={names} />
        </div>
        <SignalsPanel loop={loop} signals={feed.signals} />
        {state !== undefined && <ForcesPanel state={state} names={names} />}
      </div>
    </>
  );
}
