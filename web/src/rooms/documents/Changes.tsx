import type { DocumentProposal } from "../../api/documents.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";

/** What the accepted proposals of a document did to the life. */
export function Changes({ proposals }: { proposals: readonly DocumentProposal[] }) {
  const { t } = useI18n();
  const changes = proposals.flatMap((proposal) =>
    proposal.changes.map((change) => ({ ...change, quote: proposal.quote })),
  );
  if (changes.length === 0) return null;
  return (
    <>
      <h3 className="mt-4 mb-1 font-medium">{t.documents.changed}</h3>
      <ul className="grid gap-1 text-sm">
        {changes.map(({ kind, id, name, quote }) => (
          <li key={`${kind} ${id}`} className="break-words">
            {fill(t.documents.changes[kind], { name })} <q className="text-muted">{quote}</q>
          </li>
        ))}
      </ul>
    </>
  );
}
