import { useCallback, useState, type FormEvent } from "react";
import { deleteAccount } from "../../api/account.ts";
import type { User } from "../../api/routes.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import { useAction } from "../../ui/use-action.ts";

interface DeleteAccountProps {
  user: User;
  onClose: () => void;
  onDeleted: () => void;
}

/** Says exactly what goes, and asks for the password before it goes. */
export function DeleteAccount({ user, onClose, onDeleted }: DeleteAccountProps) {
  const { t } = useI18n();
  const [password, setPassword] = useState("");
  const going = useAction(
    useCallback(async () => {
      await deleteAccount(password);
      onDeleted();
    }, [password, onDeleted]),
  );

  function send(event: FormEvent): void {
    event.preventDefault();
    if (!going.running) going.run();
  }

  return (
    <Dialog title={fill(t.settings.deleteDialog, { email: user.email })} onClose={onClose}>
      <p>{t.settings.goes}</p>
      <ul className="my-3 list-disc pl-5 text-sm">
        {t.settings.goesList.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
      <p className="text-sm text-muted">{t.settings.goesNot}</p>
      {user.role === "owner" && <p className="mt-2 text-sm text-muted">{t.settings.ownerLast}</p>}
      <form onSubmit={send} className="mt-4 grid gap-4">
        <Field
          label={t.settings.passwordAgain}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {going.error !== undefined && <ErrorNotice error={going.error} />}
        <div className="flex flex-wrap gap-3">
          <Button onClick={onClose}>{t.life.cancel}</Button>
          <Button kind="danger" type="submit" disabled={going.running}>
            {going.running ? t.settings.deleting : t.settings.delete}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
