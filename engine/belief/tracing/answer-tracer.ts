/**
 * Predicts the next answer of a learner from the answers so far, and says why.
 *
 * The logit is a prior (the skill, how often it was tried, …) plus learned weights times quantities linear in the
 * past answers: fading means at five time scales, of the skill, of everything and of every other skill, the last
 * answers one by one, and the agreement of pairs of them. No hidden layer: `explain` gives each answer its share.
 */
import { ModelError } from "../../errors.ts";
import { logistic } from "../../numerics/logistic.ts";
import { type Answer, type AnswerLog, skillMeans } from "./answers.ts";
import { designMatrix } from "./design-matrix.ts";
import { type Explanation, explainTerms } from "./explanation.ts";
import { Layout } from "./layout.ts";
import { LearnerTrace } from "./learner-trace.ts";
import { fitReadOut } from "./read-out-fit.ts";
import { Terms } from "./term-buffer.ts";
import { collectTerms } from "./terms.ts";

/** Changes whenever the same weights would predict otherwise. */
const VERSION = 1;
/** Imagined answers that draw a skill's share of right answers to the overall share. */
const MEAN_STRENGTH = 5;

export interface AnswerPrediction {
  logit: number;
  /** Standard deviation of the logit that comes from not knowing the weights exactly. */
  sd: number;
  /** P(right) = 1/(1 + e^−logit). */
  success: number;
}

export interface AnswerTracerSnapshot {
  version: number;
  skills: number;
  /** Share of right answers by skill, then of a skill never seen. */
  expected: number[];
  /** Prior precision of each group; the variance of a weight without data is its inverse. */
  precisions: number[];
  /** The weights that data touched. */
  index: number[];
  weight: number[];
  variance: number[];
}

export class AnswerTracer {
  private readonly layout: Layout;
  private readonly expected: Float64Array;
  private readonly precisions: Float64Array;
  private readonly weights: Float64Array;
  private readonly variances: Float64Array;
  private readonly terms = new Terms();

  private constructor(
    layout: Layout,
    expected: Float64Array,
    precisions: Float64Array,
    weights: Float64Array,
    variances: Float64Array,
  ) {
    this.layout = layout;
    this.expected = expected;
    this.precisions = precisions;
    this.weights = weights;
    this.variances = variances;
  }

  /** Learns from the answers of many learners. The same log gives the same tracer. */
  static fit(log: AnswerLog): AnswerTracer {
    const layout = new Layout(log.skills);
    const means = skillMeans({ ...log, skills: log.skills + 1 }, MEAN_STRENGTH);
    const { weights, variances, precisions } = fitReadOut(designMatrix(log, layout, means), layout.bounds);
    return new AnswerTracer(layout, means, precisions, weights, variances);
  }

  /** Number of skills known from training; any other number is a skill never seen. */
  get skills(): number {
    return this.layout.skills - 1;
  }

  /** A learner who has given these answers so far. The same answers give the same trace to the bit. */
  follow(answers: Iterable<Answer> = []): LearnerTrace {
    const trace = new LearnerTrace();
    for (const { skill, correct } of answers) this.update(trace, skill, correct);
    return trace;
  }

  predict(trace: LearnerTrace, skill: number): AnswerPrediction {
    const terms = this.collect(trace, skill);
    let logit = 0;
    let variance = 0;
    for (let t = 0; t < terms.length; t++) {
      logit += this.weights[terms.index[t]!]! * terms.value[t]!;
      variance += this.variances[terms.index[t]!]! * terms.value[t]! ** 2;
    }
    return { logit, sd: Math.sqrt(variance), success: logistic(logit) };
  }

  /** The prediction taken apart; its parts sum to the logit. */
  explain(trace: LearnerTrace, skill: number): Explanation {
    return explainTerms(this.collect(trace, skill), this.layout, this.weights, trace);
  }

  /** Takes in an answer. Predict first: afterwards the answer is known. */
  update(trace: LearnerTrace, skill: number, correct: boolean): void {
    const known = this.known(skill);
    trace.add(known, correct, this.expected[known]!);
  }

  toJSON(): AnswerTracerSnapshot {
    const index: number[] = [];
    for (const [j, w] of this.weights.entries()) if (w !== 0) index.push(j);
    return {
      version: VERSION,
      skills: this.skills,
      expected: [...this.expected],
      precisions: [...this.precisions],
      index,
      weight: index.map((j) => this.weights[j]!),
      variance: index.map((j) => this.variances[j]!),
    };
  }

  /** Predicts bit-equal to the tracer that was written. Throws `snapshot_mismatch` for another version. */
  static fromJSON(snapshot: AnswerTracerSnapshot): AnswerTracer {
    if (snapshot.version !== VERSION) {
      const hint = `written by version ${snapshot.version}, this is ${VERSION}; fit it again`;
      throw new ModelError("snapshot_mismatch", "version", hint);
    }
    const layout = new Layout(snapshot.skills);
    const precisions = Float64Array.from(snapshot.precisions);
    const weights = new Float64Array(layout.weights);
    const variances = new Float64Array(layout.weights);
    for (const [g, precision] of precisions.entries()) {
      variances.fill(1 / precision, layout.bounds[g], layout.bounds[g + 1]);
    }
    for (const [i, j] of snapshot.index.entries()) {
      weights[j] = snapshot.weight[i]!;
      variances[j] = snapshot.variance[i]!;
    }
    return new AnswerTracer(layout, Float64Array.from(snapshot.expected), precisions, weights, variances);
  }

  private known(skill: number): number {
    return Number.isInteger(skill) && skill >= 0 && skill < this.skills ? skill : this.skills;
  }

  private collect(trace: LearnerTrace, skill: number): Terms {
    collectTerms(this.terms, this.layout, trace, this.known(skill));
    return this.terms;
  }
}
