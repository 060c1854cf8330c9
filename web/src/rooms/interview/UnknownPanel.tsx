import type { Interview } from "../../api/interview.ts";
import type { Portfolio } from "../../api/routes.ts";
import { usePortfolio } from "../../app/live.ts";
import { bandText } from "../../editing/levels.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import type { Messages } from "../../i18n/en.ts";
import { namesOf } from "../../portfolio/names.ts";
import { Panel } from "../../ui/Panel.tsx";
import { EtaStrip } from "../life/EtaStrip.tsx";

const BAR_WIDTH = 100;

/** How much asking is still worth, what the present question could change, and how far its reader is trusted. */
export function UnknownPanel({ interview }: { interview: Interview }) {
  const { t, f } = useI18n();
  const { portfolio } = usePortfolio();
  const { question, focus, transcript, reliability, enough } = interview;
  const asked = transcript.flatMap(({ role, worth }) => (role === "interviewer" ? [worth ?? 0] : []));
  const numbered = asked.map((worth, i) => ({ number: i + 1, worth }));
  const most = Math.max(...asked, Number.MIN_VALUE);
  const looked =
    focus.quantity === "eta" ? t.interview.eta : namesOf(portfolio, t).skill(focus.skillId ?? "");
  return (
    <Panel title={t.interview.unknown}>
      <EtaStrip />
      <p className="mt-2 text-sm text-muted">
        {enough || question === null
          ? t.interview.nothingLeft
          : fill(t.interview.worth, { share: share(question.worth ?? 0), of: looked })}
      </p>
      {question !== null && !enough && (
        <p className="mt-2 text-sm">{sayChange(question.about, portfolio, t)}</p>
      )}
      <h3 className="mt-4 text-sm font-medium">{t.interview.course}</h3>
      <ol className="mt-1 grid gap-1 text-sm">
        {numbered.map(({ number, worth }) => (
          <li key={number} className="grid grid-cols-[2rem_minmax(0,1fr)_4.5rem] items-center gap-2">
            <span className="text-muted tabular-nums">{number}</span>
            <svg
              viewBox={`0 0 ${BAR_WIDTH} 6`}
              preserveAspectRatio="none"
              aria-hidden="true"
              className="h-1.5 w-full"
            >
              <rect width={(BAR_WIDTH * worth) / most} height="6" className="fill-carry" />
            </svg>
            <span className="text-right tabular-nums">{share(worth)}</span>
          </li>
        ))}
      </ol>
      <p className="mt-1 text-sm text-muted">{t.interview.courseHint}</p>
      <h3 className="mt-4 text-sm font-medium">{t.interview.trust}</h3>
      {reliability.length === 0 && <p className="text-sm text-muted">{t.interview.trustUsual}</p>}
      <ul className="text-sm">
        {reliability.map(({ reader, kind, value, accepted, edited, declined }) => (
          <li key={`${reader} ${kind}`} className="text-muted">
            {fill(t.interview.trustLine, {
              reader: t.interview.readers[reader] ?? reader,
              kind: sayKind(kind, t),
              value: f.number(value, 2),
              accepted,
              edited,
              declined,
            })}
          </li>
        ))}
      </ul>
    </Panel>
  );

  function share(worth: number): string {
    return f.percent(worth, worth < 0.0995 ? 1 : 0);
  }
}

/** Kinds of evidence and of findings, as they are counted apart. */
function sayKind(kind: string, t: Messages): string {
  const kinds: Readonly<Record<string, string>> = { ...t.interview.counted, ...t.evidenceKind };
  return kinds[kind] ?? kind;
}

function sayChange(
  about: NonNullable<Interview["question"]>["about"],
  portfolio: Portfolio | undefined,
  t: Messages,
): string {
  const { topic = "open", id = "" } = about ?? {};
  const names = namesOf(portfolio, t);
  const known = portfolio?.skills.find((skill) => skill.id === id)?.belief;
  switch (topic) {
    case "skill":
      return fill(known === undefined ? t.interview.changes.skill : t.interview.changes.skillNow, {
        name: names.skill(id),
        band: known === undefined ? "" : bandText(known.band, t),
      });
    case "progress":
    case "size":
    case "hours":
      return fill(t.interview.changes[topic], { name: names.project(id) });
    default:
      return t.interview.changes[topic];
  }
}
