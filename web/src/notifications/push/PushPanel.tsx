import { useCallback, useEffect, useState } from "react";
import { getPushDevices, type PushDevice } from "../../api/push.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useAction } from "../../ui/use-action.ts";
import { useResource } from "../../ui/use-resource.ts";
import { useQuietHours } from "../stored.ts";
import { currentEndpoint, pushPermission, switchOff, switchOn } from "./browser.ts";
import { DeviceRow } from "./DeviceRow.tsx";
import { KindFields } from "./KindFields.tsx";
import { ownSettings } from "./told.ts";

/** A test is on its way for so long at most, s. */
const TEST_LOOKS = 20;

/** Whether this device is told while no page is open, and which others are. */
export function PushPanel({ userId }: { userId: string }) {
  const { t, language } = useI18n();
  const quiet = useQuietHours();
  const { value: devices, error, reload } = useResource(getPushDevices);
  const [permission, setPermission] = useState(pushPermission);
  const [endpoint, setEndpoint] = useState<string>();
  /** Looks that are still to come at how a test went. */
  const [looks, setLooks] = useState(0);
  const own = devices?.find((device) => device.endpoint === endpoint);

  const look = useCallback(async () => {
    setPermission(pushPermission());
    setEndpoint(await currentEndpoint());
    reload();
  }, [reload]);
  useEffect(() => {
    currentEndpoint().then(setEndpoint, () => undefined);
  }, []);
  useEffect(() => {
    if (looks === 0) return;
    const timer = setTimeout(() => {
      setLooks(looks - 1);
      reload();
    }, 1_000);
    return () => clearTimeout(timer);
  }, [looks, reload]);

  const turningOn = useAction(
    useCallback(
      () => lookAfter(switchOn(userId, ownSettings(language, quiet)), look),
      [userId, language, quiet, look],
    ),
  );
  const removing = useAction(useCallback((device: PushDevice) => lookAfter(switchOff(device), look), [look]));
  const failure = turningOn.error ?? removing.error;
  const state = own === undefined ? permission : "on";
  const isOff = state === "asks" || state === "granted";

  return (
    <section aria-label={t.push.title} className="mt-6">
      <h3 className="font-medium">{t.push.title}</h3>
      <p className="mt-1 mb-3 max-w-[75ch] text-sm text-muted">{t.push.intro}</p>
      <output className="mb-3 block max-w-[75ch] text-sm font-medium">
        {devices === undefined && error === undefined ? t.app.loading : t.push.states[state]}
      </output>
      {isOff && devices !== undefined && (
        <Button disabled={turningOn.running} onClick={turningOn.run}>
          {t.push.on}
        </Button>
      )}
      {own !== undefined && <KindFields device={own} onChanged={reload} />}
      {failure !== undefined && <ErrorNotice error={failure} />}
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {devices !== undefined && devices.length > 0 && (
        <ul aria-label={t.push.devices} className="mt-4 border-t border-line">
          {devices.map((device) => (
            <DeviceRow
              key={device.subscriptionId}
              device={device}
              isOwn={device === own}
              isRemoving={removing.running}
              onRemove={() => removing.run(device)}
              onTested={() => setLooks(TEST_LOOKS)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** However it ends. */
async function lookAfter(work: Promise<unknown>, look: () => Promise<void>): Promise<void> {
  try {
    await work;
  } finally {
    await look();
  }
}
