import { useCallback } from "react";
import { getInterview, type InterviewList } from "../../api/interview.ts";
import { useQueryPart } from "../../app/router.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { Claims } from "./Claims.tsx";
import { Transcript } from "./Transcript.tsx";

/** Interviews that are over, each to be read again. */
export function EarlierPanel({ interviews }: Pick<InterviewList, "interviews">) {
  const { t, f } = useI18n();
  const [openId, setOpenId] = useQueryPart("interview");
  const load = useCallback(
    async () => (openId === undefined ? undefined : await getInterview(openId)),
    [openId],
  );
  const { value: shown, error, reload } = useResource(load);
  return (
    <Panel title={t.interview.earlier}>
      {interviews.length === 0 && <p className="text-muted">{t.interview.none}</p>}
      <ul className="text-sm">
        {interviews.map(({ id, flow, lastAt, answers }) => {
          const open = openId === id;
          const action = open ? t.interview.close : t.interview.read;
          const name = `${t.interview.flows[flow]}, ${f.dateTime(lastAt)}`;
          return (
            <li key={id} className="border-b border-line py-1.5 last:border-0">
              <div className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span>{t.interview.flows[flow]}</span>
                <span className="text-muted">
                  {f.plural(t.interview.answers, answers)}, {f.dateTime(lastAt)}{" "}
                  <Button
                    kind="quiet"
                    aria-expanded={open}
                    aria-label={fill(t.life.actionOn, { action, name })}
                    onClick={() => setOpenId(open ? undefined : id)}
                  >
                    {action}
                  </Button>
                </span>
              </div>
              {open && shown?.id === id && (
                <div className="py-2">
                  <Transcript lines={shown.transcript} proposals={[]} />
                  <Claims claims={shown.claims} onKept={reload} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
    </Panel>
  );
}
