/**
 * Learns the tagger's weights and writes them beside this file:
 *   node server/interview/tagger/train.ts ../shared/data/skill-extraction/train.jsonl.gz
 * One conditional random field per layer (Lafferty 2001). The same data give the same weights.
 */
import { writeFile } from "node:fs/promises";
import { featuresOf } from "./features.ts";
import { readSentences, type Sentence } from "./skillspan.ts";
import { emptyWeights, INSIDE, type Layer, LAYERS, OUTSIDE, TAGS, type Weights } from "./tagger.ts";
import { pack, WEIGHTS_FILE } from "./weights.ts";

const EPOCHS = 5;
/** Taken from going outside: without it runs are missed more often than invented (chosen on held-out sentences). */
const OUTSIDE_COST = 0.5;
const RATE = 0.1;
/** Pull towards 0 of a weight whenever it is used. */
const DECAY = 1e-4;
const LEAST_SQUARE = 1e-3;

/** Maximum likelihood of the tags (conditional random field), by AdaGrad, one sentence after the other. */
function train(sentences: readonly Sentence[], layer: Layer): Weights {
  const weights = emptyWeights();
  const squares = emptyWeights();
  const examples = sentences.map(({ words, tags }) => ({ features: featuresOf(words), gold: tags[layer] }));
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const { features, gold } of shuffled(examples, epoch)) learn(weights, squares, features, gold);
  }
  for (let row = 0; row <= TAGS; row++) weights.transitions[row * TAGS + OUTSIDE]! -= OUTSIDE_COST;
  return weights;
}

function learn(
  weights: Weights,
  squares: Weights,
  features: readonly Uint32Array[],
  gold: readonly number[],
): void {
  if (features.length === 0) return;
  const { tags, pairs } = expected(features, weights);
  for (const [i, buckets] of features.entries()) {
    for (let tag = 0; tag < TAGS; tag++) {
      const slope = (gold[i] === tag ? 1 : 0) - tags[i * TAGS + tag]!;
      if (Math.abs(slope) < 1e-4) continue;
      for (const bucket of buckets) move(weights.emissions, squares.emissions, bucket * TAGS + tag, slope);
    }
    const row = i === 0 ? TAGS : gold[i - 1]!;
    pairs[row * TAGS + gold[i]!]! -= 1;
  }
  for (let k = 0; k < pairs.length; k++) move(weights.transitions, squares.transitions, k, -pairs[k]!);
}

function move(weights: Float32Array, squares: Float32Array, k: number, slope: number): void {
  const gradient = slope - DECAY * weights[k]!;
  squares[k]! += gradient * gradient;
  weights[k]! += (RATE * gradient) / Math.sqrt(squares[k]! + LEAST_SQUARE);
}

/** Probability of each tag at each word, and how often each transition is expected (forward and backward sums). */
function expected(
  features: readonly Uint32Array[],
  { emissions, transitions }: Weights,
): { tags: Float64Array; pairs: Float64Array } {
  const n = features.length;
  const local = new Float64Array(n * TAGS);
  for (const [i, buckets] of features.entries()) {
    for (const bucket of buckets) {
      for (let tag = 0; tag < TAGS; tag++) local[i * TAGS + tag]! += emissions[bucket * TAGS + tag]!;
    }
  }
  const step = (row: number, tag: number): number =>
    tag === INSIDE && (row === OUTSIDE || row === TAGS) ? 0 : Math.exp(transitions[row * TAGS + tag]!);
  const forward = new Float64Array(n * TAGS);
  const backward = new Float64Array(n * TAGS).fill(1);
  const factor = new Float64Array(n * TAGS);
  for (let i = 0; i < n; i++) {
    const most = Math.max(...local.subarray(i * TAGS, (i + 1) * TAGS));
    let total = 0;
    for (let tag = 0; tag < TAGS; tag++) {
      factor[i * TAGS + tag] = Math.exp(local[i * TAGS + tag]! - most);
      let sum = i === 0 ? step(TAGS, tag) : 0;
      if (i > 0) for (let row = 0; row < TAGS; row++) sum += forward[(i - 1) * TAGS + row]! * step(row, tag);
      forward[i * TAGS + tag] = sum * factor[i * TAGS + tag]!;
      total += forward[i * TAGS + tag]!;
    }
    for (let tag = 0; tag < TAGS; tag++) forward[i * TAGS + tag]! /= total;
  }
  for (let i = n - 2; i >= 0; i--) {
    let total = 0;
    for (let row = 0; row < TAGS; row++) {
      let sum = 0;
      for (let tag = 0; tag < TAGS; tag++) {
        sum += step(row, tag) * factor[(i + 1) * TAGS + tag]! * backward[(i + 1) * TAGS + tag]!;
      }
      backward[i * TAGS + row] = sum;
      total += sum;
    }
    for (let row = 0; row < TAGS; row++) backward[i * TAGS + row]! /= total;
  }
  const tags = new Float64Array(n * TAGS);
  const pairs = new Float64Array((TAGS + 1) * TAGS);
  for (let i = 0; i < n; i++) {
    addShares(
      tags.subarray(i * TAGS, (i + 1) * TAGS),
      (tag) => forward[i * TAGS + tag]! * backward[i * TAGS + tag]!,
    );
    if (i === 0) {
      for (let tag = 0; tag < TAGS; tag++) pairs[TAGS * TAGS + tag]! += tags[tag]!;
      continue;
    }
    addShares(pairs.subarray(0, TAGS * TAGS), (k) => {
      const row = Math.floor(k / TAGS);
      const tag = k % TAGS;
      return (
        forward[(i - 1) * TAGS + row]! * step(row, tag) * factor[i * TAGS + tag]! * backward[i * TAGS + tag]!
      );
    });
  }
  return { tags, pairs };
}

/** Adds values that are scaled to sum to 1. */
function addShares(into: Float64Array, value: (k: number) => number): void {
  let total = 0;
  for (let k = 0; k < into.length; k++) total += value(k);
  for (let k = 0; k < into.length; k++) into[k]! += value(k) / total;
}

/** Fisher and Yates, with a small linear congruential generator. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const list = [...items];
  let state = seed + 1;
  for (let i = list.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const j = state % (i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}

const [, , path = ""] = process.argv;
const sentences = await readSentences(path);
const [skill, knowledge] = LAYERS.map((layer) => train(sentences, layer));
await writeFile(WEIGHTS_FILE, pack({ skill: skill!, knowledge: knowledge! }));
