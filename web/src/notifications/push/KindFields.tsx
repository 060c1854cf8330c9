import { NOTIFICATION_KINDS, type NotificationKind } from "@trajectory/protocols/notifications/kinds.ts";
import { useCallback, useState } from "react";
import type { PushDevice } from "../../api/push.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useAction } from "../../ui/use-action.ts";
import { settleKinds } from "./browser.ts";

/** What this device is told. */
export function KindFields({ device, onChanged }: { device: PushDevice; onChanged: () => void }) {
  const { t } = useI18n();
  const [wanted, setWanted] = useState<NotificationKind[]>();
  const kinds = wanted ?? device.kinds;
  const changing = useAction(
    useCallback(
      async (next: NotificationKind[]) => {
        setWanted(next);
        await settleKinds(next).catch((error: unknown) => {
          setWanted(undefined);
          throw error;
        });
        onChanged();
      },
      [onChanged],
    ),
  );
  const toggled = (kind: NotificationKind): NotificationKind[] =>
    NOTIFICATION_KINDS.filter((one) => (one === kind) !== kinds.includes(one));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-semibold">{t.push.kinds}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {NOTIFICATION_KINDS.map((kind) => (
          <label key={kind} className="flex min-h-8 items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={kinds.includes(kind)}
              onChange={() => changing.run(toggled(kind))}
            />
            {t.push.kindNames[kind]}
          </label>
        ))}
      </div>
      {changing.error !== undefined && <ErrorNotice error={changing.error} />}
    </fieldset>
  );
}
