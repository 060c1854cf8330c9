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

/** The same finished projects seen from another prior and with another scatter. */
export function rebasedOptimism({ mu, sd }: Optimism, from: ModelConstants, to: ModelConstants): Optimism {
  const [before, after] = [priorOptimism(from), priorOptimism(to)];
  // Nobody has finished anything: the prior itself, without rounding.
  if (mu === before.mu && sd === before.sd) return after;
  const scale = (from.optimismScatter / to.optimismScatter) ** 2;
  const dataPrecision = Math.max(0, 1 / sd ** 2 - 1 / before.sd ** 2);
  const dataSum = mu / sd ** 2 - before.mu / before.sd ** 2;
  const precision = 1 / after.sd ** 2 + dataPrecision * scale;
  return {
    mu: (after.mu / after.sd ** 2 + dataSum * scale) / precision,
    sd: Math.sqrt(1 / precision),
  };
}
