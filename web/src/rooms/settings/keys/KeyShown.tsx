import { encodeQR } from "qr";
import { useCallback, useState } from "react";
import type { NewKey } from "../../../api/keys.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { codePicture, isOnlyHere, pairingAddress } from "./pairing.ts";

/** Light squares around it, which cameras need. */
const BORDER = 4;

/** The one time that a key is told: as text, and for a phone as a code, with what is in it. */
export function KeyShown({ made, onClose }: { made: NewKey; onClose: () => void }) {
  const { t } = useI18n();
  const [copied, setCopied] = useState<boolean>();
  const { key, token } = made;
  const server = location.origin;
  const copy = useCallback(() => {
    // Without https a browser has no clipboard.
    const written = navigator.clipboard?.writeText(token) ?? Promise.reject(new Error("no clipboard"));
    written.then(
      () => setCopied(true),
      () => setCopied(false),
    );
  }, [token]);
  return (
    <Dialog title={fill(t.keys.madeTitle, { name: key.name })} onClose={onClose}>
      <p className="font-medium">{t.keys.once}</p>
      <label htmlFor="new-key" className="mt-3 mb-1 block text-sm font-medium">
        {t.keys.token}
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id="new-key"
          readOnly
          value={token}
          onFocus={(event) => event.currentTarget.select()}
          className="min-h-10 min-w-0 flex-1 rounded-md border border-line-strong bg-raised px-3 font-mono text-sm"
        />
        <Button onClick={copy}>{t.keys.copy}</Button>
      </div>
      <output className="mt-1 block text-sm text-muted">
        {copied === undefined ? "" : copied ? t.keys.copied : t.keys.notCopied}
      </output>
      {key.scope === "device" ? (
        <PairingCode server={server} token={token} />
      ) : (
        <>
          <p className="mt-3 text-sm text-muted">{t.keys.useRead}</p>
          <code className="mt-1 block overflow-x-auto rounded-md bg-sunken p-3 text-xs break-all">
            {`curl -H "Authorization: Bearer ${token}" ${server}/api/me`}
          </code>
        </>
      )}
      <Button kind="primary" className="mt-4" onClick={onClose}>
        {t.keys.done}
      </Button>
    </Dialog>
  );
}

function PairingCode({ server, token }: { server: string; token: string }) {
  const { t } = useI18n();
  const picture = codePicture(encodeQR(pairingAddress(server, token), "raw", { border: BORDER }));
  return (
    <figure className="mt-4 grid items-start gap-4 sm:grid-cols-[auto_minmax(0,1fr)]">
      <img alt={t.keys.code} src={picture} className="w-56 max-w-full rounded-md" />
      <figcaption className="grid gap-2 text-sm text-muted">
        <p>{t.keys.codeHolds}</p>
        <ul className="list-disc pl-5">
          <li className="break-words">{fill(t.keys.codeServer, { server })}</li>
          <li>{t.keys.codeToken}</li>
        </ul>
        <p>{t.keys.codeWho}</p>
        {isOnlyHere(server) && <p className="font-medium text-ink">{fill(t.keys.onlyHere, { server })}</p>}
      </figcaption>
    </figure>
  );
}
