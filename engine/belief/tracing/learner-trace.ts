/** What one learner has answered so far, kept so that the next prediction costs the same after any number of answers. */
import type { Answer } from "./answers.ts";
import { FadingMeans } from "./fading-mean.ts";

export interface SkillTrace {
  /** Which answers of the learner were on this skill, oldest first. */
  readonly ordinals: number[];
  readonly means: FadingMeans;
  /** Sum of the surprises. */
  surprise: number;
}

export class LearnerTrace {
  /** Skill of each answer, oldest first. */
  readonly skill: number[] = [];
  readonly correct: boolean[] = [];
  /** Answer minus the share of all learners who get this skill right: 1 − μ or −μ. */
  readonly surprise: number[] = [];
  readonly bySkill = new Map<number, SkillTrace>();
  readonly means = new FadingMeans();
  /** Sum of the surprises. */
  total = 0;
  private switched = -1;

  /** Number of answers. */
  get length(): number {
    return this.skill.length;
  }

  add(skill: number, correct: boolean, expected: number): void {
    const ordinal = this.skill.length;
    const surprise = (correct ? 1 : 0) - expected;
    if (ordinal > 0 && this.skill[ordinal - 1] !== skill) this.switched = ordinal - 1;
    this.skill.push(skill);
    this.correct.push(correct);
    this.surprise.push(surprise);
    this.total += surprise;
    this.means.add(surprise);
    let on = this.bySkill.get(skill);
    if (on === undefined) {
      on = { ordinals: [], means: new FadingMeans(), surprise: 0 };
      this.bySkill.set(skill, on);
    }
    on.ordinals.push(ordinal);
    on.means.add(surprise);
    on.surprise += surprise;
  }

  /** The last answer before the learner came to this skill; −1 if there is none. */
  before(skill: number): number {
    const last = this.skill.length - 1;
    return last >= 0 && this.skill[last] !== skill ? last : this.switched;
  }

  /** The answers alone: adding them again gives the same trace to the bit. */
  toJSON(): Answer[] {
    return this.skill.map((skill, i) => ({ skill, correct: this.correct[i]! }));
  }
}
