/**
 * Bayesian knowledge tracing [M: Corbett & Anderson 1995]: a skill is known or not; four numbers a skill (known at
 * the start, learned at each answer, guess, slip) by expectation maximisation over each learner's answers on it.
 */
import type { AnswerLog } from "../answers.ts";

export interface BktSkill {
  known: number;
  learn: number;
  guess: number;
  slip: number;
}

const ROUNDS = 40;
const START: BktSkill = { known: 0.4, learn: 0.15, guess: 0.25, slip: 0.12 };
/** Guess and slip stay below one half: otherwise "known" and "unknown" may swap. */
const HIGHEST_ERROR = 0.5;
const SMALL = 1e-4;

export class Bkt {
  readonly skills: readonly BktSkill[];

  private constructor(skills: readonly BktSkill[]) {
    this.skills = skills;
  }

  static fit(log: AnswerLog): Bkt {
    const sequences: number[][][] = Array.from({ length: log.skills }, () => []);
    for (let learner = 0; learner + 1 < log.starts.length; learner++) {
      const own = new Map<number, number[]>();
      for (let i = log.starts[learner]!; i < log.starts[learner + 1]!; i++) {
        const s = log.skill[i]!;
        const answers = own.get(s);
        if (answers === undefined) own.set(s, [log.correct[i]!]);
        else answers.push(log.correct[i]!);
      }
      for (const [s, answers] of own) sequences[s]!.push(answers);
    }
    return new Bkt(sequences.map(fitSkill));
  }

  /** Probability of each answer before it is seen. */
  predict(log: AnswerLog): Float64Array {
    const predicted = new Float64Array(log.skill.length);
    for (let learner = 0; learner + 1 < log.starts.length; learner++) {
      const known = Float64Array.from(this.skills, (skill) => skill.known);
      for (let i = log.starts[learner]!; i < log.starts[learner + 1]!; i++) {
        const s = log.skill[i]!;
        const skill = this.skills[s]!;
        const { right, after } = step(skill, known[s]!, log.correct[i] === 1);
        predicted[i] = right;
        known[s] = after + (1 - after) * skill.learn;
      }
    }
    return predicted;
  }
}

/** P(right) and P(known | answer) from P(known). */
function step(skill: BktSkill, known: number, correct: boolean): { right: number; after: number } {
  const right = known * (1 - skill.slip) + (1 - known) * skill.guess;
  const after = correct ? (known * (1 - skill.slip)) / right : (known * skill.slip) / (1 - right);
  return { right, after };
}

function fitSkill(sequences: readonly (readonly number[])[]): BktSkill {
  if (sequences.length === 0) return START;
  let skill = START;
  for (let round = 0; round < ROUNDS; round++) skill = maximise(skill, sequences);
  return skill;
}

function maximise(skill: BktSkill, sequences: readonly (readonly number[])[]): BktSkill {
  let start = 0;
  let learned = 0;
  let couldLearn = 0;
  let guessed = 0;
  let unknown = 0;
  let slipped = 0;
  let known = 0;
  for (const answers of sequences) {
    const { state, change } = smooth(skill, answers);
    start += state[0]!;
    for (const [t, right] of answers.entries()) {
      known += state[t]!;
      unknown += 1 - state[t]!;
      if (right === 1) guessed += 1 - state[t]!;
      else slipped += state[t]!;
      if (t + 1 === answers.length) continue;
      learned += change[t]!;
      couldLearn += 1 - state[t]!;
    }
  }
  return {
    known: inside((start + 1) / (sequences.length + 2), 1),
    learn: inside((learned + 0.1) / (couldLearn + 1), 1),
    guess: inside((guessed + 0.25) / (unknown + 1), HIGHEST_ERROR),
    slip: inside((slipped + 0.1) / (known + 1), HIGHEST_ERROR),
  };
}

/** Forward–backward: P(known at t | all answers) and P(unknown at t, known at t + 1 | all answers). */
function smooth(
  { known, learn, guess, slip }: BktSkill,
  answers: readonly number[],
): { state: Float64Array; change: Float64Array } {
  const n = answers.length;
  const likely = answers.map((right) => (right === 1 ? [guess, 1 - slip] : [1 - guess, slip]));
  const forward = new Float64Array(n);
  let prior = known;
  for (let t = 0; t < n; t++) {
    const yes = prior * likely[t]![1]!;
    const no = (1 - prior) * likely[t]![0]!;
    forward[t] = yes / (yes + no);
    prior = forward[t]! + (1 - forward[t]!) * learn;
  }
  const state = new Float64Array(n);
  const change = new Float64Array(n);
  state[n - 1] = forward[n - 1]!;
  let [later0, later1] = [1, 1];
  for (let t = n - 2; t >= 0; t--) {
    const on1 = likely[t + 1]![1]! * later1;
    const on0 = likely[t + 1]![0]! * later0;
    const stayed = (1 - forward[t]!) * (1 - learn) * on0;
    const moved = (1 - forward[t]!) * learn * on1;
    const knew = forward[t]! * on1;
    const sum = stayed + moved + knew;
    state[t] = knew / sum;
    change[t] = moved / sum;
    const scale = on0 + on1;
    later0 = ((1 - learn) * on0 + learn * on1) / scale;
    later1 = on1 / scale;
  }
  return { state, change };
}

function inside(p: number, highest: number): number {
  return Math.min(highest - SMALL, Math.max(SMALL, p));
}
