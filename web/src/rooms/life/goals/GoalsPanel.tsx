import { useState } from "react";
import type { Goal } from "@trajectory/protocols/events/entities.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useEdits } from "../../../editing/edits.ts";
import { EntityRow } from "../../../editing/EntityRow.tsx";
import { GoalForm } from "./GoalForm.tsx";

export function GoalsPanel({ goals }: { goals: readonly Goal[] }) {
  const { t, f } = useI18n();
  const { attempt } = useEdits();
  const [open, setOpen] = useState<Goal | "new">();
  const total = goals.reduce((sum, { importance }) => sum + importance, 0);

  function remove(goal: Goal): void {
    attempt((portfolio) => portfolio.edit("life", "remove_goal", { goalId: goal.id }), {
      text: fill(t.life.removed, { name: goal.name }),
      undo: (portfolio) => portfolio.edit("life", "set_goal", { goal }),
    });
  }

  return (
    <Panel title={t.life.goals} aside={<Button onClick={() => setOpen("new")}>{t.life.addGoal}</Button>}>
      {goals.length === 0 && <p className="text-muted">{t.life.noGoals}</p>}
      <ul>
        {goals.map((goal) => (
          <EntityRow
            key={goal.id}
            name={goal.name}
            detail={fill(t.life.shareOfAll, { share: f.percent(total > 0 ? goal.importance / total : 0) })}
            onEdit={() => setOpen(goal)}
            onRemove={() => remove(goal)}
          />
        ))}
      </ul>
      {open !== undefined && (
        <GoalForm {...(open === "new" ? {} : { goal: open })} onClose={() => setOpen(undefined)} />
      )}
    </Panel>
  );
}
