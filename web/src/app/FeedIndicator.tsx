import { useEffect, useState } from "react";
import type { FeedStatus } from "../feed/connection.ts";
import { fill } from "../i18n/fill.ts";
import { useI18n } from "../i18n/i18n.ts";
import { Button } from "../ui/Button.tsx";
import { Menu } from "../ui/Menu.tsx";
import { useFeed, useLive, usePortfolio } from "./live.ts";

const DOTS: Record<FeedStatus["kind"], string> = {
  live: "bg-good",
  connecting: "bg-line-strong",
  catching_up: "bg-line-strong",
  waiting: "bg-hold",
  offline: "bg-hold",
  signed_out: "bg-bad",
  deleted: "bg-bad",
  refused: "bg-bad",
  stopped: "bg-line-strong",
};

/** From here on a clock is wrong, not only late, ms. */
const CLOCK_OFF_MS = 60_000;

/** Whether what is seen is live, and what was left out because the screen was slow. */
export function FeedIndicator() {
  const { t, f } = useI18n();
  const { reconnect } = useLive();
  const { status, dropped, back, clockAhead } = useFeed();
  const { waiting } = usePortfolio();
  const left = dropped.blocks + dropped.windows;
  return (
    <div className="flex flex-wrap items-center gap-x-2 text-sm" data-feed={status.kind}>
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${DOTS[status.kind]}`} />
      <output aria-label={t.feed.label}>
        <StatusText status={status} />
      </output>
      {(status.kind === "waiting" || status.kind === "offline") && (
        <Button kind="quiet" onClick={reconnect}>
          {t.feed.retryNow}
        </Button>
      )}
      {waiting > 0 && <span className="text-hold">{f.plural(t.feed.waitingEdits, waiting)}</span>}
      {back !== undefined && (
        <Menu name={fill(t.feed.back, { time: f.duration(back.awayMs) })}>
          <p>{f.plural(t.feed.backEvents, back.events)}</p>
          <p>{t.feed.backHint}</p>
        </Menu>
      )}
      {Math.abs(clockAhead) > CLOCK_OFF_MS && (
        <Menu name={t.feed.clock} className="text-hold">
          <p>
            {fill(clockAhead > 0 ? t.feed.clockBehind : t.feed.clockAhead, {
              time: f.duration(Math.abs(clockAhead)),
            })}
          </p>
        </Menu>
      )}
      {left > 0 && (
        <Menu name={fill(t.feed.droppedShort, { count: f.number(left, 0) })} className="text-hold">
          <p>
            {fill(t.feed.dropped, {
              blocks: f.number(dropped.blocks, 0),
              windows: f.number(dropped.windows, 0),
            })}
          </p>
        </Menu>
      )}
    </div>
  );
}

function StatusText({ status }: { status: FeedStatus }) {
  const { t } = useI18n();
  switch (status.kind) {
    case "live":
      return t.feed.live;
    case "connecting":
      return t.feed.connecting;
    case "catching_up":
      return t.feed.catchingUp;
    case "waiting":
      return <Countdown until={status.retryAt} />;
    case "offline":
      return t.feed.offline;
    case "refused":
      return <span title={fill(t.feed.refusedHint, { reason: status.reason })}>{t.feed.refused}</span>;
    case "signed_out":
    case "deleted":
    case "stopped":
      return t.feed.stopped;
  }
}

function Countdown({ until }: { until: number }) {
  const { t } = useI18n();
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return fill(t.feed.waiting, { seconds: Math.max(0, Math.ceil((until - now) / 1_000)) });
}
