import type { ModelConstants } from "../constants.ts";
import type { Optimism } from "./forces-input.ts";

/** What is believed of φ before any project is finished (docs/model.md 3.4). */
export function priorOptimism(k: ModelConstants): Optimism {
  return { mu: Math.log(k.optimismMedian), sd: k.optimismSd };
}

/** Conjugate update with one finished project; `ratio` = actual over estimated effort. */
export function observeOptimism(prior: Optimism, ratio: number, k: ModelConstants): Optimism {
  const priorPrecision = 1 / prior.sd ** 2;
  const dataPrecision = 1 / k.optimismScatter ** 2;
  const precision = priorPrecision + dataPrecision;
  return {
    mu: (prior.mu * priorPrecision + Math.log(ratio) * dataPrecision) / precision,
    sd: Math.sqrt(1 / precision),
  };
}
