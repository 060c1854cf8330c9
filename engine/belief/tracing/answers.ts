/** Streams of answers: who answered what right, one answer after another. */
import { ModelError } from "../../errors.ts";

/** Answers of many learners, learner after learner, each in the order of answering. */
export interface AnswerLog {
  /** Number of skills; `skill` holds 0 … skills − 1. */
  skills: number;
  /** Learner i gave the answers starts[i] … starts[i + 1] − 1; one entry more than there are learners. */
  starts: Int32Array;
  skill: Int32Array;
  /** 1 right, 0 wrong. */
  correct: Uint8Array;
}

export interface Answer {
  skill: number;
  correct: boolean;
}

/** One log from the answers of each learner. Throws `out_of_range` for a skill that is none of 0 … skills − 1. */
export function answerLog(skills: number, learners: readonly (readonly Answer[])[]): AnswerLog {
  const starts = new Int32Array(learners.length + 1);
  for (const [i, answers] of learners.entries()) starts[i + 1] = starts[i]! + answers.length;
  const skill = new Int32Array(starts[learners.length]!);
  const correct = new Uint8Array(skill.length);
  for (const [i, answers] of learners.entries()) {
    for (const [j, answer] of answers.entries()) {
      requireSkill(answer.skill, skills);
      skill[starts[i]! + j] = answer.skill;
      correct[starts[i]! + j] = answer.correct ? 1 : 0;
    }
  }
  return { skills, starts, skill, correct };
}

/** The log of some of the learners, in the order named. */
export function someLearners(log: AnswerLog, learners: readonly number[]): AnswerLog {
  const starts = new Int32Array(learners.length + 1);
  for (const [i, learner] of learners.entries()) {
    starts[i + 1] = starts[i]! + log.starts[learner + 1]! - log.starts[learner]!;
  }
  const skill = new Int32Array(starts[learners.length]!);
  const correct = new Uint8Array(skill.length);
  for (const [i, learner] of learners.entries()) {
    const from = log.starts[learner]!;
    const to = log.starts[learner + 1]!;
    skill.set(log.skill.subarray(from, to), starts[i]);
    correct.set(log.correct.subarray(from, to), starts[i]);
  }
  return { skills: log.skills, starts, skill, correct };
}

/** Share of right answers by skill, drawn to the overall share by `strength` imagined answers. */
export function skillMeans(log: AnswerLog, strength: number): Float64Array {
  const right = new Float64Array(log.skills);
  const count = new Float64Array(log.skills);
  let allRight = 0;
  for (let i = 0; i < log.skill.length; i++) {
    const s = log.skill[i]!;
    count[s] = count[s]! + 1;
    right[s] = right[s]! + log.correct[i]!;
    allRight += log.correct[i]!;
  }
  const overall = log.skill.length === 0 ? 0.5 : allRight / log.skill.length;
  return right.map((sum, s) => (sum + strength * overall) / (count[s]! + strength));
}

function requireSkill(skill: number, skills: number): void {
  if (!Number.isInteger(skill) || skill < 0 || skill >= skills) {
    throw new ModelError("out_of_range", "skill", `got ${skill}; give a whole number in [0, ${skills - 1}]`);
  }
}
