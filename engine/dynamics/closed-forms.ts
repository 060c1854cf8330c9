/** Closed forms for constant inputs (docs/model.md 4.2): instant display, and checks of the simulations. Times in weeks. */
import { normalCdf } from "../numerics/normal.ts";

/** η(t) = η∞ + (η0 − η∞)e^(−t/τ) */
export function etaAfter(eta: number, etaInf: number, timeConstant: number, weeks: number): number {
  return etaInf + (eta - etaInf) * Math.exp(-weeks / timeConstant);
}

/**
 * Probability that an OU process has reached its own mean by `weeks`, from `distance` below it.
 * `variance` is its stationary variance.
 */
export function firstPassageAtMean(
  distance: number,
  variance: number,
  timeConstant: number,
  weeks: number,
): number {
  if (distance <= 0) return 1;
  const a = Math.exp(-weeks / timeConstant);
  const spread = Math.sqrt(variance * (1 - a * a));
  return spread > 0 ? 2 * normalCdf((-distance * a) / spread) : 0;
}

/** Work that is done at a net pace with Brownian scatter: time to the end is inverse Gaussian. */
export interface WorkLeft {
  /** eh */
  remaining: number;
  /** eh/wk, after gravity's share */
  netPace: number;
  /** σ², eh²/wk */
  variance: number;
}

/** Beyond this exponent e^x would overflow. */
const MAX_EXPONENT = 700;

/** Probability that the work is done by `weeks` (Folks & Chhikara). */
export function completionProbability({ remaining, netPace, variance }: WorkLeft, weeks: number): number {
  if (remaining <= 0) return 1;
  if (weeks <= 0) return 0;
  if (variance <= 0) return netPace * weeks >= remaining ? 1 : 0;
  const spread = Math.sqrt(variance * weeks);
  const direct = normalCdf((netPace * weeks - remaining) / spread);
  const exponent = (2 * netPace * remaining) / variance;
  const beyond = (remaining + netPace * weeks) / spread;
  if (exponent <= MAX_EXPONENT) return direct + Math.exp(exponent) * normalCdf(-beyond);
  // e^x·Φ(−y) by the tail of Φ: x − y²/2 is minus half the squared distance from the mean.
  const distance = (remaining - netPace * weeks) / spread;
  const y2 = beyond * beyond;
  const tail = (1 - 1 / y2 + 3 / (y2 * y2)) / (beyond * Math.sqrt(2 * Math.PI));
  return direct + Math.exp((-distance * distance) / 2) * tail;
}

/** X/n; null when the work is not going anywhere. */
export function meanCompletionWeeks({ remaining, netPace }: WorkLeft): number | null {
  if (remaining <= 0) return 0;
  return netPace > 0 ? remaining / netPace : null;
}
