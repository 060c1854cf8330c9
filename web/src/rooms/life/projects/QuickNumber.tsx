import { useId, useState, type FormEvent } from "react";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { numberIn } from "../../../editing/inputs.ts";

interface QuickNumberProps {
  label: string;
  /** Whose number it is, for a screen reader. */
  about: string;
  value: number;
  max: number;
  action: string;
  onSet: (value: number) => void;
}

/** One number that can be changed in place; Enter or the button sets it. */
export function QuickNumber({ label, about, value, max, action, onSet }: QuickNumberProps) {
  const { t } = useI18n();
  const id = useId();
  const [typed, setTyped] = useState<string>();

  function send(event: FormEvent): void {
    event.preventDefault();
    const next = typed === undefined ? undefined : numberIn(typed);
    setTyped(undefined);
    if (next !== undefined && Number.isFinite(next) && next !== value) onSet(next);
  }

  return (
    <form onSubmit={send} className="flex items-center gap-2 text-sm">
      <label htmlFor={id} className="text-muted">
        {label} <span className="sr-only">{about}</span>
      </label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={0}
        max={max}
        step="any"
        value={typed ?? String(value)}
        onChange={(event) => setTyped(event.target.value)}
        className="min-h-9 w-20 rounded-md border border-line-strong bg-raised px-2 text-right"
      />
      {typed !== undefined && (
        <Button type="submit" aria-label={fill(t.life.actionOn, { action, name: about })}>
          {action}
        </Button>
      )}
    </form>
  );
}
