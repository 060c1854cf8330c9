import { useCallback, useEffect, useRef, type FormEvent } from "react";
import type { Interview, Proposal } from "../../api/interview.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { AnswerField } from "./AnswerField.tsx";
import { Claims } from "./Claims.tsx";
import { explain } from "./proposal-text.ts";
import { ProposalCard } from "./ProposalCard.tsx";
import { Transcript } from "./Transcript.tsx";
import { UnknownPanel } from "./UnknownPanel.tsx";
import { useDraft } from "./use-draft.ts";
import type { Leading } from "./use-leading.ts";

interface ConversationProps {
  interview: Interview;
  leading: Leading;
}

/** One interview under way: what is asked, what is said, and what was found in it. */
export function Conversation({ interview, leading }: ConversationProps) {
  const { t, f } = useI18n();
  const { id, flow, state, transcript, claims, reliability, notices = [] } = interview;
  const proposals = inOrder(interview.proposals);
  const { busy, pending, coming, error, answer, decide, resume, end, reload } = leading;
  const [text, setText, clear] = useDraft(id);
  const field = useRef<HTMLTextAreaElement>(null);
  const found = useRef<HTMLDivElement>(null);
  const wasBusy = useRef(false);
  const unfinished = !busy && (state === "asking" || state === "extracting");

  // Whoever works with keys goes on where the conversation does.
  useEffect(() => {
    if (wasBusy.current && !busy && error === undefined)
      (state === "confirming" ? found : field).current?.focus();
    wasBusy.current = busy;
  }, [busy, error, state]);

  const onSubmit = useCallback(
    (event: FormEvent) => {
      event.preventDefault();
      if (text.trim() !== "" && !busy) answer(text.trim(), clear);
    },
    [answer, busy, clear, text],
  );

  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">
      <Panel
        title={t.interview.flows[flow]}
        aside={
          <span className="flex gap-2 text-sm">
            <Button
              kind="quiet"
              disabled={busy}
              onClick={() => (state === "paused" ? resume() : end("pause"))}
            >
              {state === "paused" ? t.interview.resume : t.interview.pause}
            </Button>
            <Button kind="quiet" disabled={busy} onClick={() => end("complete")}>
              {t.interview.finish}
            </Button>
          </span>
        }
      >
        <Transcript lines={transcript} proposals={proposals} pending={pending} coming={coming} />
        {notices.map((notice) => (
          <p key={notice} lang="en" className="mt-3 text-sm text-hold">
            {notice}
          </p>
        ))}
        {error !== undefined && (
          <div className="mt-3">
            <ErrorNotice error={error} />
          </div>
        )}
        <output className="mt-3 block text-sm text-muted">{stateText()}</output>
        {unfinished && (
          <Button className="mt-2" onClick={resume}>
            {t.interview.goOn}
          </Button>
        )}
        {state === "listening" && (
          <form onSubmit={onSubmit} className="mt-2">
            <AnswerField ref={field} value={text} onChange={setText} disabled={busy} />
          </form>
        )}
      </Panel>
      <div className="grid grid-cols-1 gap-4">
        <Panel title={t.interview.found}>
          <div ref={found} tabIndex={-1} className="outline-none">
            {proposals.length === 0 && <p className="text-muted">{t.interview.nothingFound}</p>}
            <ul className="grid gap-4">
              {proposals.map((proposal, i) => (
                <ProposalCard
                  key={proposal.id}
                  proposal={proposal}
                  number={i + 1}
                  explanation={explain(proposal, reliability, t, f)}
                  disabled={busy}
                  onDecide={(made) => decide(proposal.id, made)}
                />
              ))}
            </ul>
          </div>
          <Claims claims={claims} onKept={reload} />
          <p className="mt-3 text-sm text-muted">
            {fill(t.interview.counts, { accepted: interview.accepted, declined: interview.declined })}
          </p>
        </Panel>
        <UnknownPanel interview={interview} />
      </div>
    </div>
  );

  function stateText(): string {
    if (pending !== undefined) return t.interview.reading;
    if (unfinished) return t.interview.unfinished;
    if (state === "paused") return t.interview.paused;
    if (state === "confirming") return t.interview.confirming;
    return interview.enough ? t.interview.enough : "";
  }
}

/** As their quotes stand in the answer. */
function inOrder(proposals: readonly Proposal[]): readonly Proposal[] {
  return proposals.toSorted(
    ({ span: [a, aEnd] = [0, 0] }, { span: [b, bEnd] = [0, 0] }) => a - b || aEnd - bEnd,
  );
}
