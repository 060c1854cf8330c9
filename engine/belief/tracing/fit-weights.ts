/** Fits the shared weights of the read-out to the answers of many learners. */
import { logistic } from "../../numerics/logistic.ts";
import { minimise } from "./lbfgs.ts";

const ITERATIONS = 300;
const TOLERANCE = 1e-3;
/** Prior precision of a weight, toward 0. */
const PRIOR_PRECISION = 1;

/** Rows of terms, one after the other, and whether each answer was right. */
export interface ReadOutSample {
  width: number;
  terms: Float32Array;
  correct: Uint8Array;
}

/** Maximum a posteriori; the same sample gives the same weights. */
export function fitWeights({ width, terms, correct }: ReadOutSample): Float64Array {
  const weights = new Float64Array(width);
  minimise(
    (w, gradient) => {
      let loss = 0;
      for (let i = 0; i < width; i++) {
        loss += (PRIOR_PRECISION / 2) * w[i]! ** 2;
        gradient[i] = PRIOR_PRECISION * w[i]!;
      }
      for (let row = 0; row < correct.length; row++) {
        const from = row * width;
        let logit = 0;
        for (let i = 0; i < width; i++) logit += w[i]! * terms[from + i]!;
        const y = correct[row]!;
        const miss = logistic(logit) - y;
        loss += Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(0, y === 1 ? -logit : logit);
        for (let i = 0; i < width; i++) gradient[i] = gradient[i]! + miss * terms[from + i]!;
      }
      return loss;
    },
    weights,
    ITERATIONS,
    TOLERANCE,
  );
  return weights;
}
