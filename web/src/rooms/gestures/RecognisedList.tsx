import type { Recognised } from "../../api/gestures.ts";
import { Link } from "../../app/Link.tsx";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { surely } from "./movement.ts";

/** When gestures were recognised, newest first; each leads to its session. */
export function RecognisedList({ recognised }: { recognised: readonly Recognised[] }) {
  const { t, f } = useI18n();
  if (recognised.length === 0) return <p className="text-sm text-muted">{t.gestures.recognisedNone}</p>;
  return (
    <ol className="max-h-96 overflow-y-auto text-sm">
      {recognised.map(({ gesture, sessionId, from, confidence }) => (
        <li
          key={`${sessionId} ${from}`}
          className="flex flex-wrap justify-between gap-x-3 border-b border-line py-1.5 last:border-0"
        >
          <span className="min-w-0 font-medium break-words">{gesture}</span>
          <Link
            to={`/session?session=${sessionId}`}
            className="text-carry underline underline-offset-4 tabular-nums"
          >
            {f.dateTime(from)}
          </Link>
          <span className="basis-full text-muted">
            {fill(t.gestures.sure, { confidence: f.percent(surely(confidence)) })}
          </span>
        </li>
      ))}
    </ol>
  );
}
