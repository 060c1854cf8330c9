/** What stands out in a person's facts, found by rules that anybody can read; words come later (docs/plans.md). */
import type { ChangePart } from "../life/snapshot.ts";
import type { Facts } from "./facts.ts";
import { refer, type Reference } from "./references.ts";

export const INSIGHT_KINDS = [
  "eta_changed",
  "pace_short",
  "hours_overload",
  "constraint_weighs",
  "skill_stale",
  "feature_moves",
  "claims_differ",
  "progress_unreported",
  "skill_unseen",
  "signals_missing",
] as const;
export type InsightKind = (typeof INSIGHT_KINDS)[number];

export type Entity = "project" | "skill" | "constraint" | "feature";

/** Something the words name. */
export interface Mention {
  entity: Entity | "change";
  id: string;
  /** Of a change: what of the thing changed. */
  part?: ChangePart["kind"];
}

export interface Insight {
  kind: InsightKind;
  /** Larger comes first. */
  weight: number;
  references: Reference[];
  mentions: Mention[];
}

export const MAX_INSIGHTS = 12;
/** η has changed when it is this far from where it was: two points. */
const CHANGED = 0.02;
const PARTS_SHOWN = 3;
const SMALL_PART = 0.005;
/** Share of what is needed that one constraint takes. */
const WEIGHTY = 0.15;
/** Of its half-life: by then a skill has lost a quarter of what was known above its prior. */
const STALE = 0.42;
const UNREPORTED_DAYS = 14;
/** Days that say too little of a feature. */
const FEW_DAYS = 10;
const FEATURES_SHOWN = 2;

type Finder = (facts: Facts) => Insight[];

const FINDERS: readonly Finder[] = [
  etaChanged,
  paceShort,
  hoursOverload,
  constraintWeighs,
  skillsStale,
  featuresMove,
  claimsDiffer,
  progressUnreported,
  skillsUnseen,
  signalsMissing,
];

/** Most important first, at most MAX_INSIGHTS. */
export function findInsights(facts: Facts): Insight[] {
  return FINDERS.flatMap((find) => find(facts))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_INSIGHTS);
}

/** With the contributions that explain it, largest first. */
function etaChanged(facts: Facts): Insight[] {
  const change = facts.change?.change ?? null;
  if (change === null || Math.abs(change) < CHANGED) return [];
  const parts = (facts.change?.parts ?? [])
    .filter(({ value }) => Math.abs(value) >= SMALL_PART)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, PARTS_SHOWN);
  return [
    {
      kind: "eta_changed",
      weight: 100 + 100 * Math.abs(change),
      references: [
        refer(facts, "before", "before.eta.value", "share"),
        refer(facts, "now", "state.eta.value", "share"),
        refer(facts, "days", "days", "day"),
        ...parts.map(({ kind, id }, i) =>
          refer(facts, `part${i}`, `change.parts.${kind}:${id}.value`, "points"),
        ),
      ],
      mentions: parts.map(({ kind, id }) => ({ entity: "change", id, part: kind })),
    },
  ];
}

/** A project whose date asks for more pace than is held. */
function paceShort(facts: Facts): Insight[] {
  return facts.needs
    .filter(({ needed, held }) => needed > Math.max(held, 0))
    .map(({ id, needed, held }) => ({
      kind: "pace_short",
      weight: 90 + 10 * (1 - Math.max(held, 0) / needed),
      references: [
        refer(facts, "needed", `needs.${id}.needed`, "eh/wk"),
        refer(facts, "held", `needs.${id}.held`, "eh/wk"),
        refer(facts, "weeks", `needs.${id}.weeksLeft`, "wk"),
      ],
      mentions: [{ entity: "project", id }],
    }));
}

function hoursOverload(facts: Facts): Insight[] {
  const { planned, over } = facts.load;
  if (!(over > 0.5)) return [];
  return [
    {
      kind: "hours_overload",
      weight: 80 + Math.min(10, (10 * over) / planned),
      references: [
        refer(facts, "planned", "load.planned", "h/wk"),
        refer(facts, "available", "load.available", "h/wk"),
        refer(facts, "over", "load.over", "h/wk"),
      ],
      mentions: [],
    },
  ];
}

