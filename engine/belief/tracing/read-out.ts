/**
 * The next answer, read from what was believed before the day and from the answers of the day
 * (docs/decisions/0010-answer-time-scales.md).
 *
 * The belief says what lasts. Answers of one day hang together at several time scales, and one Gaussian with one fast
 * component holds too little of that. So the belief's logit is one term beside fading means of what was surprising, on
 * the skill and on everything, and the last answers one by one. The weights are the same for all skills and people.
 * Every term is linear in the answers, so the logit can be taken apart.
 */
import { logistic } from "../../numerics/logistic.ts";
import { DISCOUNTS, FadingMeans } from "./fading-mean.ts";

const SCALES = DISCOUNTS.length;
const LAST = 4;
/** Imagined answers as expected before the first real one. */
const PRIOR_ANSWERS = 1;
const PRIOR_OTHERS = 4;

/** Names of the terms in their order; those of one name belong together in an explanation. */
export const READ_OUT_TERMS: readonly string[] = [
  "offset",
  "belief",
  ...repeat("skill", SCALES),
  ...repeat("form", SCALES),
  ...repeat("last_on_skill", LAST),
  ...repeat("last_answers", LAST),
  "just_before",
  "just_before",
  "other_skills",
  "practice",
  "practice",
  "practice",
];

/**
 * Fitted by `npm run eval -- knowledge-tracing --train DIR --fit-read-out` to the training learners of ASSISTments
 * 2009 and 2015 together, with every fifth learner left out, and rounded. No answer and no weight of a skill ships. [F]
 */
// prettier-ignore
export const READ_OUT_WEIGHTS: readonly number[] = [
  0.224, 1.158,
  -0.4, -0.492, 0.78, 1.155, -0.276,
  -0.865, -1.663, 0.73, 0.984, -0.069,
  -0.117, 0.193, -0.038, 0.034,
  1.781, 0.252, 0.073, 0.21,
  -0.162, 0.043,
  1.527,
  -0.909, 0.002, -0.011,
];

interface SkillAnswers {
  means: FadingMeans;
  last: number[];
  count: number;
  surprise: number;
}

/** What somebody has answered, kept so that a prediction costs the same after any number of answers. */
export class AnswerHistory<Skill> {
  readonly #means = new FadingMeans();
  readonly #bySkill = new Map<Skill, SkillAnswers>();
  #last: number[] = [];
  #count = 0;
  #surprise = 0;
  #before: { skill: Skill; right: boolean } | undefined;

  get length(): number {
    return this.#count;
  }

  /** @param expected P(right) of anybody before anything is known of the person */
  add(skill: Skill, right: boolean, expected: number): void {
    const surprise = (right ? 1 : 0) - expected;
    let on = this.#bySkill.get(skill);
    if (on === undefined) {
      on = { means: new FadingMeans(), last: [], count: 0, surprise: 0 };
      this.#bySkill.set(skill, on);
    }
    for (const answers of [on.means, this.#means]) answers.add(surprise);
    on.last = [surprise, ...on.last].slice(0, LAST);
    this.#last = [surprise, ...this.#last].slice(0, LAST);
    on.count += 1;
    on.surprise += surprise;
    this.#count += 1;
    this.#surprise += surprise;
    this.#before = { skill, right };
  }

  /** Writes the values of the terms; `belief` is the logit that the belief alone gives. */
  terms(skill: Skill, belief: number, into: Float64Array): void {
    into.fill(0);
    const on = this.#bySkill.get(skill);
    let at = 0;
    into[at++] = 1;
    into[at++] = belief;
    for (let k = 0; k < SCALES; k++) into[at++] = on?.means.mean(k, PRIOR_ANSWERS) ?? 0;
    for (let k = 0; k < SCALES; k++) into[at++] = this.#means.mean(k, PRIOR_ANSWERS);
    for (let lag = 0; lag < LAST; lag++) into[at++] = on?.last[lag] ?? 0;
    for (let lag = 0; lag < LAST; lag++) into[at++] = this.#last[lag] ?? 0;
    const before = this.#before;
    const mark = before === undefined ? 0 : before.right ? 1 : -1;
    into[at++] = before?.skill === skill ? mark : 0;
    into[at++] = before?.skill === skill ? 0 : mark;
    into[at++] = (this.#surprise - (on?.surprise ?? 0)) / (this.#count - (on?.count ?? 0) + PRIOR_OTHERS);
    into[at++] = on === undefined ? 1 : 0;
    into[at++] = Math.log1p(on?.count ?? 0);
    into[at++] = Math.log1p(this.#count);
  }
}

export interface NextAnswer {
  /** P(right). */
  success: number;
  /** Logit; the parts sum to it. */
  logit: number;
  parts: readonly { name: string; value: number }[];
}

/** Weighs the terms; without a history the belief speaks alone. */
export function readOut<Skill>(
  history: AnswerHistory<Skill>,
  skill: Skill,
  belief: number,
  weights: ArrayLike<number> = READ_OUT_WEIGHTS,
): NextAnswer {
  if (history.length === 0) {
    return { success: logistic(belief), logit: belief, parts: [{ name: "belief", value: belief }] };
  }
  const terms = new Float64Array(READ_OUT_TERMS.length);
  history.terms(skill, belief, terms);
  const shares = new Map<string, number>();
  for (const [i, name] of READ_OUT_TERMS.entries())
    shares.set(name, (shares.get(name) ?? 0) + terms[i]! * weights[i]!);
  const parts = Array.from(shares, ([name, value]) => ({ name, value }));
  const logit = parts.reduce((sum, { value }) => sum + value, 0);
  return { success: logistic(logit), logit, parts };
}

function repeat(name: string, times: number): string[] {
  return Array.from({ length: times }, () => name);
}
