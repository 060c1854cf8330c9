import { FLOWS } from "../../api/interview.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Conversation } from "./Conversation.tsx";
import { EarlierPanel } from "./EarlierPanel.tsx";
import { useLeading } from "./use-leading.ts";

/** Asked questions, answered in one's own words; what is found counts only once it is accepted. */
export function InterviewRoom() {
  const { t } = useI18n();
  const leading = useLeading();
  const { list, interview, busy, coming, error, start, reload } = leading;
  const open = interview !== undefined && interview.state !== "complete";

  return (
    <>
      <h1 className="mb-4 text-xl font-semibold tracking-tight">{t.app.interview}</h1>
      {list === undefined && error === undefined && <output>{t.app.loading}</output>}
      {error !== undefined && !open && <ErrorNotice error={error} onRetry={reload} />}
      {open && <Conversation key={interview.id} interview={interview} leading={leading} />}
      {list !== undefined && !open && (
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <Panel title={t.interview.begin}>
            <p className="mb-3 max-w-[62ch] text-sm text-muted">
              {list.today.model === null
                ? t.interview.offline
                : fill(t.interview.online, { model: list.today.model })}
            </p>
            <ul className="grid gap-3">
              {FLOWS.map((flow) => (
                <li key={flow} className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
                  <Button disabled={busy} onClick={() => start(flow)}>
                    {t.interview.flows[flow]}
                  </Button>
                  <span className="text-sm text-muted">{t.interview.flowHints[flow]}</span>
                </li>
              ))}
            </ul>
            {coming !== "" && <p className="mt-3 rounded-md bg-sunken p-3">{coming}</p>}
          </Panel>
          <EarlierPanel interviews={list.interviews} />
        </div>
      )}
    </>
  );
}
