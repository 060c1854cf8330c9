import { useState } from "react";
import type { User } from "../../api/routes.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { DeleteAccount } from "./DeleteAccount.tsx";

/** Who is signed in, everything to take along, and the end of it. */
export function AccountPanel({ user, onDeleted }: { user: User; onDeleted: () => void }) {
  const { t } = useI18n();
  const [isDeleting, setDeleting] = useState(false);
  return (
    <Panel title={t.settings.account}>
      <p className="mb-4 text-sm break-words text-muted">{fill(t.app.signedInAs, { name: user.email })}</p>
      <h3 className="font-medium">{t.settings.exportTitle}</h3>
      <p className="mt-1 mb-3 max-w-[75ch] text-sm text-muted">{t.settings.exportHint}</p>
      <a
        href="/api/account/export"
        download
        className="inline-flex min-h-10 items-center rounded-md border border-line-strong bg-raised px-4 py-2 hover:bg-sunken"
      >
        {t.settings.export}
      </a>
      <h3 className="mt-6 font-medium">{t.settings.deleteTitle}</h3>
      <p className="mt-1 mb-3 max-w-[75ch] text-sm text-muted">{t.settings.deleteHint}</p>
      <Button onClick={() => setDeleting(true)}>{t.settings.deleteOpen}</Button>
      {isDeleting && <DeleteAccount user={user} onClose={() => setDeleting(false)} onDeleted={onDeleted} />}
    </Panel>
  );
}