/** The heaviest one, where it takes a good part of all that is needed. */
function constraintWeighs(facts: Facts): Insight[] {
  const { gravity, escapeVelocity } = facts.state;
  const heaviest = gravity.parts.toSorted((a, b) => b.value - a.value)[0];
  if (heaviest === undefined || heaviest.value < WEIGHTY * escapeVelocity.value) return [];
  return [
    {
      kind: "constraint_weighs",
      weight: 50 + (20 * heaviest.value) / escapeVelocity.value,
      references: [
        refer(facts, "load", `state.gravity.parts.${heaviest.id}.value`, "h/wk"),
        refer(facts, "needed", "state.escapeVelocity.value", "eh/wk"),
      ],
      mentions: [{ entity: "constraint", id: heaviest.id }],
    },
  ];
}

function skillsStale(facts: Facts): Insight[] {
  return facts.skills.flatMap(({ id, days, halfLifeDays }): Insight[] => {
    if (days === null || days < STALE * halfLifeDays) return [];
    return [
      {
        kind: "skill_stale",
        weight: 40 + Math.min(10, days / halfLifeDays),
        references: [
          refer(facts, "days", `skills.${id}.days`, "day"),
          refer(facts, "halfLife", `skills.${id}.halfLifeDays`, "day"),
        ],
        mentions: [{ entity: "skill", id }],
      },
    ];
  });
}

/** Of many features some move with η by chance: the intervals are those of one, and the words say how many there were. */
function featuresMove(facts: Facts): Insight[] {
  return facts.features
    .filter(({ days, low, high }) => days >= FEW_DAYS && (low > 0 || high < 0))
    .sort((a, b) => Math.abs(b.r) - Math.abs(a.r))
    .slice(0, FEATURES_SHOWN)
    .map(({ id, r }) => ({
      kind: "feature_moves",
      weight: 30 + Math.abs(r),
      references: [
        refer(facts, "r", `features.${id}.r`, "r"),
        refer(facts, "low", `features.${id}.low`, "r"),
        refer(facts, "high", `features.${id}.high`, "r"),
        refer(facts, "days", `features.${id}.days`, "day"),
        refer(facts, "tested", "tested", "count"),
      ],
      mentions: [{ entity: "feature", id }],
    }));
}

function claimsDiffer(facts: Facts): Insight[] {
  if (facts.claims.differ === 0) return [];
  return [
    {
      kind: "claims_differ",
      weight: 35,
      references: [
        refer(facts, "differ", "claims.differ", "count"),
        refer(facts, "compared", "claims.compared", "count"),
      ],
      mentions: [],
    },
  ];
}

function progressUnreported(facts: Facts): Insight[] {
  const open = new Set(
    facts.state.projects
      .filter(({ remaining, hours }) => remaining.value > 0 && hours > 0)
      .map(({ id }) => id),
  );
  return facts.reports
    .filter(({ id, days }) => open.has(id) && days >= UNREPORTED_DAYS)
    .map(({ id, days }) => ({
      kind: "progress_unreported",
      weight: 60 + Math.min(10, days / UNREPORTED_DAYS),
      references: [refer(facts, "days", `reports.${id}.days`, "day")],
      mentions: [{ entity: "project", id }],
    }));
}

/** Required, and nobody knows how well it is mastered. */
function skillsUnseen(facts: Facts): Insight[] {
  return facts.skills
    .filter(({ days }) => days === null)
    .map(({ id, sd }) => ({
      kind: "skill_unseen",
      weight: 45 + Math.min(5, sd),
      references: [refer(facts, "sd", `skills.${id}.sd`, "level")],
      mentions: [{ entity: "skill", id }],
    }));
}

/** η rests on what was declared alone. */
function signalsMissing(facts: Facts): Insight[] {
  if (facts.features.length > 0 || Object.keys(facts.state.body.seen).length > 0) return [];
  return [
    {
      kind: "signals_missing",
      weight: 10,
      references: [refer(facts, "coverage", "state.body.coverage", "share")],
      mentions: [],
    },
  ];
}
