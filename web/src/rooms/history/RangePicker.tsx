import { useState } from "react";
import { setQuery } from "../../app/router.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { localText } from "../../ui/local-time.ts";
import { besides, RANGES, type Range, type Span, spanOf } from "./ranges.ts";

interface RangePickerProps {
  asked: Range | Span;
  /** Undefined until something is loaded. */
  shown: Span | undefined;
}

/** Quick ranges, the time before and after, and two times of one's own; all of it in the address. */
export function RangePicker({ asked, shown }: RangePickerProps) {
  const { t } = useI18n();
  const custom = typeof asked !== "string";

  function move(by: 1 | -1): void {
    // From what was asked for, which may still be on its way.
    const now = Date.now();
    show(besides(custom ? asked : spanOf(asked, now), by, now));
  }

  return (
    <div className="mb-4 grid gap-3">
      <fieldset className="flex flex-wrap items-center gap-2">
        <legend className="sr-only">{t.history.range}</legend>
        {RANGES.map((range) => (
          <Button
            key={range}
            aria-pressed={asked === range}
            className="aria-pressed:border-carry aria-pressed:bg-carry-soft aria-pressed:font-semibold"
            onClick={() => setQuery({ range, from: undefined, to: undefined }, "push")}
          >
            {t.history.ranges[range]}
          </Button>
        ))}
      </fieldset>
      <div className="flex flex-wrap items-end gap-3">
        <Button disabled={asked === "all"} onClick={() => move(-1)}>
          {t.history.earlier}
        </Button>
        <Button disabled={!custom} onClick={() => move(1)}>
          {t.history.later}
        </Button>
        <details open={custom}>
          <summary className="w-fit py-2 text-sm text-muted">{t.history.own}</summary>
          {shown !== undefined && <Between key={`${shown.from} ${shown.to}`} {...shown} />}
        </details>
      </div>
    </div>
  );
}

function Between({ from, to }: Span) {
  const { t } = useI18n();
  const [start, setStart] = useState(() => localText(from));
  const [end, setEnd] = useState(() => localText(to));
  const [fault, setFault] = useState<string>();

  function submit(): void {
    const span = { from: timeIn(start, from), to: timeIn(end, to) };
    const fits = span.from >= 0 && span.from < Math.min(span.to, Date.now());
    setFault(fits ? undefined : t.history.ownFault);
    if (fits) show(span);
  }

  return (
    <form
      noValidate
      className="flex flex-wrap items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label={t.history.from}
        type="datetime-local"
        step={1}
        value={start}
        fault={fault}
        onChange={(event) => setStart(event.target.value)}
      />
      <Field
        label={t.history.to}
        type="datetime-local"
        step={1}
        value={end}
        onChange={(event) => setEnd(event.target.value)}
      />
      <Button type="submit" className="mt-6">
        {t.history.show}
      </Button>
    </form>
  );
}

/** The hour that comes twice when clocks are put back has one text: what was not changed is the time it was. */
function timeIn(text: string, before: number): number {
  return text === localText(before) ? before : new Date(text).getTime();
}

function show({ from, to }: Span): void {
  setQuery({ range: undefined, from: String(from), to: String(to) }, "push");
}
