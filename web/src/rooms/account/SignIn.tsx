import { useCallback } from "react";
import { signIn, type User } from "../../api/routes.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { useAction } from "../../ui/use-action.ts";
import { AccountForm, type Account } from "./AccountForm.tsx";
import { AccountPage } from "./AccountPage.tsx";

interface SignInProps {
  /** Why somebody who was signed in is not any more. */
  why: "session_lost" | "deleted" | undefined;
  onSignedIn: (user: User) => void;
}

export function SignIn({ why, onSignedIn }: SignInProps) {
  const { t } = useI18n();
  const enter = useAction(
    useCallback(
      async ({ email, password }: Account) => onSignedIn((await signIn({ email, password })).user),
      [onSignedIn],
    ),
  );
  return (
    <AccountPage title={t.account.signInTitle}>
      {why !== undefined && (
        <output className="mb-4 block text-muted">
          {why === "deleted" ? t.account.deleted : t.account.signedOut}
        </output>
      )}
      <AccountForm fresh={false} running={enter.running} error={enter.error} onSend={enter.run} />
    </AccountPage>
  );
}
