import { useCallback, useState } from "react";
import type { Gesture } from "../../api/gestures.ts";
import { getPastSessions } from "../../api/signals.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { deviceName } from "../../i18n/in-words.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { rotationOf } from "./movement.ts";
import { SessionMovement } from "./SessionMovement.tsx";

interface TeachPanelProps {
  userId: string;
  known: readonly Gesture[];
  onShown: () => void;
}

/** A gesture is shown by marking it in a session in which it was made. */
export function TeachPanel({ userId, known, onShown }: TeachPanelProps) {
  const { t, f } = useI18n();
  const load = useCallback(() => getPastSessions(userId), [userId]);
  const { value, error, reload } = useResource(load);
  const [chosen, setChosen] = useState<string>();
  const usable = value?.filter((session) => session.from !== null && rotationOf(session) !== undefined) ?? [];
  const session = usable.find(({ sessionId }) => sessionId === chosen) ?? usable[0];
  return (
    <Panel title={t.gestures.teach}>
      <p className="mb-3 max-w-[75ch] text-sm text-muted">{t.gestures.how}</p>
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {value === undefined && error === undefined && <output>{t.app.loading}</output>}
      {value !== undefined && session === undefined && <p>{t.gestures.noSession}</p>}
      {session !== undefined && (
        <>
          <div className="max-w-md">
            <SelectField
              label={t.gestures.session}
              value={session.sessionId}
              options={usable.map(({ sessionId, startedAt, device }) => ({
                value: sessionId,
                text: `${f.dateTime(startedAt)} · ${deviceName(t, device)}`,
              }))}
              onChange={setChosen}
            />
          </div>
          <SessionMovement
            key={session.sessionId}
            userId={userId}
            session={session}
            known={known}
            onShown={onShown}
          />
        </>
      )}
    </Panel>
  );
}
