import { useId } from "react";
import type { Skill } from "@trajectory/protocols/events/entities.ts";
import { newId } from "../../api/commands.ts";
import type { KnownSkill } from "../../api/routes.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Field } from "../../ui/Field.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { EditForm, NameField } from "../../editing/EditForm.tsx";
import { useEdits } from "../../editing/edits.ts";
import { useForm } from "../../editing/use-form.ts";

/** The skill as the person declared it, without what is believed of it. */
export function declared({ id, name, domain, mu0, decay, motor }: KnownSkill): Skill {
  return { id, name, domain, mu0, decay, motor };
}

/** What the model takes where nothing is known. */
const UNKNOWN_LEVEL = -1;

interface SkillFormProps {
  domains: readonly string[];
  /** Absent for a new one. */
  skill?: KnownSkill;
  onClose: () => void;
}

export function SkillForm({ domains, skill, onClose }: SkillFormProps) {
  const { t } = useI18n();
  const { perform } = useEdits();
  const listId = useId();
  const { draft, change, ...form } = useForm({
    start: {
      name: skill?.name ?? "",
      domain: skill?.domain ?? "",
      decay: skill?.decay ?? ("mixed" as const),
      motor: skill?.motor ?? false,
    },
    check({ name, domain }) {
      if (name.trim() === "") return t.life.nameMissing;
      return domain.trim() === "" ? t.life.domainMissing : undefined;
    },
    send({ name, domain, decay, motor }) {
      const id = skill?.id ?? newId();
      const mu0 = skill?.mu0 ?? UNKNOWN_LEVEL;
      const set: Skill = { id, name: name.trim(), domain: domain.trim(), mu0, decay, motor };
      return perform((store) => store.edit("skills", "set_skill", { skill: set }), {
        text: fill(t.life.saved, { name: set.name }),
        undo: (store) =>
          skill === undefined
            ? store.edit("skills", "remove_skill", { skillId: id })
            : store.edit("skills", "set_skill", { skill: declared(skill) }),
      });
    },
    onDone: onClose,
  });
  return (
    <EditForm title={skill === undefined ? t.life.addSkill : t.life.editSkill} form={form} onClose={onClose}>
      <NameField draft={draft} change={change} />
      <Field
        label={t.life.domain}
        hint={t.life.domainHint}
        value={draft.domain}
        maxLength={64}
        required
        list={listId}
        onChange={(event) => change({ domain: event.target.value })}
      />
      <datalist id={listId}>
        {domains.map((domain) => (
          <option key={domain} value={domain}>
            {domain}
          </option>
        ))}
      </datalist>
      <SelectField
        label={t.life.decay}
        hint={t.life.decayHint}
        value={draft.decay}
        options={(["mixed", "accuracy", "speed"] as const).map((value) => ({
          value,
          text: t.life.decays[value],
        }))}
        onChange={(decay) => change({ decay })}
      />
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          checked={draft.motor}
          onChange={(event) => change({ motor: event.target.checked })}
          className="size-5 accent-carry"
        />
        {t.life.motor}
      </label>
    </EditForm>
  );
}
