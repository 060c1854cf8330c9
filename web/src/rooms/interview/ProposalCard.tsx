import { useState } from "react";
import type { Decision, Edited, Proposal } from "../../api/interview.ts";
import { usePortfolio } from "../../app/live.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ProposalEdit } from "./ProposalEdit.tsx";
import { sayFound } from "./proposal-text.ts";

interface ProposalCardProps {
  proposal: Proposal;
  /** Of its quote's mark in the answer. */
  number: number;
  /** Why it counts as much as it does. */
  explanation: string;
  disabled: boolean;
  onDecide: (decision: Decision) => void;
}

/** Something that was found in an answer, with the words it rests on; it counts once it is accepted. */
export function ProposalCard({ proposal, number, explanation, disabled, onDecide }: ProposalCardProps) {
  const { t, f } = useI18n();
  const { portfolio } = usePortfolio();
  const [edited, setEdited] = useState<Edited>();
  const known = portfolio?.skills.find(({ id }) => id === proposal.skillId);
  const name = edited?.skill?.name ?? edited?.project?.name ?? edited?.constraint?.name;
  const { title, detail } = sayFound({ ...proposal, ...edited }, known?.name, t, f);
  const about = name ?? title;
  const editing = edited === undefined ? t.interview.edit : t.interview.leaveAsFound;

  function accept(): void {
    onDecide(edited === undefined ? { decision: "accept" } : { decision: "edit", edited });
  }

  return (
    <li className="rounded-md border border-line p-3" data-proposal={proposal.kind}>
      <p className="break-words">
        <span className="mr-1.5 rounded-xs bg-hold-soft px-1 text-sm font-semibold tabular-nums">
          {number}
        </span>
        <span className="text-sm text-muted">{t.interview.kinds[proposal.kind]}</span>{" "}
        <span className="font-medium">{title}</span>
        {detail !== "" && <span className="text-muted">, {detail}</span>}
      </p>
      {proposal.quote !== undefined && (
        <q className="mt-1 block text-sm break-words text-muted">{proposal.quote}</q>
      )}
      <p className="mt-1 text-sm text-muted">{explanation}</p>
      {edited !== undefined && <ProposalEdit proposal={proposal} edited={edited} onChange={setEdited} />}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          kind="primary"
          disabled={disabled}
          onClick={accept}
          aria-label={fill(t.life.actionOn, { action: t.interview.accept, name: about })}
        >
          {t.interview.accept}
        </Button>
        <Button
          disabled={disabled}
          onClick={() => setEdited(edited === undefined ? startOf(proposal) : undefined)}
          aria-expanded={edited !== undefined}
          aria-label={fill(t.life.actionOn, { action: editing, name: about })}
        >
          {editing}
        </Button>
        <Button
          disabled={disabled}
          onClick={() => onDecide({ decision: "reject" })}
          aria-label={fill(t.life.actionOn, { action: t.interview.reject, name: about })}
        >
          {t.interview.reject}
        </Button>
      </div>
    </li>
  );
}

/** What can be changed of a proposal, as it was found. */
function startOf({ kind, value, skill, direction, intensity, project, constraint }: Proposal): Edited {
  switch (kind) {
    case "evidence":
      return { level: value?.level ?? 2 };
    case "skill":
      return skill === undefined ? {} : { skill };
    case "claim":
      return { direction: direction ?? "focused", intensity: intensity ?? 1 };
    case "project":
      return project === undefined ? {} : { project };
    case "constraint":
      return constraint === undefined ? {} : { constraint };
  }
}
