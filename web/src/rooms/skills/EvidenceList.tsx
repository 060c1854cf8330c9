import type { Evidence } from "@trajectory/protocols/events/entities.ts";
import type { KnownSkill } from "../../api/routes.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Lock } from "../../travel/Lock.tsx";
import { Button } from "../../ui/Button.tsx";
import { useEdits } from "../../editing/edits.ts";
import { levelText } from "../../editing/levels.ts";

interface EvidenceListProps {
  skill: KnownSkill;
  evidence: readonly Evidence[];
  onAdd: () => void;
}

/** What a belief rests on, newest first; each piece can be retracted. */
export function EvidenceList({ skill, evidence, onAdd }: EvidenceListProps) {
  const { t, f } = useI18n();
  const { attempt } = useEdits();

  function retract(one: Evidence): void {
    attempt((store) => store.edit("skills", "retract_evidence", { evidenceId: one.id }), {
      text: t.events.evidence_retracted,
      undo: undefined,
    });
  }

  return (
    <>
      <details className="mt-1 text-sm">
        <summary className="w-fit text-muted">{f.plural(t.life.evidenceCount, evidence.length)}</summary>
        <ul className="mt-1">
          {evidence
            .toSorted((a, b) => b.t - a.t)
            .map((one) => (
              <li key={one.id} className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-1">
                <span className="mr-auto">
                  {t.evidenceKind[one.kind]}: {valueText(one)}{" "}
                  <span className="text-muted">
                    {f.date(one.t)}, {one.sourceId}
                  </span>
                  {one.quote !== undefined && <q className="block text-muted">{one.quote}</q>}
                </span>
                <Lock>
                  <Button
                    kind="quiet"
                    onClick={() => retract(one)}
                    aria-label={fill(t.life.actionOn, {
                      action: t.life.retract,
                      name: t.evidenceKind[one.kind],
                    })}
                  >
                    {t.life.retract}
                  </Button>
                </Lock>
              </li>
            ))}
        </ul>
      </details>
      <Lock>
        <Button
          className="mt-2"
          onClick={onAdd}
          aria-label={fill(t.life.actionOn, { action: t.life.addEvidence, name: skill.name })}
        >
          {t.life.addEvidence}
        </Button>
      </Lock>
    </>
  );

  function valueText({ value }: Evidence): string {
    if ("level" in value) return levelText(value.level, t);
    return fill(t.life.correctOf, { k: value.k, n: value.n });
  }
}
