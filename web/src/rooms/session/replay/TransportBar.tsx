import { SPEEDS, type Transport } from "../../../replay/transport.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Slider } from "../../../ui/Slider.tsx";
import { SPANS, type SpanName } from "./spans.ts";
import { useCursor, useHand } from "./use-transport.ts";

interface TransportBarProps {
  transport: Transport;
  span: SpanName;
  onSpan: (span: SpanName) => void;
  onHelp: () => void;
}

const CURSOR_MS = 50;

/** Play, scrub, speed, loop and how much is shown. */
export function TransportBar({ transport, span, onSpan, onHelp }: TransportBarProps) {
  const { t, f } = useI18n();
  const { playing, speed, loop } = useHand(transport);
  const { first, last } = transport;
  const speeds = SPEEDS.map(String);
  return (
    <div className="mb-4 grid gap-2">
      <Scrub transport={transport} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <Button kind="primary" onClick={() => transport.toggle()}>
          {playing ? t.replay.pause : t.replay.play}
        </Button>
        <Select
          label={t.session.speed}
          value={String(speed)}
          options={speeds.map((value) => ({
            value,
            text: fill(t.session.speedTimes, { speed: f.number(Number(value), speedDigits(value)) }),
          }))}
          onChange={(value) => transport.setSpeed(Number(value))}
        />
        <Select
          label={t.session.span}
          value={span}
          options={SPANS.map(({ name }) => ({ value: name, text: t.replay.spans[name] }))}
          onChange={onSpan}
        />
        <Button kind="quiet" onClick={() => transport.markLoop("from")}>
          {t.replay.loopFrom}
        </Button>
        <Button kind="quiet" onClick={() => transport.markLoop("to")}>
          {t.replay.loopTo}
        </Button>
        {loop !== undefined && (
          <Button kind="quiet" onClick={() => transport.setLoop(undefined)}>
            {t.replay.loopEnd}
          </Button>
        )}
        <Button kind="quiet" onClick={onHelp}>
          {t.replay.keys}
        </Button>
      </div>
      {loop !== undefined && (
        <p className="text-sm text-muted">
          {fill(t.replay.looping, { from: f.time(loop.from * 1_000), to: f.time(loop.to * 1_000) })}
        </p>
      )}
      <p className="sr-only">
        {fill(t.replay.extent, { from: f.dateTime(first * 1_000), to: f.dateTime(last * 1_000) })}
      </p>
    </div>
  );
}

function Scrub({ transport }: { transport: Transport }) {
  const { t, f } = useI18n();
  const { first, last } = transport;
  const cursor = useCursor(transport, CURSOR_MS, true);
  const text = fill(t.replay.position, {
    time: f.dateTime(cursor * 1_000),
    at: f.length((cursor - first) * 1_000),
    length: f.length((last - first) * 1_000),
  });
  return (
    <Slider
      label={t.session.scrub}
      min={0}
      max={last - first}
      step={0.05}
      value={cursor - first}
      text={text}
      onChange={(offset) => transport.seek(first + offset)}
    />
  );
}

function speedDigits(speed: string): number {
  return speed.split(".")[1]?.length ?? 0;
}
