/** What insights are found in: the state now and a week before, and what follows from them by plain arithmetic. */
import { LOGIT_PER_LEVEL } from "../belief/evidence.ts";
import { MS_PER_DAY } from "../forces/forces-input.ts";
import type { LifeModel } from "../life/life-model.ts";
import type { ChangeReport, PhysicsSnapshot } from "../life/snapshot.ts";

/** A feature of the signals beside η, day by day; r with its 95 % interval. */
export interface FeatureFact {
  /** `kind.feature` with a dash, such as `motion-cadence`. */
  id: string;
  days: number;
  r: number;
  low: number;
  high: number;
}

interface Need {
  id: string;
  /** eh/wk from now to the deadline, and held now after gravity took its share. */
  needed: number;
  held: number;
  weeksLeft: number;
}

interface SkillFact {
  id: string;
  /** Since the newest evidence; null: there is none. */
  days: number | null;
  halfLifeDays: number;
  /** Of the belief, in levels. */
  sd: number;
}

export interface Facts {
  state: PhysicsSnapshot;
  /** A week before; null: nothing was known then. */
  before: PhysicsSnapshot | null;
  change: ChangeReport | null;
  /** Between the two. */
  days: number;
  /** Of projects with a deadline ahead and work left. */
  needs: Need[];
  /** h/wk: planned for projects, and there after gravity took its share. */
  load: { planned: number; available: number; over: number };
  /** Of what projects require. */
  skills: SkillFact[];
  /** Days since the progress of a project was reported. */
  reports: { id: string; days: number }[];
  features: FeatureFact[];
  /** Features that were looked at. */
  tested: number;
  /** Claims about oneself that signals could be held against, and those from which they differ. */
  claims: { compared: number; differ: number };
}

export interface FactSources {
  model: LifeModel;
  before: PhysicsSnapshot | null;
  /** Days between the two. */
  days: number;
  features: readonly FeatureFact[];
}

export function gatherFacts({ model, before, days, features }: FactSources): Facts {
  const state = model.snapshot();
  const planned = state.projects.reduce((sum, { hours }) => sum + hours, 0);
  const available = Math.max(0, state.capacity.value - state.gravity.value);
  const claims = model.claims().filter(({ llr }) => llr !== 0);
  return {
    state,
    before,
    change: before === null ? null : model.why(before, state),
    days,
    needs: needsOf(state, planned),
    load: { planned, available, over: planned - available },
    skills: skillsOf(model, state.t),
    reports: model.toJSON().reports.map(([id, { t }]) => ({ id, days: daysBetween(t, state.t) })),
    features: [...features],
    tested: features.length,
    claims: { compared: claims.length, differ: claims.filter(({ verdict }) => verdict === "differs").length },
  };
}

function needsOf(state: PhysicsSnapshot, planned: number): Need[] {
  return state.projects.flatMap(({ id, remaining, weeksLeft, pace, hours, relevance }): Need[] => {
    if (weeksLeft === null || weeksLeft < 1 || remaining.value <= 0 || relevance <= 0) return [];
    const share = planned > 0 ? hours / planned : 0;
    const held = pace.value - state.gravity.value * share;
    return [{ id, needed: remaining.value / weeksLeft, held, weeksLeft }];
  });
}

function skillsOf(model: LifeModel, now: number): SkillFact[] {
  const newest = new Map<string, number>();
  for (const { skillId, t } of model.toJSON().belief.evidence) {
    newest.set(skillId, Math.max(t, newest.get(skillId) ?? 0));
  }
  const required = new Set(
    model.projects().flatMap(({ requires, progress }) => {
      return progress < 1 ? requires.map(({ skillId }) => skillId) : [];
    }),
  );
  return [...required].map((id) => {
    const last = newest.get(id);
    return {
      id,
      days: last === undefined ? null : daysBetween(last, now),
      halfLifeDays: model.belief.filter(id).halfLifeDays,
      sd: model.belief.readout(id, 0).sd / LOGIT_PER_LEVEL,
    };
  });
}

function daysBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / MS_PER_DAY));
}
