/**
 * Elo for learners [M: Pelánek 2016]: a rating of the learner, one of the learner on each skill, one of the skill's
 * difficulty. K = k/(1 + decay·n) after n answers. The two numbers are the best of a small grid on the training log.
 */
import { logistic } from "../../../numerics/logistic.ts";
import type { AnswerLog } from "../answers.ts";
import { logLoss } from "../scores.ts";

interface EloSettings {
  k: number;
  decay: number;
}

export class Elo {
  private readonly settings: EloSettings;
  private readonly difficulty: Float64Array;

  private constructor(settings: EloSettings, difficulty: Float64Array) {
    this.settings = settings;
    this.difficulty = difficulty;
  }

  static fit(log: AnswerLog): Elo {
    let best: Elo | undefined;
    let least = Infinity;
    for (const k of [0.2, 0.4, 0.8, 1.6]) {
      for (const decay of [0.02, 0.05, 0.1, 0.3]) {
        const elo = new Elo({ k, decay }, new Float64Array(log.skills));
        const loss = logLoss(log.correct, elo.run(log, elo.difficulty));
        if (loss < least) {
          least = loss;
          best = elo;
        }
      }
    }
    return best!;
  }

  /** Probability of each answer before it is seen. Difficulties stay as training left them. */
  predict(log: AnswerLog): Float64Array {
    return this.run(log, undefined);
  }

  private run(log: AnswerLog, learned: Float64Array | undefined): Float64Array {
    const { k, decay } = this.settings;
    const predicted = new Float64Array(log.skill.length);
    const asked = new Float64Array(log.skills);
    for (let learner = 0; learner + 1 < log.starts.length; learner++) {
      const onSkill = new Float64Array(log.skills);
      const count = new Float64Array(log.skills);
      let overall = 0;
      for (let i = log.starts[learner]!; i < log.starts[learner + 1]!; i++) {
        const s = log.skill[i]!;
        const p = logistic(overall + onSkill[s]! - this.difficulty[s]!);
        predicted[i] = p;
        const surprise = log.correct[i]! - p;
        overall += (k / (1 + decay * (i - log.starts[learner]!))) * surprise;
        onSkill[s] = onSkill[s]! + (k / (1 + decay * count[s]!)) * surprise;
        count[s] = count[s]! + 1;
        if (learned === undefined) continue;
        learned[s] = learned[s]! - (k / (1 + decay * asked[s]!)) * surprise;
        asked[s] = asked[s]! + 1;
      }
    }
    return predicted;
  }
}
