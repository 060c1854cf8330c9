import { useId } from "react";

interface SelectProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; text: string }[];
  onChange: (value: Value) => void;
  className?: string;
}

/** The label stands before the list, in one line. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  className = "",
}: SelectProps<Value>) {
  const id = useId();
  return (
    <span className={`inline-flex max-w-full items-center gap-2 ${className}`}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
        className="min-h-9 min-w-0 rounded-md border border-line-strong bg-raised px-2 text-ink"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </span>
  );
}
