import { useCallback } from "react";
import { signIn, type User } from "../../api/routes.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { useAction } from "../../ui/use-action.ts";
import { AccountForm, type Account } from "./AccountForm.tsx";
import { AccountPage } from "./AccountPage.tsx";

interface SignInProps {
  /** The session has ended while the page was open. */
  again: boolean;
  onSignedIn: (user: User) => void;
}

export function SignIn({ again, onSignedIn }: SignInProps) {
  const { t } = useI18n();
  const enter = useAction(
    useCallback(
      async ({ email, password }: Account) => onSignedIn((await signIn({ email, password })).user),
      [onSignedIn],
    ),
  );
  return (
    <AccountPage title={t.account.signInTitle}>
      {again && <output className="mb-4 block text-muted">{t.account.signedOut}</output>}
      <AccountForm fresh={false} running={enter.running} error={enter.error} onSend={enter.run} />
    </AccountPage>
  );
}
