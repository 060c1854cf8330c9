import { useId } from "react";
import { useI18n } from "../../i18n/i18n.ts";

const MOST = 20_000;

export function AnswerField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useI18n();
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {t.interview.answer}
      </label>
      <textarea
        id={id}
        rows={4}
        maxLength={MOST}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="w-full rounded-md border border-line-strong bg-raised px-3 py-2"
      />
    </>
  );
}
