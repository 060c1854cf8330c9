import type { Evidence } from "@trajectory/protocols/events/entities.ts";
import type { KnownSkill } from "../../api/routes.ts";
import type { Messages } from "../../i18n/en.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { bandText, levelOf } from "../../editing/levels.ts";

interface BeliefBandProps {
  skill: KnownSkill;
  evidence: readonly Evidence[];
}

/** What is believed of a skill: a band of levels, never a bare number, and what it rests on. */
export function BeliefBand({ skill, evidence }: BeliefBandProps) {
  const { t } = useI18n();
  const { belief, domain } = skill;
  if (belief === undefined) return <>{domain}</>;
  const [low, high] = belief.band;
  const at = (level: number): string => `${Math.min(100, Math.max(0, (level / 4) * 100))}%`;
  return (
    <>
      <p>
        {domain} · {bandText(belief.band, t)}; {basis(evidence, t)}
      </p>
      <div aria-hidden="true" className="relative mt-1.5 h-5">
        <span className="absolute inset-x-0 top-1 h-2 rounded-full bg-sunken" />
        {[1, 2, 3].map((level) => (
          <span
            key={level}
            className="absolute top-0.5 h-3 w-px bg-line-strong"
            style={{ left: at(level) }}
          />
        ))}
        <span
          className="absolute top-1 h-2 rounded-full bg-carry-soft"
          style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }}
        />
        <span
          className="absolute top-0.5 h-3 w-1 -translate-x-1/2 rounded-sm bg-carry"
          style={{ left: at(levelOf(belief.theta)) }}
        />
      </div>
    </>
  );
}

function basis(evidence: readonly Evidence[], t: Messages): string {
  const kinds = [...new Set(evidence.map(({ kind }) => t.evidenceKind[kind]))];
  return kinds.length === 0 ? t.life.noEvidence : fill(t.life.restsOn, { kinds: kinds.join(", ") });
}
