import { useState } from "react";
import type { Constraint } from "@trajectory/protocols/events/entities.ts";
import { useFeed } from "../../../app/live.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useEdits } from "../../../editing/edits.ts";
import { EntityRow } from "../../../editing/EntityRow.tsx";
import { ConstraintForm } from "./ConstraintForm.tsx";

export function ConstraintsPanel({ constraints }: { constraints: readonly Constraint[] }) {
  const { t, f } = useI18n();
  const { state } = useFeed();
  const { attempt } = useEdits();
  const [open, setOpen] = useState<Constraint | "new">();
  const taken = new Map(state?.gravity.parts.map(({ id, value }) => [id, value]));

  function remove(constraint: Constraint): void {
    attempt((portfolio) => portfolio.edit("life", "remove_constraint", { constraintId: constraint.id }), {
      text: fill(t.life.removed, { name: constraint.name }),
      undo: (portfolio) => portfolio.edit("life", "set_constraint", { constraint }),
    });
  }

  return (
    <Panel
      title={t.life.constraints}
      aside={<Button onClick={() => setOpen("new")}>{t.life.addConstraint}</Button>}
    >
      {constraints.length === 0 && <p className="text-muted">{t.life.noConstraints}</p>}
      <ul>
        {constraints.map((constraint) => (
          <EntityRow
            key={constraint.id}
            name={constraint.name}
            detail={fill(t.life.constraintDetail, {
              kind: t.life.constraintKinds[constraint.kind],
              hours: f.number(taken.get(constraint.id) ?? 0),
            })}
            onEdit={() => setOpen(constraint)}
            onRemove={() => remove(constraint)}
          />
        ))}
      </ul>
      {open !== undefined && (
        <ConstraintForm
          {...(open === "new" ? {} : { constraint: open })}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Panel>
  );
}
