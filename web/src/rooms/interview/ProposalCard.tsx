import { useState } from "react";
import type { Decision, Proposal } from "../../api/interview.ts";
import { usePortfolio } from "../../app/live.ts";
import { levelText } from "../../editing/levels.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Slider } from "../../ui/Slider.tsx";

interface ProposalCardProps {
  proposal: Proposal;
  disabled: boolean;
  onDecide: (decision: Decision) => void;
}

/** Something that was found in an answer, with the words it rests on; it counts once it is accepted. */
export function ProposalCard({ proposal, disabled, onDecide }: ProposalCardProps) {
  const { t } = useI18n();
  const { portfolio } = usePortfolio();
  const { kind, quote, explanation, value } = proposal;
  const found = value?.level;
  const [level, setLevel] = useState(found);

  function accept(): void {
    onDecide(
      level === undefined || level === found
        ? { decision: "accept" }
        : { decision: "edit", edited: { level } },
    );
  }

  return (
    <li className="rounded-md border border-line p-3">
      <p>
        <span className="text-sm text-muted">{t.interview.kinds[kind]}</span>{" "}
        <span className="font-medium">{nameOf()}</span>
      </p>
      {quote !== undefined && <q className="block text-sm text-muted">{quote}</q>}
      {level !== undefined && (
        <div className="mt-2">
          <Slider
            label={t.life.level}
            value={level}
            min={0}
            max={4}
            step={0.25}
            text={levelText(level, t)}
            onChange={setLevel}
          />
        </div>
      )}
      <p lang="en" className="mt-1 text-sm text-muted">
        {explanation}
      </p>
      <div className="mt-2 flex gap-2">
        <Button kind="primary" disabled={disabled} onClick={accept}>
          {t.interview.accept}
        </Button>
        <Button disabled={disabled} onClick={() => onDecide({ decision: "reject" })}>
          {t.interview.reject}
        </Button>
      </div>
    </li>
  );

  function nameOf(): string {
    const { skillId, skill, project, constraint, direction } = proposal;
    const known = portfolio?.skills.find(({ id }) => id === skillId);
    return skill?.name ?? project?.name ?? constraint?.name ?? known?.name ?? direction ?? skillId ?? "";
  }
}
