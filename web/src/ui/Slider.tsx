import { useId } from "react";

interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** The value in words, also for a screen reader. */
  text: string;
  hint?: string | undefined;
  onChange: (value: number) => void;
}

export function Slider({ label, value, min, max, step, text, hint, onChange }: SliderProps) {
  const id = useId();
  return (
    <div>
      <div className="mb-1 flex justify-between gap-3 text-sm">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <output htmlFor={id} className="tabular-nums">
          {text}
        </output>
      </div>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        // Where the value lies between two steps React takes the browser's rounding for a second change, back to it.
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
        className="h-8 w-full accent-carry"
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
