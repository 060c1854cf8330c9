import { useCallback } from "react";
import { createOwner, type User } from "../../api/routes.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { useAction } from "../../ui/use-action.ts";
import { AccountForm, type Account } from "./AccountForm.tsx";
import { AccountPage } from "./AccountPage.tsx";

/** The first visit to a server. */
export function SetUp({ onSignedIn }: { onSignedIn: (user: User) => void }) {
  const { t } = useI18n();
  const create = useAction(
    useCallback(async (account: Account) => onSignedIn((await createOwner(account)).user), [onSignedIn]),
  );
  return (
    <AccountPage title={t.account.setUpTitle}>
      <p className="mb-5 text-muted">{t.account.setUpIntro}</p>
      <AccountForm fresh running={create.running} error={create.error} onSend={create.run} />
    </AccountPage>
  );
}
