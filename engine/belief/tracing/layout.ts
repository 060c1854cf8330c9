/** Which weights the tracer has, and where they lie. A group is a family of weights that share one Gaussian prior. */
import { DISCOUNTS } from "./fading-mean.ts";

export const SCALES = DISCOUNTS.length;
export const LAGS = 8;
export const SKILL_LAGS = 4;
export const OVERALL_SKILL_LAGS = 2;
export const PAIRED = 4;
export const PAIRS = (PAIRED * (PAIRED - 1)) / 2;
export const BUCKETS = 15;

/** What a term is called in an explanation; several groups may share a name. */
export type Part =
  | "skill"
  | "attempt"
  | "practised"
  | "pause"
  | "position"
  | "last_on_skill"
  | "level_of_skill"
  | "last_answers"
  | "form"
  | "just_before"
  | "before_the_switch"
  | "transfer"
  | "other_skills"
  | "agreement";

interface Group {
  part: Part;
  size: (skills: number) => number;
}

const perSkill = (size: number) => (skills: number) => skills * size;
const shared = (size: number) => () => size;
/** Skill answered before × skill asked now × whether it was right. */
const transition = (skills: number): number => skills * skills * 2;

const GROUPS = {
  skill: { part: "skill", size: perSkill(1) },
  attempt: { part: "attempt", size: shared(BUCKETS) },
  attemptBySkill: { part: "attempt", size: perSkill(BUCKETS) },
  breadth: { part: "practised", size: shared(BUCKETS) },
  practised: { part: "practised", size: (skills) => skills * skills },
  pause: { part: "pause", size: shared(BUCKETS) },
  position: { part: "position", size: shared(BUCKETS) },
  lastOnSkill: { part: "last_on_skill", size: shared(LAGS) },
  lastOnSkillBySkill: { part: "last_on_skill", size: perSkill(SKILL_LAGS) },
  level: { part: "level_of_skill", size: shared(SCALES) },
  levelBySkill: { part: "level_of_skill", size: perSkill(SCALES) },
  lastAnswers: { part: "last_answers", size: shared(LAGS) },
  lastAnswersBySkill: { part: "last_answers", size: perSkill(OVERALL_SKILL_LAGS) },
  form: { part: "form", size: shared(SCALES) },
  formBySkill: { part: "form", size: perSkill(SCALES) },
  before1: { part: "just_before", size: transition },
  before2: { part: "just_before", size: transition },
  before3: { part: "just_before", size: transition },
  before1Alike: { part: "just_before", size: perSkill(4) },
  before2Alike: { part: "just_before", size: perSkill(4) },
  beforeSwitchAlike: { part: "before_the_switch", size: perSkill(4) },
  beforeSwitch: { part: "before_the_switch", size: transition },
  transfer: { part: "transfer", size: (skills) => skills * skills },
  others: { part: "other_skills", size: shared(BUCKETS) },
  othersAtFirst: { part: "other_skills", size: perSkill(1) },
  agreementOnSkill: { part: "agreement", size: perSkill(PAIRS) },
  agreement: { part: "agreement", size: perSkill(PAIRS) },
} satisfies Record<string, Group>;

export type GroupName = keyof typeof GROUPS;
const NAMES = Object.keys(GROUPS) as GroupName[];

/** Where the weights of each group lie in the one vector of weights. */
export class Layout {
  /** Skills 0 … skills − 1, and one more for a skill never seen in training. */
  readonly skills: number;
  readonly offset: Record<GroupName, number>;
  /** First weight of each group in order, then the number of weights. */
  readonly bounds: Int32Array;
  readonly parts: readonly Part[] = NAMES.map((name) => GROUPS[name].part);

  constructor(skills: number) {
    this.skills = skills + 1;
    this.bounds = new Int32Array(NAMES.length + 1);
    const offset: Partial<Record<GroupName, number>> = {};
    for (const [i, name] of NAMES.entries()) {
      offset[name] = this.bounds[i]!;
      this.bounds[i + 1] = this.bounds[i]! + GROUPS[name].size(this.skills);
    }
    this.offset = offset as Record<GroupName, number>;
  }

  get weights(): number {
    return this.bounds[NAMES.length]!;
  }

  /** The group a weight belongs to, as an index into `parts`. */
  groupOf(weight: number): number {
    let group = 0;
    while (this.bounds[group + 1]! <= weight) group++;
    return group;
  }
}
