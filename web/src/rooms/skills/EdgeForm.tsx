import type { SkillEdge } from "@trajectory/protocols/events/entities.ts";
import type { KnownSkill, Portfolio } from "../../api/routes.ts";
import { EditForm } from "../../editing/EditForm.tsx";
import { useEdits } from "../../editing/edits.ts";
import { useForm } from "../../editing/use-form.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { Slider } from "../../ui/Slider.tsx";

const RELATIONS = ["needs", "opens", "alike"] as const;

interface EdgeFormProps {
  skill: KnownSkill;
  portfolio: Portfolio;
  onClose: () => void;
}

/** Connects a skill with another one. Two skills have one connection at most: a new one replaces the old. */
export function EdgeForm({ skill, portfolio, onClose }: EdgeFormProps) {
  const { t, f } = useI18n();
  const { perform } = useEdits();
  const others = portfolio.skills
    .filter(({ id }) => id !== skill.id)
    .sort((a, b) => a.name.localeCompare(b.name));
  const { draft, change, ...form } = useForm({
    start: start(others[0]),
    check: ({ other }) => (other === "" ? t.skills.noOther : undefined),
    send({ relation, other, w }) {
      const [from, to] = relation === "opens" ? [skill.id, other] : [other, skill.id];
      const edge: SkillEdge = { from, to, type: relation === "alike" ? "similarity" : "prerequisite", w };
      const before = portfolio.edges.find((known) => joins(known, skill.id, other));
      return perform((store) => store.edit("skills", "set_edge", { edge }), {
        text: fill(t.events.edge_set, { from: nameOf(from), to: nameOf(to) }),
        undo: (store) =>
          before === undefined
            ? store.edit("skills", "remove_edge", { from, to })
            : store.edit("skills", "set_edge", { edge: before }),
      });
    },
    onDone: onClose,
  });

  function nameOf(id: string): string {
    return portfolio.skills.find((known) => known.id === id)?.name ?? id;
  }

  return (
    <EditForm title={fill(t.skills.connectTitle, { name: skill.name })} form={form} onClose={onClose}>
      <SelectField
        label={t.skills.relation}
        value={draft.relation}
        options={RELATIONS.map((value) => ({ value, text: t.skills.relations[value] }))}
        onChange={(relation) => change({ relation })}
      />
      <SelectField
        label={t.life.skill}
        value={draft.other}
        options={others.map(({ id, name }) => ({ value: id, text: name }))}
        onChange={(other) => change({ other })}
      />
      <Slider
        label={t.skills.weight}
        value={draft.w}
        min={0.05}
        max={1}
        step={0.05}
        text={f.percent(draft.w)}
        hint={t.skills.weightHint}
        onChange={(w) => change({ w })}
      />
    </EditForm>
  );
}

interface Draft {
  relation: (typeof RELATIONS)[number];
  other: string;
  w: number;
}

function start(other: KnownSkill | undefined): Draft {
  return { relation: "needs", other: other?.id ?? "", w: 0.8 };
}

function joins({ from, to }: SkillEdge, a: string, b: string): boolean {
  return (from === a && to === b) || (from === b && to === a);
}
