import type { Proposal, TranscriptLine } from "../../api/interview.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { piecesOf, type Quoted } from "./highlight.ts";

interface TranscriptProps {
  lines: readonly TranscriptLine[];
  /** Their quotes are marked in the last answer, by the numbers of their cards. */
  proposals: readonly Proposal[];
  /** Sent, and not yet in the log. */
  pending?: string | undefined;
  /** The next question as far as it has come. */
  coming?: string;
}

/** What was asked and said, the newest last. */
export function Transcript({ lines, proposals, pending, coming = "" }: TranscriptProps) {
  const last = lines.findLastIndex(({ role }) => role === "person");
  const quoted = proposals.flatMap(({ id, span }) => (span === undefined ? [] : [{ id, span }]));
  const numbers = new Map(proposals.map(({ id }, i) => [id, i + 1]));
  return (
    <div role="log" aria-busy={coming !== ""}>
      <ol className="grid gap-3">
        {lines.map(({ role, text, at, by }, i) => (
          <Line key={`${role} ${at}`} who={role} lang={by?.reader === "offline" ? "en" : undefined}>
            {i === last && quoted.length > 0 ? (
              <Marked text={text} quoted={quoted} numbers={numbers} />
            ) : (
              text
            )}
          </Line>
        ))}
        {pending !== undefined && <Line who="person">{pending}</Line>}
        {coming !== "" && <Line who="interviewer">{coming}</Line>}
      </ol>
    </div>
  );
}

interface LineProps {
  who: TranscriptLine["role"];
  lang?: string | undefined;
  children: React.ReactNode;
}

function Line({ who, lang, children }: LineProps) {
  const { t } = useI18n();
  const own = who === "person";
  return (
    <li className={own ? "ml-4 sm:ml-8" : "mr-4 sm:mr-8"}>
      <span className="text-sm text-muted">{t.interview.roles[who]}</span>
      <p
        lang={lang}
        className={`rounded-md p-3 break-words whitespace-pre-wrap ${own ? "bg-carry-soft" : "bg-sunken"}`}
      >
        {children}
      </p>
    </li>
  );
}

interface MarkedProps {
  text: string;
  quoted: readonly Quoted[];
  numbers: ReadonlyMap<string, number>;
}

function Marked({ text, quoted, numbers }: MarkedProps) {
  return piecesOf(text, quoted).map(({ text: piece, ids, from, ending }) =>
    ids.length === 0 ? (
      piece
    ) : (
      <mark key={from} className="rounded-xs bg-hold-soft px-0.5 text-ink">
        {piece}
        {ending.length > 0 && (
          <sup className="ml-0.5 font-semibold tabular-nums">
            {ending.map((id) => numbers.get(id)).join(", ")}
          </sup>
        )}
      </mark>
    ),
  );
}
