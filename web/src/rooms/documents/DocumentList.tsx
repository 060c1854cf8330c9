import type { DocumentInfo } from "../../api/documents.ts";
import { useFeed } from "../../app/live.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Progress } from "./Progress.tsx";

interface DocumentListProps {
  documents: readonly DocumentInfo[];
  openId: string | undefined;
  onOpen: (id: string) => void;
}

/** All documents and how each of them stands. */
export function DocumentList({ documents, openId, onOpen }: DocumentListProps) {
  const { t, f } = useI18n();
  return (
    <Panel title={t.documents.yours}>
      {documents.length === 0 && <p className="text-muted">{t.documents.none}</p>}
      <ul>
        {documents.map((document) => (
          <li
            key={document.id}
            className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b border-line py-2 last:border-0"
          >
            <span className="min-w-0 grow">
              <span className="font-medium break-words">{document.name}</span>{" "}
              <span className="text-sm text-muted">
                {t.documents.formats[document.format]}, {f.dateTime(document.addedAt)}
              </span>
              <Standing document={document} />
            </span>
            <Button
              kind="quiet"
              aria-expanded={document.id === openId}
              aria-label={fill(t.life.actionOn, { action: action(document.id), name: document.name })}
              onClick={() => onOpen(document.id)}
            >
              {action(document.id)}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );

  function action(id: string): string {
    return id === openId ? t.documents.close : t.documents.open;
  }
}

function Standing({ document }: { document: DocumentInfo }) {
  const { t, f } = useI18n();
  const { jobs } = useFeed();
  const { state, job, open, accepted, rejected } = document;
  if (state === "reading") {
    // The feed knows the progress sooner than the list.
    const share = jobs.get(job?.id ?? "")?.share ?? job?.share ?? 0;
    return <Progress share={share} text={fill(t.documents.reading, { share: f.percent(share) })} />;
  }
  const found = open + accepted + rejected;
  const text =
    state === "ready"
      ? found === 0
        ? t.documents.nothingFound
        : fill(t.documents.counts, { open, accepted, rejected })
      : t.documents.states[state];
  return <span className={`block text-sm ${state === "refused" ? "text-bad" : "text-muted"}`}>{text}</span>;
}
