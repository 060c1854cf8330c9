import { useCallback, useId, useState, type FormEvent } from "react";
import { showGesture, type Alike, type Gesture } from "../../api/gestures.ts";
import type { Span } from "../../api/signals.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { useAction } from "../../ui/use-action.ts";
import { LEAST, likelyGesture, MOST, surely, type Turn } from "./movement.ts";
import { TurnChart } from "./TurnChart.tsx";

const STEP = 50;

interface MarkGestureProps {
  userId: string;
  sessionId: string;
  close: Span;
  /** Where somebody looks, ms. */
  around: number;
  turns: readonly Turn[];
  known: readonly Gesture[];
  /** It stays when somebody looks elsewhere. */
  name: string;
  onName: (name: string) => void;
  onShown: () => void;
}

/** Where in these seconds the gesture begins and how long it takes, and what it is called. */
export function MarkGesture(props: MarkGestureProps) {
  const { userId, sessionId, close, around, turns, known, name, onName, onShown } = props;
  const { t, f } = useI18n();
  const list = useId();
  const [marked, setMarked] = useState<Span>(() => {
    const { from, to } = likelyGesture(turns, around) ?? { from: around, to: around + 2_000 };
    return { from: Math.max(from, close.from), to };
  });
  const [fault, setFault] = useState<string>();
  const [shown, setShown] = useState<{ name: string; alike: Alike }>();
  const length = marked.to - marked.from;
  const showing = useAction(
    useCallback(
      async (gesture: string, span: Span) => {
        const alike = await showGesture(userId, { gesture, sessionId, ...span });
        setShown({ name: gesture, alike });
        onShown();
      },
      [userId, sessionId, onShown],
    ),
  );

  function send(event: FormEvent): void {
    event.preventDefault();
    const gesture = name.trim();
    setFault(gesture === "" ? t.gestures.nameMissing : undefined);
    setShown(undefined);
    if (gesture !== "" && !showing.running) showing.run(gesture, marked);
  }

  return (
    <form noValidate onSubmit={send} data-around={around} className="grid gap-3">
      <TurnChart
        turns={turns}
        span={close}
        gap={100}
        marked={marked}
        label={fill(t.gestures.closely, { from: f.timeFine(marked.from), to: f.timeFine(marked.to) })}
      />
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        <Slider
          label={t.gestures.begins}
          min={close.from}
          max={close.to - LEAST}
          step={STEP}
          value={marked.from}
          text={f.timeFine(marked.from)}
          onChange={(from) => setMarked({ from, to: from + length })}
        />
        <Slider
          label={t.gestures.takes}
          min={LEAST}
          max={MOST}
          step={STEP}
          value={length}
          text={`${f.number(length / 1_000, 2)} s`}
          onChange={(takes) => setMarked({ from: marked.from, to: marked.from + takes })}
        />
      </div>
      <div className="max-w-md">
        <Field
          label={t.gestures.name}
          hint={t.gestures.nameHint}
          fault={fault}
          value={name}
          maxLength={40}
          list={list}
          autoComplete="off"
          onChange={(event) => onName(event.target.value)}
        />
        <datalist id={list}>
          {known.map(({ gesture }) => (
            <option key={gesture} value={gesture}>
              {gesture}
            </option>
          ))}
        </datalist>
      </div>
      {showing.error !== undefined && <ErrorNotice error={showing.error} />}
      <Button type="submit" className="w-fit" disabled={showing.running}>
        {t.gestures.show}
      </Button>
      <output className="text-sm">{shown === undefined ? "" : answerText(shown)}</output>
    </form>
  );

  function answerText({ name: gesture, alike }: { name: string; alike: Alike }): string {
    const kept = fill(t.gestures.kept, { name: gesture });
    if (alike === null) return kept;
    const said = alike.isSure
      ? fill(t.gestures.wouldSay, { name: alike.gesture, confidence: f.percent(surely(alike.confidence)) })
      : t.gestures.wouldSayNothing;
    return `${kept} ${said}`;
  }
}
