import { useState, type FormEvent } from "react";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { dayBefore, dayText, isDay, MOST_DAYS } from "./day-comparison.ts";

interface DayChoiceProps {
  days: readonly string[];
  today: string;
  onChange: (days: readonly string[]) => void;
}

/** The days that are compared: taken away one by one, another one added, or a usual pair. */
export function DayChoice({ days, today, onChange }: DayChoiceProps) {
  const { t, f } = useI18n();
  const [day, setDay] = useState("");
  const [fault, setFault] = useState<string>();
  const pairs = [
    { text: t.days.yesterday, days: [dayBefore(today, 1), today] },
    { text: t.days.lastWeek, days: [dayBefore(today, 7), today] },
  ];

  function add(event: FormEvent): void {
    event.preventDefault();
    const wrong = faultOf();
    setFault(wrong);
    if (wrong !== undefined) return;
    onChange([...days, day]);
    setDay("");
  }

  function faultOf(): string | undefined {
    if (!isDay(day) || day > today) return t.days.noDay;
    if (days.includes(day)) return t.days.already;
    return days.length >= MOST_DAYS ? fill(t.days.tooMany, { most: MOST_DAYS }) : undefined;
  }

  return (
    <div className="mb-4 grid gap-3">
      <ul aria-label={t.days.chosen} className="flex flex-wrap gap-2">
        {days.map((one, i) => (
          <li
            key={one}
            className="flex items-center gap-2 rounded-md border border-line-strong bg-raised py-1 pr-1 pl-3 text-sm"
          >
            <svg viewBox="0 0 24 8" aria-hidden="true" className="h-2 w-6">
              <path d="M0 4h24" className={`day-line day-line-${i + 1}`} />
            </svg>
            {dayText(one, f.locale)}
            <Button
              kind="quiet"
              disabled={days.length === 1}
              aria-label={fill(t.days.remove, { day: dayText(one, f.locale) })}
              onClick={() => onChange(days.filter((other) => other !== one))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <form noValidate onSubmit={add} className="flex flex-wrap items-end gap-3">
        <Field
          label={t.days.another}
          type="date"
          max={today}
          value={day}
          fault={fault}
          onChange={(event) => setDay(event.target.value)}
        />
        <Button type="submit">{t.days.add}</Button>
        {pairs.map((pair) => (
          <Button key={pair.text} onClick={() => onChange(pair.days)}>
            {pair.text}
          </Button>
        ))}
      </form>
    </div>
  );
}
