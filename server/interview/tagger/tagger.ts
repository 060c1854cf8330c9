/**
 * Marks runs of words as skills or knowledge: a linear chain over begin, inside and outside whose weights were learned
 * from job advertisements (train.ts). It knows nothing of who speaks or how well they do it.
 */
import { BUCKETS, featuresOf } from "./features.ts";

export const LAYERS = ["skill", "knowledge"] as const;
export type Layer = (typeof LAYERS)[number];

/** Tags of one word: outside, the first word of a run, another word of it. */
export const TAGS = 3;
export const OUTSIDE = 0;
const BEGIN = 1;
export const INSIDE = 2;
/** Row of the transitions that stands for the start of the sentence. */
const START = TAGS;

export interface Weights {
  /** By bucket and tag: `bucket * TAGS + tag`. */
  emissions: Float32Array;
  /** By tag before (the last row is the start) and tag. */
  transitions: Float32Array;
}

export interface Run {
  /** First word, and the one after the last. */
  from: number;
  to: number;
}

export function emptyWeights(): Weights {
  return {
    emissions: new Float32Array(BUCKETS * TAGS),
    transitions: new Float32Array((TAGS + 1) * TAGS),
  };
}

export function tagRuns(words: readonly string[], weights: Weights): Run[] {
  return runsOf(bestTags(featuresOf(words), weights));
}

/** The sequence of tags of the highest score (Viterbi); inside never follows outside. */
function bestTags(features: readonly Uint32Array[], { emissions, transitions }: Weights): number[] {
  const back: number[][] = [];
  let scores: number[] = [];
  for (const [i, buckets] of features.entries()) {
    const next: number[] = [];
    const from: number[] = [];
    for (let tag = 0; tag < TAGS; tag++) {
      let best = i === 0 ? START : OUTSIDE;
      let score = Number.NEGATIVE_INFINITY;
      for (let before = 0; before < TAGS; before++) {
        if (i === 0 && before > 0) break;
        const row = i === 0 ? START : before;
        if (tag === INSIDE && (row === OUTSIDE || row === START)) continue;
        const candidate = (scores[before] ?? 0) + transitions[row * TAGS + tag]!;
        if (candidate > score) [score, best] = [candidate, row];
      }
      for (const bucket of buckets) score += emissions[bucket * TAGS + tag]!;
      next.push(score);
      from.push(best);
    }
    scores = next;
    back.push(from);
  }
  let tag = scores.indexOf(Math.max(...scores));
  const tags: number[] = [];
  for (let i = features.length - 1; i >= 0; i--) {
    tags.unshift(tag);
    tag = back[i]![tag]!;
  }
  return tags;
}

/** Runs of words by their tags; an inside without a beginning begins one. */
export function runsOf(tags: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const [i, tag] of tags.entries()) {
    const last = runs.at(-1);
    if (tag === BEGIN || (tag === INSIDE && last?.to !== i)) runs.push({ from: i, to: i + 1 });
    else if (tag === INSIDE && last !== undefined) last.to = i + 1;
  }
  return runs;
}
