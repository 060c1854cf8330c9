/**
 * The skill belief at the grain of single answers (docs/decisions/0010-answer-time-scales.md): each skill is a slow
 * and a fast Gaussian component, beside a slow level and a fast form shared by all skills of the domain. One joint
 * Gaussian; an answer is one Newton step on it; between answers the fast parts forget.
 *
 *   logit = offset + level + form + slow_s + fast_s,   τ = p(1−p),   z = logit + (y − p)/τ
 *   fast ← ρ·fast,  Var ← ρ²·Var + σ²(1 − ρ²)          per answer (form) or per answer on the skill (fast)
 */
import { requireBetween } from "../../errors.ts";
import { logistic } from "../../numerics/logistic.ts";

export interface AnswerStateSettings {
  /** logit. Prior SD of the domain's lasting level. */
  levelSd: number;
  /** logit. Stationary SD of the domain's form, and what is left of it after one answer. */
  formSd: number;
  formRetention: number;
  /** logit. Prior SD of a skill's lasting deviation. */
  slowSd: number;
  /** logit. Stationary SD of a skill's fast deviation, and what is left of it after one answer on the skill. */
  fastSd: number;
  fastRetention: number;
  /** logit. What practising once adds to a skill of which nothing is known yet: the gain is this times 1 − p. */
  practiceGain: number;
}

export interface StatePrediction {
  /** Mean and variance of the logit. */
  mean: number;
  variance: number;
  /** Expected success σ(mean/√(1 + π·variance/8)). */
  success: number;
}

const LEVEL = 0;
const FORM = 1;
/** Newton's precision p(1−p) stays above this: a sure prediction gone wrong must not move the state without bound. */
const LEAST_PRECISION = 1e-3;

export class AnswerState {
  private readonly settings: AnswerStateSettings;
  /** Skill → place of its slow component; the fast one follows. */
  private readonly place = new Map<number, number>();
  private readonly means: number[] = [0, 0];
  /** Rows of the covariance. */
  private readonly rows: number[][];

  constructor(settings: AnswerStateSettings) {
    requireBetween(settings.formRetention, 0, 1, "formRetention");
    requireBetween(settings.fastRetention, 0, 1, "fastRetention");
    this.settings = settings;
    this.rows = [
      [settings.levelSd ** 2, 0],
      [0, settings.formSd ** 2],
    ];
  }

  /** The next answer on a skill; `offset` is how easy it is for anybody, logit. */
  predict(skill: number, offset: number): StatePrediction {
    const at = this.place.get(skill);
    const { slowSd, fastSd } = this.settings;
    const known = this.combined(at);
    const mean = offset + known.mean;
    const variance = known.variance + (at === undefined ? slowSd ** 2 + fastSd ** 2 : 0);
    return { mean, variance, success: logistic(mean / Math.sqrt(1 + (Math.PI * variance) / 8)) };
  }

  /** Takes in an answer and lets the fast components age by one answer. */
  update(skill: number, offset: number, correct: boolean): void {
    const { formSd, formRetention, fastSd, fastRetention, practiceGain } = this.settings;
    const at = this.open(skill);
    const { mean, variance, covariance } = this.combined(at);
    const p = logistic(offset + mean);
    const precision = Math.max(LEAST_PRECISION, p * (1 - p));
    const gain = precision / (1 + precision * variance);
    const innovation = ((correct ? 1 : 0) - p) / precision;
    for (const [i, row] of this.rows.entries()) {
      const scale = gain * covariance[i]!;
      this.means[i] = this.means[i]! + scale * innovation;
      for (let j = 0; j < row.length; j++) row[j] = row[j]! - scale * covariance[j]!;
    }
    this.means[at] = this.means[at]! + practiceGain * (1 - p);
    this.age(FORM, formRetention, formSd);
    this.age(at + 1, fastRetention, fastSd);
  }

  /** The slow and the fast component of a skill as they stand, with their marginal variances. */
  components(skill: number): {
    slow: { mean: number; variance: number };
    fast: { mean: number; variance: number };
  } {
    const at = this.open(skill);
    return {
      slow: { mean: this.means[at]!, variance: this.rows[at]![at]! },
      fast: { mean: this.means[at + 1]!, variance: this.rows[at + 1]![at + 1]! },
    };
  }

  /** Covariance of level, form, and slow and fast of each skill in the order of their first answer. */
  covariance(): Float64Array {
    return Float64Array.from(this.rows.flat());
  }

  /** Mean, variance and covariances with every component of the sum that an answer reads. */
  private combined(at: number | undefined): { mean: number; variance: number; covariance: Float64Array } {
    const read = at === undefined ? [LEVEL, FORM] : [LEVEL, FORM, at, at + 1];
    const covariance = new Float64Array(this.means.length);
    let mean = 0;
    for (const i of read) {
      mean += this.means[i]!;
      const row = this.rows[i]!;
      for (let j = 0; j < row.length; j++) covariance[j] = covariance[j]! + row[j]!;
    }
    let variance = 0;
    for (const i of read) variance += covariance[i]!;
    return { mean, variance: Math.max(0, variance), covariance };
  }

  /** Place of a skill's slow component, at its prior if it is new. */
  private open(skill: number): number {
    const known = this.place.get(skill);
    if (known !== undefined) return known;
    const at = this.means.length;
    this.place.set(skill, at);
    this.means.push(0, 0);
    for (const row of this.rows) row.push(0, 0);
    this.rows.push(zeros(at + 2), zeros(at + 2));
    this.rows[at]![at] = this.settings.slowSd ** 2;
    this.rows[at + 1]![at + 1] = this.settings.fastSd ** 2;
    return at;
  }

  private age(i: number, retention: number, sd: number): void {
    this.means[i] = this.means[i]! * retention;
    const row = this.rows[i]!;
    for (let j = 0; j < row.length; j++) {
      row[j] = row[j]! * retention;
      this.rows[j]![i] = this.rows[j]![i]! * retention;
    }
    row[i] = row[i]! + sd ** 2 * (1 - retention ** 2);
  }
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}
