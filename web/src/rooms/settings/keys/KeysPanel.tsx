import { useCallback, useState } from "react";
import { getKeys, revokeKey, type Key, type NewKey } from "../../../api/keys.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useAction } from "../../../ui/use-action.ts";
import { useResource } from "../../../ui/use-resource.ts";
import { KeyForm } from "./KeyForm.tsx";
import { KeyShown } from "./KeyShown.tsx";

/** Keys of phones and programs: made, shown once, and revoked. */
export function KeysPanel() {
  const { t } = useI18n();
  const { value: keys, error, reload } = useResource(getKeys);
  const [made, setMade] = useState<NewKey>();
  const [going, setGoing] = useState<Key>();
  return (
    <Panel title={t.keys.title}>
      <p className="mb-4 max-w-[75ch] text-sm text-muted">{t.keys.intro}</p>
      <KeyForm
        onMade={(key) => {
          setMade(key);
          reload();
        }}
      />
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {keys === undefined && error === undefined && <output>{t.app.loading}</output>}
      {keys?.length === 0 && <p className="mt-4 text-sm text-muted">{t.keys.none}</p>}
      {keys !== undefined && keys.length > 0 && (
        <ul aria-label={t.keys.list} className="mt-4 border-t border-line">
          {keys.map((key) => (
            <KeyRow key={key.keyId} held={key} onRevoke={() => setGoing(key)} />
          ))}
        </ul>
      )}
      {made !== undefined && <KeyShown made={made} onClose={() => setMade(undefined)} />}
      {going !== undefined && (
        <RevokeDialog
          held={going}
          onClose={() => setGoing(undefined)}
          onRevoked={() => {
            setGoing(undefined);
            reload();
          }}
        />
      )}
    </Panel>
  );
}

function KeyRow({ held, onRevoke }: { held: Key; onRevoke: () => void }) {
  const { t, f } = useI18n();
  const { name, scope, createdAt, usedAt } = held;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line py-2">
      <span className="min-w-0">
        <span className="font-medium break-words">{name}</span>
        <span className="block text-sm text-muted">
          {t.keys.scopes[scope].name} · {fill(t.keys.created, { date: f.date(createdAt) })} ·{" "}
          {usedAt === null ? t.keys.neverUsed : fill(t.keys.used, { time: f.dateTime(usedAt) })}
        </span>
      </span>
      <Button kind="quiet" aria-label={fill(t.keys.revokeNamed, { name })} onClick={onRevoke}>
        {t.keys.revoke}
      </Button>
    </li>
  );
}

interface RevokeDialogProps {
  held: Key;
  onClose: () => void;
  onRevoked: () => void;
}

function RevokeDialog({ held, onClose, onRevoked }: RevokeDialogProps) {
  const { t } = useI18n();
  const going = useAction(
    useCallback(async () => {
      await revokeKey(held.keyId);
      onRevoked();
    }, [held.keyId, onRevoked]),
  );
  return (
    <Dialog title={fill(t.keys.revokeTitle, { name: held.name })} onClose={onClose}>
      <p>{held.scope === "device" ? t.keys.revokeDevice : t.keys.revokeRead}</p>
      {going.error !== undefined && <ErrorNotice error={going.error} />}
      <div className="mt-4 flex flex-wrap gap-3">
        <Button onClick={onClose}>{t.life.cancel}</Button>
        <Button kind="danger" disabled={going.running} onClick={going.run}>
          {t.keys.revoke}
        </Button>
      </div>
    </Dialog>
  );
}
