import { useCallback, useState } from "react";
import { type PushDevice, testPushDevice } from "../../api/push.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useAction } from "../../ui/use-action.ts";

interface DeviceRowProps {
  device: PushDevice;
  /** It is this browser. */
  isOwn: boolean;
  isRemoving: boolean;
  onRemove: () => void;
  onTested: () => void;
}

/** One device: what it is called, when it was reached last, a test, and its end. */
export function DeviceRow({ device, isOwn, isRemoving, onRemove, onTested }: DeviceRowProps) {
  const { t, f } = useI18n();
  const { subscriptionId, label, service, sentAt, failure } = device;
  const name = label === "" ? t.push.nameless : label;
  /** How it stood when a test was sent. */
  const [tested, setTested] = useState<PushDevice>();
  const testing = useAction(
    useCallback(async () => {
      await testPushDevice(subscriptionId);
      setTested(device);
      onTested();
    }, [subscriptionId, device, onTested]),
  );
  const isUnderWay = tested !== undefined && tested.sentAt === sentAt && tested.failure?.at === failure?.at;
  return (
    <li className="border-b border-line py-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="min-w-0">
          <span className="font-medium break-words">{name}</span>
          {isOwn && <span className="text-muted"> · {t.push.thisDevice}</span>}
          <span className="block text-sm break-words text-muted">
            {service} · {sentAt === null ? t.push.neverSent : fill(t.push.sent, { time: f.dateTime(sentAt) })}
          </span>
          {failure !== null && (
            <span className="block text-sm text-bad">
              {fill(t.push.failures[failure.why], { time: f.dateTime(failure.at) })}
            </span>
          )}
        </span>
        <span className="flex gap-3">
          <Button
            kind="quiet"
            aria-label={fill(t.push.testNamed, { name })}
            disabled={testing.running}
            onClick={testing.run}
          >
            {t.push.test}
          </Button>
          <Button
            kind="quiet"
            aria-label={fill(t.push.removeNamed, { name })}
            disabled={isRemoving}
            onClick={onRemove}
          >
            {t.push.remove}
          </Button>
        </span>
      </div>
      <output className="block text-sm text-muted">
        {tested === undefined
          ? ""
          : isUnderWay
            ? t.push.testUnderWay
            : failure === null
              ? t.push.testTaken
              : ""}
      </output>
      {testing.error !== undefined && <ErrorNotice error={testing.error} />}
    </li>
  );
}
