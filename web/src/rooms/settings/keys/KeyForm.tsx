import { useCallback, useState, type FormEvent } from "react";
import { createKey, type KeyScope, type NewKey } from "../../../api/keys.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Field } from "../../../ui/Field.tsx";
import { SelectField } from "../../../ui/SelectField.tsx";
import { useAction } from "../../../ui/use-action.ts";

const SCOPES = ["device", "read"] as const satisfies readonly KeyScope[];

/** A name, what it may do, and a key is made. */
export function KeyForm({ onMade }: { onMade: (made: NewKey) => void }) {
  const { t } = useI18n();
  const [name, setName] = useState("");
  const [scope, setScope] = useState<KeyScope>("device");
  const [fault, setFault] = useState<string>();
  const making = useAction(
    useCallback(
      async (called: string) => {
        onMade(await createKey(called, scope));
        setName("");
      },
      [scope, onMade],
    ),
  );

  function send(event: FormEvent): void {
    event.preventDefault();
    const called = name.trim();
    setFault(called === "" ? t.keys.nameMissing : undefined);
    if (called !== "" && !making.running) making.run(called);
  }

  return (
    <form noValidate onSubmit={send} className="grid gap-3">
      <div className="grid max-w-3xl items-start gap-3 sm:grid-cols-2">
        <Field
          label={t.keys.name}
          hint={t.keys.nameHint}
          fault={fault}
          value={name}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          label={t.keys.scope}
          value={scope}
          options={SCOPES.map((value) => ({ value, text: t.keys.scopes[value].name }))}
          hint={t.keys.scopes[scope].hint}
          onChange={setScope}
        />
      </div>
      {making.error !== undefined && <ErrorNotice error={making.error} />}
      <Button type="submit" className="w-fit" disabled={making.running}>
        {t.keys.create}
      </Button>
    </form>
  );
}
