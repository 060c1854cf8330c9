import { useCallback, useId, type Ref } from "react";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { joined, useSpeech } from "./speech.ts";

const MOST = 20_000;

interface AnswerFieldProps {
  value: string;
  onChange: (change: (before: string) => string) => void;
  disabled: boolean;
  ref: Ref<HTMLTextAreaElement>;
}

/** An answer in one's own words, typed or, where the browser can, spoken. */
export function AnswerField({ value, onChange, disabled, ref }: AnswerFieldProps) {
  const { t, f } = useI18n();
  const id = useId();
  const onHeard = useCallback(
    (phrase: string) => onChange((before) => joined(before, phrase).slice(0, MOST)),
    [onChange],
  );
  const speech = useSpeech(f.locale, onHeard);
  return (
    <>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {t.interview.answer}
      </label>
      <textarea
        ref={ref}
        id={id}
        rows={4}
        maxLength={MOST}
        value={value}
        aria-describedby={`${id}-keys`}
        onChange={(event) => onChange(() => event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
        className="w-full rounded-md border border-line-strong bg-raised px-3 py-2"
      />
      <p id={`${id}-keys`} className="text-sm text-muted">
        {t.interview.sendKeys}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button kind="primary" type="submit" disabled={disabled || value.trim() === ""}>
          {t.interview.send}
        </Button>
        {speech.supported && (
          <Button aria-pressed={speech.listening} onClick={speech.listening ? speech.stop : speech.start}>
            {speech.listening ? t.interview.stopSpeaking : t.interview.speak}
          </Button>
        )}
        <output className="min-w-0 flex-1 text-sm text-muted">
          {speech.listening && (speech.interim === "" ? t.interview.listening : speech.interim)}
          {speech.problem !== undefined && t.interview.speechProblems[speech.problem]}
        </output>
      </div>
      {speech.supported && <p className="mt-2 text-sm text-muted">{t.interview.speakHint}</p>}
    </>
  );
}
