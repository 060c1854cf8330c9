import { useCallback, useState } from "react";
import {
  decideOn,
  deleteDocument,
  readAgain,
  stopReading,
  type DocumentProposal,
  type DocumentWhole,
} from "../../api/documents.ts";
import { ApiError } from "../../api/http.ts";
import type { Decision, Proposal } from "../../api/interview.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useAction } from "../../ui/use-action.ts";
import { ProposalCard } from "../interview/ProposalCard.tsx";
import { Changes } from "./Changes.tsx";
import { DeleteDialog } from "./DeleteDialog.tsx";

interface DocumentPanelProps {
  document: DocumentWhole;
  onChange: () => void;
  onDeleted: () => void;
}

/** One document: what was found in it to decide on, what it changed, and its end. */
export function DocumentPanel({ document, onChange, onDeleted }: DocumentPanelProps) {
  const { t, f } = useI18n();
  const [deleting, setDeleting] = useState(false);
  const { id, name, state, job, pages, notices, error, proposals } = document;
  const decision = useAction(
    useCallback(
      async (proposalId: string, made: Decision) => {
        await decideOn(id, proposalId, made);
        onChange();
      },
      [id, onChange],
    ),
  );
  const change = useAction(
    useCallback(
      async (perform: () => Promise<unknown>) => {
        await perform();
        onChange();
      },
      [onChange],
    ),
  );
  const busy = decision.running || change.running;
  const problem = decision.error ?? change.error;
  const open = proposals.filter((proposal) => proposal.decision === null);

  return (
    <Panel
      title={name}
      aside={
        <span className="flex gap-2 text-sm">
          {job !== null && (
            <Button kind="quiet" disabled={busy} onClick={() => change.run(() => stopReading(job.id))}>
              {t.documents.stop}
            </Button>
          )}
          {state === "refused" && (
            <Button kind="quiet" disabled={busy} onClick={() => change.run(() => readAgain(id))}>
              {t.documents.readAgain}
            </Button>
          )}
          <Button kind="quiet" disabled={busy} onClick={() => setDeleting(true)}>
            {t.documents.delete}
          </Button>
        </span>
      }
    >
      {error !== null && <ErrorNotice error={new ApiError(422, error)} />}
      {problem !== undefined && <ErrorNotice error={problem} />}
      {state === "ready" && <p className="text-sm text-muted">{f.plural(t.documents.pages, pages)}</p>}
      {notices.map((notice) => (
        <p key={notice} lang="en" className="mt-1 text-sm text-hold">
          {notice}
        </p>
      ))}
      {state === "ready" && open.length === 0 && (
        <p className="mt-2 text-muted">{t.interview.nothingFound}</p>
      )}
      <ul className="mt-3 grid gap-3">
        {open.map((proposal, i) => (
          <ProposalCard
            key={proposal.id}
            proposal={shownAs(proposal)}
            number={i + 1}
            explanation={explanationOf(proposal)}
            disabled={busy}
            onDecide={(made) => decision.run(proposal.id, made)}
          />
        ))}
      </ul>
      <Changes proposals={proposals} />
      {deleting && (
        <DeleteDialog
          document={document}
          onClose={() => setDeleting(false)}
          onDelete={async () => {
            await deleteDocument(id);
            setDeleting(false);
            onDeleted();
            onChange();
          }}
        />
      )}
    </Panel>
  );

  function explanationOf({ page, kind, evidence, reader }: DocumentProposal): string {
    const where = fill(t.documents.where, { page, reader: t.documents.readers[reader] });
    if (kind !== "evidence") return `${where} ${t.interview.becomes[kind]}`;
    return `${where} ${fill(t.documents.reliability, { value: f.number(evidence?.reliability ?? 0, 2) })}`;
  }
}

/** In the form of what was found in an answer. */
function shownAs({
  id,
  kind,
  quote,
  evidence,
  skillName,
  skill,
  project,
  constraint,
}: DocumentProposal): Proposal {
  const level = evidence !== undefined && "level" in evidence.value ? evidence.value.level : undefined;
  return {
    id,
    kind,
    quote,
    ...(evidence === undefined
      ? {}
      : { skillId: skill === undefined ? evidence.skillId : (skillName ?? skill.name) }),
    ...(level === undefined ? {} : { value: { level } }),
    ...(project === undefined ? {} : { project }),
    ...(constraint === undefined ? {} : { constraint }),
  };
}
