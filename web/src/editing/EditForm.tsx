import type { ReactNode } from "react";
import { useI18n } from "../i18n/i18n.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { Field } from "../ui/Field.tsx";
import type { Form } from "./use-form.ts";

interface EditFormProps {
  title: string;
  form: Pick<Form<unknown>, "onSubmit" | "running" | "error" | "fault">;
  onClose: () => void;
  /** The fields. */
  children: ReactNode;
}

/** The frame of every form over a person's own things: its fields, what is wrong, save, cancel. */
export function EditForm({ title, form, onClose, children }: EditFormProps) {
  const { t } = useI18n();
  const { onSubmit, running, error, fault } = form;
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={onSubmit} className="grid gap-4">
        {children}
        <div className="mt-5 grid gap-3">
          {fault !== undefined && (
            <p role="alert" className="text-sm text-bad">
              {fault}
            </p>
          )}
          {error !== undefined && <ErrorNotice error={error} />}
          <div className="flex gap-3">
            <Button kind="primary" type="submit" disabled={running}>
              {running ? t.life.saving : t.life.save}
            </Button>
            <Button onClick={onClose}>{t.life.cancel}</Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

interface NameFieldProps {
  draft: { name: string };
  change: (part: { name: string }) => void;
}

/** What every such thing has first. */
export function NameField({ draft, change }: NameFieldProps) {
  const { t } = useI18n();
  return (
    <Field
      label={t.life.name}
      value={draft.name}
      maxLength={120}
      required
      onChange={(event) => change({ name: event.target.value })}
    />
  );
}
