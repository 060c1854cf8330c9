import { useState, type FormEvent } from "react";
import type { ApiError } from "../../api/http.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Field } from "../../ui/Field.tsx";

export interface Account {
  name: string;
  email: string;
  password: string;
}

/** The server asks for as many. */
const PASSWORD_LENGTH = 8;

interface AccountFormProps {
  /** A new account has a name and a new password. */
  fresh: boolean;
  running: boolean;
  error: ApiError | undefined;
  onSend: (account: Account) => void;
}

export function AccountForm({ fresh, running, error, onSend }: AccountFormProps) {
  const { t } = useI18n();
  const [account, setAccount] = useState<Account>({ name: "", email: "", password: "" });
  const change = (part: Partial<Account>): void => setAccount({ ...account, ...part });

  function send(event: FormEvent): void {
    event.preventDefault();
    if (!running) onSend(account);
  }

  const words = fresh ? [t.account.create, t.account.creating] : [t.account.signIn, t.account.signingIn];
  return (
    <form onSubmit={send} className="grid gap-4">
      {fresh && (
        <Field
          label={t.account.name}
          autoComplete="name"
          required
          maxLength={120}
          value={account.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      )}
      <Field
        label={t.account.email}
        type="email"
        autoComplete="username"
        required
        value={account.email}
        onChange={(event) => change({ email: event.target.value })}
      />
      <Field
        label={t.account.password}
        type="password"
        autoComplete={fresh ? "new-password" : "current-password"}
        required
        minLength={fresh ? PASSWORD_LENGTH : undefined}
        hint={fresh ? fill(t.account.newPasswordHint, { count: PASSWORD_LENGTH }) : undefined}
        value={account.password}
        onChange={(event) => change({ password: event.target.value })}
      />
      {error !== undefined && <ErrorNotice error={error} />}
      <Button kind="primary" type="submit" disabled={running} className="justify-self-start">
        {running ? words[1] : words[0]}
      </Button>
    </form>
  );
}
