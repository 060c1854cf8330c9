import { useState } from "react";
import type { MemoryHit } from "../../api/memory.ts";
import { Link } from "../../app/Link.tsx";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Panel } from "../../ui/Panel.tsx";
import type { Shown } from "./MemoryRoom.tsx";
import { itemText } from "./item-text.ts";
import { roomOf } from "./source-room.ts";

interface ResultsProps {
  shown: Shown;
  running: boolean;
  onMore: () => void;
  onForget: (id: string) => void;
}

export function Results({ shown, running, onMore, onForget }: ResultsProps) {
  const { t, f } = useI18n();
  const { search, results, more, notices } = shown;
  return (
    <Panel
      title={fill(t.memory.resultsFor, { query: search.query })}
      aside={<span className="text-sm text-muted">{f.plural(t.memory.shown, results.length)}</span>}
    >
      {notices.length > 0 && (
        <ul className="mb-3 grid gap-1 text-sm text-muted">
          {notices.map((notice) => (
            <li key={notice}>{t.memory.notices[notice]}</li>
          ))}
        </ul>
      )}
      <p aria-live="polite" className={results.length === 0 ? "text-muted" : "sr-only"}>
        {results.length === 0 ? t.memory.nothing : f.plural(t.memory.shown, results.length)}
      </p>
      <ol className="grid gap-3">
        {results.map((hit) => (
          <Result key={hit.item.id} hit={hit} running={running} onForget={() => onForget(hit.item.id)} />
        ))}
      </ol>
      {more && (
        <Button className="mt-3" disabled={running} onClick={onMore}>
          {t.memory.more}
        </Button>
      )}
    </Panel>
  );
}

interface ResultProps {
  hit: MemoryHit;
  running: boolean;
  onForget: () => void;
}

/** Forgetting is asked about once: what is forgotten does not come back. */
function Result({ hit, running, onForget }: ResultProps) {
  const { t, f, language } = useI18n();
  const [isAsked, setIsAsked] = useState(false);
  const { item, vectorRank, textRank, similarity } = hit;
  const room = roomOf(item);
  const found = [
    vectorRank === null ? undefined : fill(t.memory.byMeaning, { rank: vectorRank }),
    similarity === null ? undefined : fill(t.memory.similarity, { value: f.number(similarity, 2) }),
    textRank === null ? undefined : fill(t.memory.byWords, { rank: textRank }),
  ].filter((part) => part !== undefined);
  return (
    <li className="rounded-md border border-line p-3">
      <p className="flex flex-wrap justify-between gap-x-3 text-sm text-muted">
        <span>
          {t.memory.kinds[item.kind]}
          {item.title !== undefined && `: ${item.title}`}
        </span>
        <time dateTime={new Date(item.at).toISOString()}>{f.dateTime(item.at)}</time>
      </p>
      <q className="my-1 block break-words whitespace-pre-line [quotes:none]">{itemText(item, language)}</q>
      <p className="text-sm text-muted">{found.join(" · ")}</p>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        {room !== undefined && (
          <Link to={room} className="text-carry underline underline-offset-4">
            {t.memory.toSource}
          </Link>
        )}
        {isAsked ? (
          <>
            <span>{t.memory.reallyForget}</span>
            <Button kind="quiet" disabled={running} onClick={onForget}>
              {t.memory.forget}
            </Button>
            <Button kind="quiet" onClick={() => setIsAsked(false)}>
              {t.memory.keep}
            </Button>
          </>
        ) : (
          <Button kind="quiet" onClick={() => setIsAsked(true)}>
            {t.memory.forget}
          </Button>
        )}
      </div>
    </li>
  );
}
