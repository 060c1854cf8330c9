import { useCallback, useState, type FormEvent } from "react";
import { changeInterview, decide, sendAnswer, type Decision, type Interview } from "../../api/interview.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useAction } from "../../ui/use-action.ts";
import { AnswerField } from "./AnswerField.tsx";
import { ProposalCard } from "./ProposalCard.tsx";

interface ConversationProps {
  interview: Interview;
  onChange: (interview: Interview) => void;
  onClose: () => void;
}

export function Conversation({ interview, onChange, onClose }: ConversationProps) {
  const { t } = useI18n();
  const [text, setText] = useState("");
  const { id, flow, state, transcript, proposals, claims, notices = [] } = interview;
  const answer = useAction(
    useCallback(
      async (words: string) => {
        onChange(await sendAnswer(id, words));
        setText("");
      },
      [id, onChange],
    ),
  );
  const decision = useAction(
    useCallback(
      async (proposalId: string, made: Decision) => onChange(await decide(id, proposalId, made)),
      [id, onChange],
    ),
  );
  const change = useAction(
    useCallback(
      async (to: "pause" | "resume" | "complete") => {
        const next = await changeInterview(id, to);
        if (to === "complete") onClose();
        else onChange(next);
      },
      [id, onChange, onClose],
    ),
  );
  const busy = answer.running || decision.running || change.running;
  const problem = answer.error ?? decision.error ?? change.error;

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (text.trim() !== "" && !busy) answer.run(text.trim());
  }

  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">
      <Panel
        title={t.interview.flows[flow]}
        aside={
          <span className="flex gap-2 text-sm">
            <Button
              kind="quiet"
              disabled={busy}
              onClick={() => change.run(state === "paused" ? "resume" : "pause")}
            >
              {state === "paused" ? t.interview.resume : t.interview.pause}
            </Button>
            <Button kind="quiet" disabled={busy} onClick={() => change.run("complete")}>
              {t.interview.finish}
            </Button>
          </span>
        }
      >
        <ol className="grid gap-3">
          {transcript.map(({ role, text: said, at }) => (
            <li key={`${role} ${at}`} className={role === "person" ? "ml-8" : "mr-8"}>
              <span className="text-sm text-muted">{t.interview.roles[role]}</span>
              <p className={`rounded-md p-3 ${role === "person" ? "bg-carry-soft" : "bg-sunken"}`}>{said}</p>
            </li>
          ))}
        </ol>
        {notices.map((notice) => (
          <p key={notice} lang="en" className="mt-3 text-sm text-hold">
            {notice}
          </p>
        ))}
        {problem !== undefined && (
          <div className="mt-3">
            <ErrorNotice error={problem} />
          </div>
        )}
        <output className="mt-3 block text-sm text-muted">
          {answer.running ? t.interview.reading : stateText()}
        </output>
        {state === "listening" && (
          <form onSubmit={onSubmit} className="mt-2">
            <AnswerField value={text} onChange={setText} />
            <Button kind="primary" type="submit" className="mt-2" disabled={busy || text.trim() === ""}>
              {t.interview.send}
            </Button>
          </form>
        )}
      </Panel>
      <Panel title={t.interview.found}>
        {proposals.length === 0 && <p className="text-muted">{t.interview.nothingFound}</p>}
        <ul className="grid gap-4">
          {proposals.map((proposal) => (
            <ProposalCard
              key={proposal.id}
              proposal={proposal}
              disabled={busy}
              onDecide={(made) => decision.run(proposal.id, made)}
            />
          ))}
        </ul>
        {claims.map(({ id: claimId, text: said, sentence }) => (
          <p key={claimId} className="mt-3 text-sm">
            <q>{said}</q>{" "}
            <span lang="en" className="text-muted">
              {sentence}
            </span>
          </p>
        ))}
        <p className="mt-3 text-sm text-muted">
          {fill(t.interview.counts, { accepted: interview.accepted, declined: interview.declined })}
        </p>
      </Panel>
    </div>
  );

  function stateText(): string {
    if (state === "paused") return t.interview.paused;
    if (state === "confirming") return t.interview.confirming;
    return interview.enough ? t.interview.enough : "";
  }
}
