/**
 * Weights of the read-out by maximum a posteriori likelihood, with one Gaussian prior per group of weights whose
 * precision is itself fitted to the evidence [M: MacKay 1992]: λ = γ/Σw², γ = Σ h/(h + λ), h the curvature of the
 * likelihood. A group that explains nothing fades away by itself; nothing is tuned by hand. Deterministic.
 */
import { logistic } from "../../numerics/logistic.ts";
import type { DesignMatrix } from "./design-matrix.ts";
import { minimise } from "./lbfgs.ts";

export interface ReadOut {
  weights: Float64Array;
  /** Posterior variance of each weight, diagonal Laplace: 1/(h + λ). */
  variances: Float64Array;
  /** Prior precision λ of each group. */
  precisions: Float64Array;
}

const ROUNDS = 5;
const STEPS_PER_ROUND = 8;
const LAST_STEPS = 24;
const FIRST_PRECISION = 10;
const LOWEST_PRECISION = 0.1;
const HIGHEST_PRECISION = 1e5;
const TOLERANCE = 1e-3;

/** `bounds` holds the first column of each group, then the number of columns. */
export function fitReadOut(matrix: DesignMatrix, bounds: Int32Array): ReadOut {
  const groups = bounds.length - 1;
  const weights = new Float64Array(matrix.columns);
  const precisions = new Float64Array(groups).fill(FIRST_PRECISION);
  const precision = new Float64Array(matrix.columns);
  const curvature = new Float64Array(matrix.columns);
  for (let round = 0; round < ROUNDS; round++) {
    measureCurvature(matrix, weights, curvature);
    if (round > 0) fitPrecisions(precisions, bounds, weights, curvature);
    for (let g = 0; g < groups; g++) precision.fill(precisions[g]!, bounds[g], bounds[g + 1]);
    climb(matrix, weights, precision, curvature, round + 1 === ROUNDS ? LAST_STEPS : STEPS_PER_ROUND);
  }
  measureCurvature(matrix, weights, curvature);
  return { weights, variances: curvature.map((h, j) => 1 / (h + precision[j]!)), precisions };
}

/** Steps in coordinates where the curvature is about 1 everywhere: there a few dozen suffice. */
function climb(
  matrix: DesignMatrix,
  weights: Float64Array,
  precision: Float64Array,
  curvature: Float64Array,
  steps: number,
): void {
  const scale = curvature.map((h, j) => 1 / Math.sqrt(h + precision[j]!));
  const scaled = weights.map((w, j) => w / scale[j]!);
  const at = new Float64Array(weights.length);
  minimise(
    (x, gradient) => {
      for (let j = 0; j < at.length; j++) at[j] = x[j]! * scale[j]!;
      const loss = lossAndGradient(matrix, at, precision, gradient);
      for (let j = 0; j < at.length; j++) gradient[j] = gradient[j]! * scale[j]!;
      return loss;
    },
    scaled,
    steps,
    TOLERANCE,
  );
  for (let j = 0; j < weights.length; j++) weights[j] = scaled[j]! * scale[j]!;
}

function fitPrecisions(
  precisions: Float64Array,
  bounds: Int32Array,
  weights: Float64Array,
  curvature: Float64Array,
): void {
  for (let g = 0; g < precisions.length; g++) {
    let determined = 0;
    let squares = 0;
    for (let j = bounds[g]!; j < bounds[g + 1]!; j++) {
      determined += curvature[j]! / (curvature[j]! + precisions[g]!);
      squares += weights[j]! ** 2;
    }
    const fitted = determined / Math.max(squares, 1e-12);
    precisions[g] = Math.min(HIGHEST_PRECISION, Math.max(LOWEST_PRECISION, fitted));
  }
}

/** Negative log posterior, up to a constant. */
function lossAndGradient(
  { start, index, value, correct }: DesignMatrix,
  weights: Float64Array,
  precision: Float64Array,
  gradient: Float64Array,
): number {
  let loss = 0;
  for (let j = 0; j < weights.length; j++) {
    gradient[j] = precision[j]! * weights[j]!;
    loss += 0.5 * gradient[j]! * weights[j]!;
  }
  for (let i = 0; i < correct.length; i++) {
    const from = start[i]!;
    const to = start[i + 1]!;
    let logit = 0;
    for (let e = from; e < to; e++) logit += weights[index[e]!]! * value[e]!;
    const right = correct[i]!;
    loss += Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(logit, 0) - right * logit;
    const error = logistic(logit) - right;
    for (let e = from; e < to; e++) gradient[index[e]!] = gradient[index[e]!]! + error * value[e]!;
  }
  return loss;
}

function measureCurvature(
  { start, index, value, correct }: DesignMatrix,
  weights: Float64Array,
  curvature: Float64Array,
): void {
  curvature.fill(0);
  for (let i = 0; i < correct.length; i++) {
    const from = start[i]!;
    const to = start[i + 1]!;
    let logit = 0;
    for (let e = from; e < to; e++) logit += weights[index[e]!]! * value[e]!;
    const p = logistic(logit);
    const w = p * (1 - p);
    for (let e = from; e < to; e++) {
      curvature[index[e]!] = curvature[index[e]!]! + w * value[e]! * value[e]!;
    }
  }
}
