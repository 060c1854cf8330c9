import type { ReactNode } from "react";
import { fill } from "../i18n/fill.ts";
import { useI18n } from "../i18n/i18n.ts";
import { Button } from "../ui/Button.tsx";

interface EntityRowProps {
  name: string;
  detail: ReactNode;
  onEdit: () => void;
  onRemove: () => void;
  /** Word for removing, where it is another one. */
  removeText?: string;
  children?: ReactNode;
}

/** One thing of a person, with its two buttons; their names for a screen reader say which thing. */
export function EntityRow({ name, detail, onEdit, onRemove, removeText, children }: EntityRowProps) {
  const { t } = useI18n();
  const removing = removeText ?? t.life.remove;
  return (
    <li className="border-b border-line py-2.5 last:border-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 flex-1 basis-56 font-medium break-words">{name}</span>
        <span className="flex gap-2 text-sm">
          <Button
            kind="quiet"
            onClick={onEdit}
            aria-label={fill(t.life.actionOn, { action: t.life.edit, name })}
          >
            {t.life.edit}
          </Button>
          <Button
            kind="quiet"
            onClick={onRemove}
            aria-label={fill(t.life.actionOn, { action: removing, name })}
          >
            {removing}
          </Button>
        </span>
      </div>
      <div className="text-sm text-muted">{detail}</div>
      {children}
    </li>
  );
}
