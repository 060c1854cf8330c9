import { useState } from "react";
import type { KnownSkill, Portfolio } from "../../api/routes.ts";
import { useEdits } from "../../editing/edits.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Lock } from "../../travel/Lock.tsx";
import { useThen } from "../../travel/use-then.ts";
import { Button } from "../../ui/Button.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { BeliefBand } from "./BeliefBand.tsx";
import { BeliefParts } from "./BeliefParts.tsx";
import { Connections } from "./Connections.tsx";
import { EdgeForm } from "./EdgeForm.tsx";
import { EvidenceForm } from "./EvidenceForm.tsx";
import { EvidenceList } from "./EvidenceList.tsx";
import { declared, SkillForm } from "./SkillForm.tsx";

interface SkillDetailProps {
  skill: KnownSkill;
  portfolio: Portfolio;
  onSelect: (skillId: string | undefined) => void;
}

/** One skill: what is believed and why, what it needs and opens, its evidence. */
export function SkillDetail({ skill, portfolio, onSelect }: SkillDetailProps) {
  const { t } = useI18n();
  const { attempt } = useEdits();
  const past = useThen() !== undefined;
  const [open, setOpen] = useState<"skill" | "evidence" | "edge">();
  const evidence = portfolio.evidence.filter(({ skillId }) => skillId === skill.id);
  const needing = portfolio.projects.filter(({ requires }) =>
    requires.some(({ skillId }) => skillId === skill.id),
  );
  const close = (): void => setOpen(undefined);

  function remove(): void {
    onSelect(undefined);
    attempt((store) => store.edit("skills", "remove_skill", { skillId: skill.id }), {
      text: fill(t.life.removed, { name: skill.name }),
      undo: (store) => store.edit("skills", "set_skill", { skill: declared(skill) }),
    });
  }

  return (
    <Panel
      title={skill.name}
      aside={
        <Lock className="flex gap-2 text-sm">
          <Button kind="quiet" onClick={() => setOpen("skill")}>
            {t.life.edit}
          </Button>
          <Button kind="quiet" onClick={remove}>
            {t.life.remove}
          </Button>
        </Lock>
      }
    >
      <div className="text-sm text-muted">
        <BeliefBand skill={skill} evidence={evidence} />
      </div>
      {needing.length > 0 && (
        <p className="mt-2 text-sm">
          {fill(t.skills.neededBy, { names: needing.map(({ name }) => `“${name}”`).join(", ") })}
        </p>
      )}
      {/* A new belief is asked again what it is made of; the server knows that of the present one. */}
      {!past && <BeliefParts key={skill.belief?.theta} skill={skill} portfolio={portfolio} />}
      <Connections skill={skill} portfolio={portfolio} onSelect={onSelect} onAdd={() => setOpen("edge")} />
      <EvidenceList evidence={evidence} skill={skill} onAdd={() => setOpen("evidence")} />
      <Lock>
        {open === "skill" && (
          <SkillForm
            domains={[...new Set(portfolio.skills.map(({ domain }) => domain))]}
            skill={skill}
            onClose={close}
          />
        )}
        {open === "evidence" && <EvidenceForm skill={skill} onClose={close} />}
        {open === "edge" && <EdgeForm skill={skill} portfolio={portfolio} onClose={close} />}
      </Lock>
    </Panel>
  );
}
