import { useCallback } from "react";
import { getGestures } from "../../api/gestures.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { GestureList } from "./GestureList.tsx";
import { RecognisedList } from "./RecognisedList.tsx";
import { TeachPanel } from "./TeachPanel.tsx";

/** A person's own gestures: which there are, when they were recognised, and how to teach one. */
export function GesturesRoom({ userId }: { userId: string }) {
  const { t } = useI18n();
  const load = useCallback(() => getGestures(userId), [userId]);
  const { value, error, reload } = useResource(load);
  const known = value?.gestures ?? [];
  return (
    <>
      <h1 className="mb-1 text-xl font-semibold tracking-tight">{t.gestures.title}</h1>
      <p className="mb-4 max-w-[75ch] text-sm text-muted">{t.gestures.intro}</p>
      <div className="grid grid-cols-1 items-start gap-4 min-[70rem]:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <TeachPanel userId={userId} known={known} onShown={reload} />
        <div className="grid grid-cols-1 gap-4">
          <Panel title={t.gestures.yours}>
            {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
            {value === undefined && error === undefined && <output>{t.app.loading}</output>}
            {value !== undefined && (
              <>
                <output className="mb-2 block text-sm">
                  {value.ready
                    ? t.gestures.ready
                    : known.length === 0
                      ? t.gestures.none
                      : t.gestures.notReady}
                </output>
                <GestureList userId={userId} gestures={known} onChange={reload} />
              </>
            )}
          </Panel>
          {value !== undefined && (
            <Panel title={t.gestures.recognised}>
              <RecognisedList recognised={value.recognised} />
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}
