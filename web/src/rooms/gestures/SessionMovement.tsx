import { useCallback, useMemo, useState } from "react";
import type { Gesture } from "../../api/gestures.ts";
import { getBlocks, getOverview, type PastSession, type Span } from "../../api/signals.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { useRested } from "../../ui/use-rested.ts";
import { rotationOf, turnsFromAfar, turnsIn, type RotationStream, type Turn } from "./movement.ts";
import { MarkGesture } from "./MarkGesture.tsx";
import { TurnChart } from "./TurnChart.tsx";

/** As much is shown closely, ms. */
const CLOSE = 12_000;
const POINTS = 600;

interface SessionMovementProps {
  userId: string;
  session: PastSession;
  known: readonly Gesture[];
  onShown: () => void;
}

interface Afar extends Span {
  rotation: RotationStream;
  turns: readonly Turn[];
  step: number;
}

/** The whole session from afar, and some seconds of it closely. */
export function SessionMovement({ userId, session, known, onShown }: SessionMovementProps) {
  const { t } = useI18n();
  const { sessionId } = session;
  const load = useCallback(async (): Promise<Afar | undefined> => {
    const rotation = rotationOf(session);
    const overview = await getOverview({ userId, sessionId }, undefined, POINTS);
    if (rotation === undefined || overview.first === null || overview.last === null) return undefined;
    const turns = turnsFromAfar(overview, rotation);
    return { rotation, turns, step: overview.step, from: overview.first, to: overview.last };
  }, [userId, session, sessionId]);
  const { value: afar, error, reload } = useResource(load);
  if (error !== undefined) return <ErrorNotice error={error} onRetry={reload} />;
  if (afar === undefined) return <output className="mt-3 block">{t.app.loading}</output>;
  return <Closer userId={userId} sessionId={sessionId} afar={afar} known={known} onShown={onShown} />;
}

interface CloserProps {
  userId: string;
  sessionId: string;
  afar: Afar;
  known: readonly Gesture[];
  onShown: () => void;
}

function Closer({ userId, sessionId, afar, known, onShown }: CloserProps) {
  const { t, f } = useI18n();
  const { rotation, turns, from, to } = afar;
  // It begins where the device turned fastest.
  const fastest = turns.reduce((best, turn) => (turn.speed > best.speed ? turn : best), {
    t: from,
    speed: 0,
  });
  const [around, setAround] = useState(() => Math.floor(fastest.t));
  const rested = useRested(around);
  const [name, setName] = useState("");
  const close = useMemo((): Span => {
    const begin = Math.max(Math.floor(from), Math.min(rested - CLOSE / 2, Math.ceil(to) - CLOSE));
    return { from: begin, to: Math.min(Math.ceil(to), begin + CLOSE) };
  }, [rested, from, to]);
  const load = useCallback(async () => {
    const early = { from: close.from - 1_000, to: close.to };
    const blocks = await getBlocks({ userId, sessionId }, early, new AbortController().signal);
    return { close, around: rested, turns: turnsIn(blocks, rotation, close) };
  }, [userId, sessionId, rotation, close, rested]);
  const { value, error, reload } = useResource(load);
  return (
    <div className="mt-4 grid gap-4">
      <div>
        <TurnChart
          turns={turns}
          span={{ from, to }}
          gap={2 * afar.step}
          marked={close}
          label={fill(t.gestures.afar, { from: f.time(from), to: f.time(to) })}
        />
        <Slider
          label={t.gestures.around}
          min={Math.floor(from)}
          max={Math.ceil(to)}
          step={500}
          value={around}
          text={f.time(around)}
          hint={t.gestures.aroundHint}
          onChange={setAround}
        />
      </div>
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {value === undefined && error === undefined && <output>{t.app.loading}</output>}
      {value !== undefined && value.turns.length === 0 && (
        <p className="text-sm text-muted">{t.gestures.noSamples}</p>
      )}
      {value !== undefined && value.turns.length > 0 && (
        <MarkGesture
          key={value.around}
          userId={userId}
          sessionId={sessionId}
          close={value.close}
          around={value.around}
          turns={value.turns}
          known={known}
          name={name}
          onName={setName}
          onShown={onShown}
        />
      )}
    </div>
  );
}
