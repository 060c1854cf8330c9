/** First passage of an OU process over a level by Monte Carlo (docs/model.md 4.2). Times in weeks. */
import { ModelError, requireBetween } from "../errors.ts";
import { drawInto } from "../numerics/philox.ts";

export interface Passage {
  start: number;
  /** Where the process tends to. */
  mean: number;
  /** Stationary variance. */
  variance: number;
  timeConstant: number;
  /** The level to reach from below. */
  level: number;
}

export interface PassageOptions {
  paths: number;
  /** Length of a step; crossings inside a step are found by the Brownian bridge (Gobet 2000). */
  step: number;
  horizon: number;
  seed: number;
}

const MAX_STEPS = 10_000;
export const MAX_PATHS = 10_000;

/** Sorted hit times of the paths that reach the level within the horizon; a hit lies in the middle of its step. */
export function simulatePassage(passage: Passage, options: PassageOptions): Float64Array {
  const { start, mean, variance, timeConstant, level } = passage;
  const { step, seed } = options;
  const paths = requireBetween(options.paths, 1, MAX_PATHS, "paths");
  const steps = Math.round(requireBetween(options.horizon / step, 1, MAX_STEPS, "horizon"));
  if (!(timeConstant > 0)) throw new ModelError("out_of_range", "timeConstant", "give a positive number");
  const decay = Math.exp(-step / timeConstant);
  const sd = Math.sqrt(variance * (1 - decay * decay));
  const bridgeVariance = ((2 * variance) / timeConstant) * step;
  const hits = new Float64Array(paths);
  const luck = new Float64Array(2);
  let count = 0;
  for (let path = 0; path < paths; path++) {
    let v = start;
    for (let i = 0; i < steps; i++) {
      drawInto(luck, seed, path, i, 0);
      const next = mean + (v - mean) * decay + sd * luck[0]!;
      if (next >= level || luck[1]! < Math.exp((-2 * (level - v) * (level - next)) / bridgeVariance)) {
        hits[count++] = (i + 0.5) * step;
        break;
      }
      v = next;
    }
  }
  return hits.subarray(0, count).sort();
}

/** Share of all paths that have hit by `weeks`. */
export function passageProbability(hits: Float64Array, paths: number, weeks: number): number {
  let count = 0;
  while (count < hits.length && hits[count]! <= weeks) count++;
  return count / paths;
}
