import { useCallback } from "react";
import { getBelief, type Belief } from "../../api/belief.ts";
import type { KnownSkill, Portfolio } from "../../api/routes.ts";
import { levelOf } from "../../editing/levels.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { Waterfall, type WaterfallItem } from "../../ui/Waterfall.tsx";

/** Logits a level: θ = 1.5·(level − 2). */
const LOGITS_A_LEVEL = 1.5;

/** Where the level comes from: what was taken before any evidence, and what each piece moved it by. */
export function BeliefParts({ skill, portfolio }: { skill: KnownSkill; portfolio: Portfolio }) {
  const { t, f } = useI18n();
  const { id } = skill;
  const load = useCallback(() => getBelief(id), [id]);
  const { value: belief, error, reload } = useResource(load);
  if (error !== undefined) return <ErrorNotice error={error} onRetry={reload} />;
  if (belief === undefined) return <output>{t.app.loading}</output>;
  return (
    <>
      <p className="mt-2 text-sm">
        {fill(t.skills.nextAnswer, { share: f.percent(belief.nextAnswer.value) })}{" "}
        {Number.isFinite(belief.halfLife.value) &&
          fill(t.skills.halfLife, { days: f.number(belief.halfLife.value, 0) })}
      </p>
      <details className="mt-2" open>
        <summary className="w-fit text-sm text-muted">{t.skills.parts}</summary>
        <Waterfall
          caption={t.skills.parts}
          head={[t.life.evidenceKindLabel, t.life.level]}
          items={items(belief)}
          sum={{ label: t.skills.partsSum, value: levelOf(belief.theta.value) }}
          write={(value) => f.number(value, 2)}
          tone="carry"
        />
      </details>
    </>
  );

  function items({ prior, contributions, others }: Belief): WaterfallItem[] {
    const parts = contributions.map(({ evidenceId, value }) => {
      return { id: evidenceId, label: labelOf(evidenceId), value: value / LOGITS_A_LEVEL };
    });
    const rest = f.plural(t.skills.others, others.count);
    return [
      { id: "prior", label: t.skills.prior, value: levelOf(prior.value) },
      ...parts,
      ...(others.count === 0 ? [] : [{ id: "others", label: rest, value: others.value / LOGITS_A_LEVEL }]),
    ];
  }

  function labelOf(evidenceId: string): string {
    const evidence = portfolio.evidence.find((one) => one.id === evidenceId);
    if (evidence === undefined) return evidenceId;
    const kind = t.evidenceKind[evidence.kind];
    if (evidence.skillId === id) return `${kind}, ${f.date(evidence.t)}`;
    const other = portfolio.skills.find((one) => one.id === evidence.skillId);
    return fill(t.skills.ofOther, { kind, name: other?.name ?? evidence.skillId });
  }
}
