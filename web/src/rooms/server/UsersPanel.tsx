import { getUsers, operateOn, type OperatedUser, type Operation } from "../../api/operations.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useAction } from "../../ui/use-action.ts";
import { usePolled } from "../../ui/use-polled.ts";

const EVERY_MS = 3_000;

interface UsersPanelProps {
  selected: string;
  onSelect: (userId: string) => void;
}

/** Everybody on this server and how their actors are; what holds somebody up is said with its reason. */
export function UsersPanel({ selected, onSelect }: UsersPanelProps) {
  const { t, f } = useI18n();
  const { value, error, reload } = usePolled(getUsers, EVERY_MS);
  const operation = useAction(async (user: OperatedUser, name: Operation) => {
    await operateOn(user.userId, name);
    reload();
  });
  const problem = operation.error ?? error;
  return (
    <Panel title={t.server.users}>
      {problem !== undefined && <ErrorNotice error={problem} onRetry={reload} />}
      {value === undefined && error === undefined && <output>{t.app.loading}</output>}
      <ul>
        {value?.users.map((user) => (
          <li key={user.userId} className="border-b border-line py-2 last:border-0">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="min-w-0 flex-1 basis-48 font-medium break-words">
                {user.name} <span className="font-normal text-muted">{user.email}</span>
              </span>
              <span className="flex flex-wrap gap-2 text-sm">
                <Button
                  kind="quiet"
                  aria-pressed={selected === user.userId}
                  onClick={() => onSelect(user.userId)}
                  aria-label={fill(t.life.actionOn, { action: t.server.look, name: user.name })}
                >
                  {t.server.look}
                </Button>
                {act(user, user.status === "paused" || user.status === "failed" ? "resume" : "pause")}
                {act(user, "evict")}
              </span>
            </p>
            <p className="text-sm text-muted">
              {fill(t.server.userLine, {
                status: t.server.statuses[user.status] ?? user.status,
                events: f.number(user.events, 0),
                waiting: f.number(user.waiting, 0),
                partition: user.partition,
              })}{" "}
              {user.lastEventAt !== undefined &&
                fill(t.server.lastEvent, { time: f.dateTime(user.lastEventAt) })}
            </p>
            {user.failure !== undefined && <p className="text-sm text-bad">{user.failure}</p>}
          </li>
        ))}
      </ul>
      {value?.next !== undefined && <p className="mt-2 text-sm text-muted">{t.server.moreUsers}</p>}
      <p className="mt-2 text-sm text-muted">{t.server.operationsHint}</p>
    </Panel>
  );

  function act(user: OperatedUser, name: Operation) {
    return (
      <Button
        kind="quiet"
        disabled={operation.running}
        onClick={() => operation.run(user, name)}
        aria-label={fill(t.life.actionOn, { action: t.server.operations[name], name: user.name })}
      >
        {t.server.operations[name]}
      </Button>
    );
  }
}
