/**
 * What is worth asking before anything is changed. An answer is not expected to move η; it makes known how far a plan
 * can be trusted (docs/model.md 2.7).
 */
import { precisionOf } from "../belief/evidence.ts";
import { DEFAULTS } from "../constants.ts";
import type { LifeModel } from "../life/life-model.ts";

export interface OpenQuestion {
  skillId: string;
  /** sd of η∞ as far as skills explain it: now, and after one answer of a structured interview. */
  sdBefore: number;
  sdAfter: number;
}

/** An answer has to remove that share of the variance. */
const LEAST_SHARE = 0.03;
const MINUTES = 1.5;
/** Of a reader of answers, where nothing is known of its own [A] (docs/model.md 2.1). */
const RELIABILITY = 0.8;

export function openQuestion(model: Pick<LifeModel, "belief" | "skillGradient">): OpenQuestion | undefined {
  const gradient = model.skillGradient().filter(([, slope]) => slope !== 0);
  const variance = gradient.length === 0 ? 0 : model.belief.varianceAlong(gradient);
  if (!(variance > 0)) return undefined;
  const precision = precisionOf("interview_structured", DEFAULTS, 1, RELIABILITY);
  const [best] = model.belief.nextQuestions(gradient, () => ({ precision, minutes: MINUTES }), 1);
  if (best === undefined || best.varianceRemoved < LEAST_SHARE * variance) return undefined;
  const left = Math.max(0, variance - best.varianceRemoved);
  return { skillId: best.skillId, sdBefore: Math.sqrt(variance), sdAfter: Math.sqrt(left) };
}
