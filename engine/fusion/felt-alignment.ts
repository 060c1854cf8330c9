/**
 * Felt alignment f of a project (docs/model.md 5.5): a Gaussian in information form, so that an observation can be
 * taken back exactly when a session's tag changes.
 */
import type { ModelConstants } from "../constants.ts";

export interface FeltAlignment {
  /** 1/variance and mean/variance. */
  precision: number;
  weighted: number;
}

export interface FeltObservation {
  y: number;
  precision: number;
}

export function priorFelt(k: Readonly<ModelConstants>): FeltAlignment {
  return { precision: 1 / k.feltAlignmentSd ** 2, weighted: 0 };
}

export function feltMean(felt: FeltAlignment): number {
  return felt.weighted / felt.precision;
}

export function feltSd(felt: FeltAlignment): number {
  return Math.sqrt(1 / felt.precision);
}

/** A session's mean coherence: y = 0.2·tanh(C̄/2), validity 0.15. */
export function coherenceObservation(meanCoherence: number, k: Readonly<ModelConstants>): FeltObservation {
  const y = k.feltAlignmentScale * Math.tanh(meanCoherence / 2);
  return { y, precision: precisionOf(k.feltAlignmentValidity.body, k) };
}

/** The person's own rating in [−1, 1]: y = 0.2·rating, validity 0.5. */
export function ratingObservation(rating: number, k: Readonly<ModelConstants>): FeltObservation {
  return {
    y: k.feltAlignmentScale * rating,
    precision: precisionOf(k.feltAlignmentValidity.rating, k),
  };
}

/** Validity r as in 2.1: the noise variance is σ²(1 − r²)/r². */
function precisionOf(validity: number, k: Readonly<ModelConstants>): number {
  const r2 = validity * validity;
  return r2 / (k.feltAlignmentSd ** 2 * (1 - r2));
}

export function observeFelt(felt: FeltAlignment, o: FeltObservation): FeltAlignment {
  return { precision: felt.precision + o.precision, weighted: felt.weighted + o.precision * o.y };
}

export function unobserveFelt(felt: FeltAlignment, o: FeltObservation): FeltAlignment {
  return { precision: felt.precision - o.precision, weighted: felt.weighted - o.precision * o.y };
}

/** The person's own statement of f: moves the mean, not the certainty. */
export function setFelt(felt: FeltAlignment, mean: number): FeltAlignment {
  return { precision: felt.precision, weighted: mean * felt.precision };
}
