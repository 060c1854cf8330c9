import { useCallback, useEffect, useMemo, useState } from "react";
import type { Marker, PastSession } from "../../../api/signals.ts";
import { toApiError } from "../../../api/http.ts";
import { useFeed, usePortfolio } from "../../../app/live.ts";
import { Link } from "../../../app/Link.tsx";
import { setQuery, useQuery } from "../../../app/router.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { namesOf } from "../../../portfolio/names.ts";
import type { Tape } from "../../../replay/tape.ts";
import { useThen } from "../../../travel/use-then.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import type { Resource } from "../../../ui/use-resource.ts";
import { PastSessions } from "../PastSessions.tsx";
import { AtCursor } from "./AtCursor.tsx";
import { commonNames, shiftOf } from "./compare.ts";
import { ComparePanel } from "./ComparePanel.tsx";
import { isElsewhere, onReplayKey } from "./keys.ts";
import { KeysDialog } from "./KeysDialog.tsx";
import { MarkersPanel } from "./MarkersPanel.tsx";
import { PastFacts } from "./PastFacts.tsx";
import { ReplayCharts } from "./ReplayCharts.tsx";
import { SaidPanel } from "./SaidPanel.tsx";
import { nextSpan, secondsOf, spanNamed } from "./spans.ts";
import { TransportBar } from "./TransportBar.tsx";
import { useAddress } from "./use-address.ts";
import { useMarkers } from "./use-markers.ts";
import { useReplayLoop, useTape } from "./use-tape.ts";

interface ReplayRoomProps {
  sessionId: string;
  sessions: Resource<readonly PastSession[]>;
}

const ASK_AGAIN_MS = 2_000;
const MOST_TRIES = 30;

/** A past session on the screen of the live one: a cursor that all charts share goes through all of it. */
export function ReplayRoom({ sessionId, sessions }: ReplayRoomProps) {
  const { t } = useI18n();
  const { userId } = useFeed();
  const { value, error, reload } = useTape(userId, sessionId);
  // A session that has just come is summed up within seconds.
  const [tries, setTries] = useState(0);
  const coming =
    value !== undefined &&
    value.tape === undefined &&
    tries < MOST_TRIES &&
    value.session.streams.some(({ ledger }) => ledger.stored > 0);
  useEffect(() => {
    if (!coming) return;
    const timer = setInterval(() => {
      setTries((count) => count + 1);
      reload();
    }, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [coming, reload]);
  if (value?.tape !== undefined && userId !== undefined) {
    return <Replay key={sessionId} tape={value.tape} userId={userId} sessions={sessions} />;
  }
  return (
    <div className="grid grid-cols-1 items-start gap-4 min-[70rem]:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <Panel title={t.replay.title} aside={<BackToLive />}>
        {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
        {(value === undefined || coming) && error === undefined && <output>{t.app.loading}</output>}
        {value !== undefined && !coming && <p className="text-muted">{t.replay.empty}</p>}
      </Panel>
      <PastSessions sessions={sessions} current={sessionId} />
    </div>
  );
}

function BackToLive() {
  const { t } = useI18n();
  return (
    <Link to="/session" className="text-sm text-carry underline underline-offset-4">
      {t.replay.toLive}
    </Link>
  );
}

interface ReplayProps {
  tape: Tape;
  userId: string;
  sessions: Resource<readonly PastSession[]>;
}

function Replay({ tape, userId, sessions }: ReplayProps) {
  const { t, f } = useI18n();
  const { portfolio } = usePortfolio();
  const names = useMemo(() => namesOf(portfolio, t), [portfolio, t]);
  const query = useQuery();
  const { session } = tape;
  const loop = useReplayLoop(tape, secondsIn(query.get("at")));
  const { transport } = loop;
  useAddress(transport);
  const span = spanNamed(query.get("span"));
  const shown = secondsOf(span, transport.last - transport.first);
  const markers = useMarkers(userId, session.sessionId);
  const otherId = query.get("with") ?? undefined;
  const align = query.get("align") ?? undefined;
  const other = useTape(userId, otherId);
  const otherMarkers = useMarkers(userId, otherId);
  const otherTape = other.value?.tape;
  const [adding, setAdding] = useState(false);
  const locked = useThen() !== undefined;
  const [help, setHelp] = useState(false);

  useEffect(() => {
    const starts = { a: tape.first, b: otherTape?.first ?? 0 };
    const compared =
      otherTape === undefined
        ? undefined
        : { tape: otherTape, shift: shiftOf(starts, { a: markers.list, b: otherMarkers.list }, align) };
    loop.show(shown, markers.marks, compared);
    return otherTape?.subscribe(() => loop.wake());
  }, [loop, tape, shown, markers.list, markers.marks, otherMarkers.list, otherTape, align]);

  const jump = useCallback(
    (by: 1 | -1) => {
      const here = transport.cursor * 1_000;
      const next =
        by > 0
          ? markers.list.find((marker) => marker.t > here + 1)
          : markers.list.findLast((marker) => marker.t < here - 1);
      if (next !== undefined) transport.seek(next.t / 1_000);
    },
    [transport, markers.list],
  );

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isElsewhere(event)) return;
      const known = onReplayKey(event.key, event.shiftKey, {
        transport,
        zoom: (by) => setQuery({ span: nextSpan(span, by) }, "replace"),
        jump,
        mark: () => locked || setAdding(true),
        help: () => setHelp(true),
      });
      if (known) event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [transport, span, jump, locked]);

  const onJump = useCallback((marker: Marker) => transport.seek(marker.t / 1_000), [transport]);
  return (
    <div className="grid grid-cols-1 items-start gap-4 min-[70rem]:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <Panel title={fill(t.replay.of, { time: f.dateTime(session.startedAt) })} aside={<BackToLive />}>
        <TransportBar
          transport={transport}
          span={span}
          onSpan={(name) => setQuery({ span: name }, "replace")}
          onHelp={() => setHelp(true)}
        />
        {tape.error !== undefined && <ErrorNotice error={toApiError(tape.error)} />}
        <ReplayCharts loop={loop} span={shown} />
      </Panel>
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <AtCursor loop={loop} userId={userId} />
        <MarkersPanel
          markers={markers}
          now={() => transport.cursor * 1_000}
          adding={adding}
          onAdding={setAdding}
          onJump={onJump}
        />
        <SaidPanel userId={userId} sessionId={session.sessionId} names={names} />
        <Panel title={t.session.title}>
          <PastFacts session={session} />
        </Panel>
        <ComparePanel
          sessions={sessions.value ?? []}
          current={tape}
          other={otherTape}
          otherId={otherId}
          onOther={(id) => setQuery({ with: id, align: undefined }, "push")}
          names={commonNames(markers.list, otherMarkers.list)}
          align={align}
          onAlign={(name) => setQuery({ align: name }, "replace")}
        />
        <PastSessions sessions={sessions} current={session.sessionId} />
      </div>
      {help && <KeysDialog onClose={() => setHelp(false)} />}
    </div>
  );
}

/** ms of the address, as s. */
function secondsIn(text: string | null): number | undefined {
  const ms = text === null ? Number.NaN : Number(text);
  return Number.isFinite(ms) ? ms / 1_000 : undefined;
}
