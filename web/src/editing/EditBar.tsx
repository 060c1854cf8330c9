import { useI18n } from "../i18n/i18n.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { useEdits } from "./edits.ts";

/** What was just done, with the way back; or why it could not be done. */
export function EditBar() {
  const { t } = useI18n();
  const { last, error, undo, dismiss } = useEdits();
  if (last === undefined && error === undefined) return null;
  return (
    <div className="sticky bottom-3 z-10 mx-auto mt-4 w-[min(40rem,100%)] rounded-lg border border-line bg-raised p-3 shadow-lg">
      {error !== undefined && <ErrorNotice error={error} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <output className="mr-auto">{last?.text}</output>
        {last?.undo !== undefined && <Button onClick={undo}>{t.life.undo}</Button>}
        <Button kind="quiet" onClick={dismiss}>
          {t.life.dismiss}
        </Button>
      </div>
    </div>
  );
}
