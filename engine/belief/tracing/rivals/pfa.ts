/**
 * Performance factors analysis [M: Pavlik, Cen & Koedinger 2009]: logit = β_s + γ_s·ln(1 + right so far on the
 * skill) + ρ_s·ln(1 + wrong so far). Logarithms of the counts, as in Gervet et al. 2020, are a stronger rival than the
 * counts themselves. Three weights a skill by Newton's method, each skill on its own, with a slight ridge.
 */
import { logistic } from "../../../numerics/logistic.ts";
import type { AnswerLog } from "../answers.ts";

const STEPS = 25;
const RIDGE = 1e-2;

export class Pfa {
  /** β, γ, ρ of each skill. */
  private readonly weights: Float64Array;

  private constructor(weights: Float64Array) {
    this.weights = weights;
  }

  static fit(log: AnswerLog): Pfa {
    const rows: number[][] = Array.from({ length: log.skills }, () => []);
    visitCounts(log, (i, right, wrong) => rows[log.skill[i]!]!.push(right, wrong, log.correct[i]!));
    const weights = new Float64Array(3 * log.skills);
    for (const [s, data] of rows.entries()) weights.set(newton(data), 3 * s);
    return new Pfa(weights);
  }

  /** Probability of each answer before it is seen. */
  predict(log: AnswerLog): Float64Array {
    const predicted = new Float64Array(log.skill.length);
    visitCounts(log, (i, right, wrong) => {
      const w = 3 * log.skill[i]!;
      predicted[i] = logistic(this.weights[w]! + this.weights[w + 1]! * right + this.weights[w + 2]! * wrong);
    });
    return predicted;
  }
}

function visitCounts(log: AnswerLog, visit: (i: number, right: number, wrong: number) => void): void {
  for (let learner = 0; learner + 1 < log.starts.length; learner++) {
    const right = new Float64Array(log.skills);
    const wrong = new Float64Array(log.skills);
    for (let i = log.starts[learner]!; i < log.starts[learner + 1]!; i++) {
      const s = log.skill[i]!;
      visit(i, Math.log1p(right[s]!), Math.log1p(wrong[s]!));
      const count = log.correct[i] === 1 ? right : wrong;
      count[s] = count[s]! + 1;
    }
  }
}

/** Rows of right, wrong, correct. */
function newton(rows: readonly number[]): [number, number, number] {
  let w: [number, number, number] = [0, 0, 0];
  for (let step = 0; step < STEPS; step++) {
    let [g0, g1, g2] = [-RIDGE * w[0], -RIDGE * w[1], -RIDGE * w[2]];
    let [h00, h01, h02, h11, h12, h22] = [RIDGE, 0, 0, RIDGE, 0, RIDGE];
    for (let r = 0; r < rows.length; r += 3) {
      const a = rows[r]!;
      const b = rows[r + 1]!;
      const p = logistic(w[0] + w[1] * a + w[2] * b);
      const error = rows[r + 2]! - p;
      const v = p * (1 - p);
      g0 += error;
      g1 += error * a;
      g2 += error * b;
      h00 += v;
      h01 += v * a;
      h02 += v * b;
      h11 += v * a * a;
      h12 += v * a * b;
      h22 += v * b * b;
    }
    const move = solve3([h00, h01, h02, h11, h12, h22], [g0, g1, g2]);
    const size = Math.hypot(...move);
    // Far from the optimum a full Newton step can overshoot.
    const shrink = size > 2 ? 2 / size : 1;
    w = [w[0] + shrink * move[0], w[1] + shrink * move[1], w[2] + shrink * move[2]];
    if (size < 1e-8) break;
  }
  return w;
}

type Six = [number, number, number, number, number, number];

/** Solves the symmetric system with upper triangle a, row by row, by Cramer's rule. */
function solve3([a, b, c, d, e, f]: Six, [x, y, z]: [number, number, number]): [number, number, number] {
  const A = d * f - e * e;
  const B = c * e - b * f;
  const C = b * e - c * d;
  const det = a * A + b * B + c * C;
  return [
    (A * x + B * y + C * z) / det,
    (B * x + (a * f - c * c) * y + (b * c - a * e) * z) / det,
    (C * x + (b * c - a * e) * y + (a * d - b * b) * z) / det,
  ];
}
