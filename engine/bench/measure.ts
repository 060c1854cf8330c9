/** Timing of the engine beside the reference: both sides of a case in turn, medians over rounds. */
import type { Reference } from "./reference.ts";

export interface Case {
  metric: string;
  unit: "µs" | "ms";
  /** What each side does, for the notes. */
  what: string;
  /** One measurement of the engine, in the unit. */
  ours: () => number;
  /** Prepares the reference; the function it returns makes one measurement. */
  reference: (reference: Reference) => () => number;
}

export interface Outcome {
  ours: number;
  /** Median of the rounds' ratios: a noisy machine moves both sides, but not their ratio. */
  ratio: number | undefined;
}

/** How long a case is measured, beside a fifth of that to warm up. */
export interface Effort {
  ms: number;
  rounds: number;
}

/**
 * Measures both sides in turn, the first in a round being now the one, now the other, until the time is over and
 * the rounds are done.
 */
export function measureCase(
  { ours, reference: prepare }: Case,
  effort: Effort,
  reference?: Reference,
): Outcome {
  const theirs = reference === undefined ? undefined : prepare(reference);
  const warmUp = performance.now() + effort.ms / 5;
  do {
    ours();
    theirs?.();
  } while (performance.now() < warmUp);
  const own: number[] = [];
  const ratios: number[] = [];
  const end = performance.now() + effort.ms;
  while (own.length < effort.rounds || performance.now() < end) {
    const theirsFirst = own.length % 2 === 1 ? theirs?.() : undefined;
    const value = ours();
    own.push(value);
    const rival = theirsFirst ?? theirs?.();
    if (rival !== undefined) ratios.push(value / rival);
  }
  return { ours: median(own), ratio: ratios.length === 0 ? undefined : median(ratios) };
}

/** µs per call over `count` calls. */
export function perCall(count: number, call: (i: number) => void): number {
  const start = performance.now();
  for (let i = 0; i < count; i++) call(i);
  return ((performance.now() - start) / count) * 1e3;
}

/** ms of one call. */
export function duration(call: () => void): number {
  return perCall(1, call) / 1e3;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
