import { useCallback, useState } from "react";
import {
  FLOWS,
  getInterview,
  getInterviews,
  startInterview,
  type FlowName,
  type Interview,
} from "../../api/interview.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useAction } from "../../ui/use-action.ts";
import { useResource } from "../../ui/use-resource.ts";
import { Conversation } from "./Conversation.tsx";

/** What is under way, and the newest list. */
async function loadInterviews() {
  const list = await getInterviews();
  const open = list.interviews.find(({ complete }) => !complete);
  return { list, open: open === undefined ? undefined : await getInterview(open.id) };
}

/** Asked questions, answered in one's own words; what is found counts only once it is accepted. */
export function InterviewRoom() {
  const { t, f } = useI18n();
  const { value, error, reload } = useResource(loadInterviews);
  const [changed, setChanged] = useState<Interview>();
  const start = useAction(useCallback(async (flow: FlowName) => setChanged(await startInterview(flow)), []));
  const shown = changed ?? value?.open;
  const problem = start.error ?? error;

  function close(): void {
    setChanged(undefined);
    reload();
  }

  return (
    <>
      <h1 className="mb-4 text-xl font-semibold tracking-tight">{t.app.interview}</h1>
      {problem !== undefined && <ErrorNotice error={problem} onRetry={reload} />}
      {value === undefined && error === undefined && <output>{t.app.loading}</output>}
      {shown !== undefined && shown.state !== "complete" && (
        <Conversation interview={shown} onChange={setChanged} onClose={close} />
      )}
      {value !== undefined && (shown === undefined || shown.state === "complete") && (
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <Panel title={t.interview.begin}>
            <p className="mb-3 max-w-[62ch] text-sm text-muted">
              {value.list.today.model === null
                ? t.interview.offline
                : fill(t.interview.online, { model: value.list.today.model })}
            </p>
            <ul className="grid gap-3">
              {FLOWS.map((flow) => (
                <li key={flow} className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
                  <Button disabled={start.running} onClick={() => start.run(flow)}>
                    {t.interview.flows[flow]}
                  </Button>
                  <span className="text-sm text-muted">{t.interview.flowHints[flow]}</span>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title={t.interview.earlier}>
            {value.list.interviews.length === 0 && <p className="text-muted">{t.interview.none}</p>}
            <ul className="text-sm">
              {value.list.interviews.map(({ id, flow, lastAt, answers }) => (
                <li
                  key={id}
                  className="flex flex-wrap justify-between gap-x-3 border-b border-line py-1.5 last:border-0"
                >
                  <span>{t.interview.flows[flow]}</span>
                  <span className="text-muted">
                    {f.plural(t.interview.answers, answers)}, {f.dateTime(lastAt)}
                  </span>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      )}
    </>
  );
}
