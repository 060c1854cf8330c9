/** Learners whose answers follow a known law, for tests. */
import { logistic } from "../../numerics/logistic.ts";
import { draw } from "../../numerics/philox.ts";
import { type Answer, type AnswerLog, answerLog } from "./answers.ts";
import type { AnswerStateSettings } from "./answer-state.ts";

/** The law the learners follow. */
export const LAW: AnswerStateSettings = {
  levelSd: 0.8,
  formSd: 0.4,
  formRetention: 0.95,
  slowSd: 0.5,
  fastSd: 1,
  fastRetention: 0.8,
  practiceGain: 0,
};

export interface Simulated {
  log: AnswerLog;
  /** How easy each skill is for anybody, logit. */
  offsets: number[];
  /** The true probability of each answer. */
  truth: Float64Array;
}

/** Each learner works on skills in runs of 1 to 6 answers. */
export function simulateLearners(seed: number, count: number, answers: number, skills = 6): Simulated {
  const offsets = Array.from({ length: skills }, (_, s) => -0.5 + (1.5 * s) / (skills - 1));
  const truth = new Float64Array(count * answers);
  const learners = Array.from({ length: count }, (_, i) => {
    let step = 0;
    const next = (): { z: number; u: number } => draw(seed, i, step++, 0);
    return simulate(offsets, answers, next, truth.subarray(i * answers, (i + 1) * answers));
  });
  return { log: answerLog(skills, learners), offsets, truth };
}

function simulate(
  offsets: readonly number[],
  answers: number,
  next: () => { z: number; u: number },
  truth: Float64Array,
): Answer[] {
  const level = LAW.levelSd * next().z;
  let form = LAW.formSd * next().z;
  const slow = offsets.map(() => LAW.slowSd * next().z);
  const fast = offsets.map(() => LAW.fastSd * next().z);
  const given: Answer[] = [];
  let skill = 0;
  let left = 0;
  for (let t = 0; t < answers; t++) {
    if (left === 0) {
      skill = Math.floor(next().u * offsets.length);
      left = 1 + Math.floor(next().u * 6);
    }
    left--;
    truth[t] = logistic(offsets[skill]! + level + form + slow[skill]! + fast[skill]!);
    given.push({ skill, correct: next().u < truth[t]! });
    form = age(form, LAW.formRetention, LAW.formSd, next().z);
    fast[skill] = age(fast[skill]!, LAW.fastRetention, LAW.fastSd, next().z);
  }
  return given;
}

function age(value: number, retention: number, sd: number, z: number): number {
  return retention * value + sd * Math.sqrt(1 - retention ** 2) * z;
}
