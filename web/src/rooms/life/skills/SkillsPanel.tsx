import { useState } from "react";
import type { KnownSkill, Portfolio } from "../../../api/routes.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useEdits } from "../edits.ts";
import { EntityRow } from "../EntityRow.tsx";
import { BeliefBand } from "./BeliefBand.tsx";
import { EvidenceForm } from "./EvidenceForm.tsx";
import { EvidenceList } from "./EvidenceList.tsx";
import { declared, SkillForm } from "./SkillForm.tsx";

type Open = { form: "skill"; skill: KnownSkill | undefined } | { form: "evidence"; skill: KnownSkill };

export function SkillsPanel({ portfolio }: { portfolio: Portfolio }) {
  const { t } = useI18n();
  const { attempt } = useEdits();
  const [open, setOpen] = useState<Open>();
  const { skills, evidence } = portfolio;

  function remove(skill: KnownSkill): void {
    attempt((store) => store.edit("skills", "remove_skill", { skillId: skill.id }), {
      text: fill(t.life.removed, { name: skill.name }),
      undo: (store) => store.edit("skills", "set_skill", { skill: declared(skill) }),
    });
  }

  return (
    <Panel
      title={t.life.skills}
      aside={<Button onClick={() => setOpen({ form: "skill", skill: undefined })}>{t.life.addSkill}</Button>}
    >
      {skills.length === 0 && <p className="text-muted">{t.life.noSkills}</p>}
      <ul>
        {skills.map((skill) => {
          const known = evidence.filter(({ skillId }) => skillId === skill.id);
          return (
            <EntityRow
              key={skill.id}
              name={skill.name}
              detail={<BeliefBand skill={skill} evidence={known} />}
              onEdit={() => setOpen({ form: "skill", skill })}
              onRemove={() => remove(skill)}
            >
              <EvidenceList
                evidence={known}
                onAdd={() => setOpen({ form: "evidence", skill })}
                skill={skill}
              />
            </EntityRow>
          );
        })}
      </ul>
      {open?.form === "skill" && (
        <SkillForm
          domains={[...new Set(skills.map(({ domain }) => domain))]}
          {...(open.skill === undefined ? {} : { skill: open.skill })}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open?.form === "evidence" && <EvidenceForm skill={open.skill} onClose={() => setOpen(undefined)} />}
    </Panel>
  );
}
