/**
 * A classifier with one hidden layer (rectified) and a softmax over the classes. Inputs are standardised by the mean
 * and spread of the training set, and cut off at ±`INPUT_LIMIT` spreads, so that a strange sensor cannot shout.
 */

export interface Network {
  inputs: number;
  hidden: number;
  classes: number;
  /** One per input. */
  mean: Float32Array;
  /** 1 / standard deviation; 0 for an input that never varies. */
  scale: Float32Array;
  /** Row per hidden unit, `inputs` numbers each. */
  weights1: Float32Array;
  bias1: Float32Array;
  /** Row per class, `hidden` numbers each. */
  weights2: Float32Array;
  bias2: Float32Array;
}

export const INPUT_LIMIT = 5;

/** Buffers of one reader of a network; not to be shared between threads. */
export class NetworkReader {
  readonly network: Network;
  private readonly x: Float32Array;
  private readonly h: Float32Array;

  constructor(network: Network) {
    this.network = network;
    this.x = new Float32Array(network.inputs);
    this.h = new Float32Array(network.hidden);
  }

  /** Probabilities of the classes into `out`, the sum 1. */
  read(features: ArrayLike<number>, out: Float64Array): Float64Array {
    const { network, x, h } = this;
    standardise(network, features, x);
    layer(network.weights1, network.bias1, x, h);
    for (let j = 0; j < h.length; j++) if ((h[j] ?? 0) < 0) h[j] = 0;
    layer(network.weights2, network.bias2, h, out);
    return softmax(out, network.classes);
  }
}

export function standardise(
  { mean, scale }: Pick<Network, "mean" | "scale">,
  features: ArrayLike<number>,
  x: Float32Array,
): void {
  for (let i = 0; i < x.length; i++) {
    const z = ((features[i] ?? 0) - (mean[i] ?? 0)) * (scale[i] ?? 0);
    x[i] = z > INPUT_LIMIT ? INPUT_LIMIT : z < -INPUT_LIMIT ? -INPUT_LIMIT : z;
  }
}

/** out = W·x + b */
export function layer(
  weights: Float32Array,
  bias: Float32Array,
  x: Float32Array,
  out: Float32Array | Float64Array,
): void {
  const width = x.length;
  for (let j = 0, at = 0; j < bias.length; j++, at += width) {
    let a = 0;
    let b = 0;
    let i = 0;
    for (; i + 1 < width; i += 2) {
      a += (weights[at + i] ?? 0) * (x[i] ?? 0);
      b += (weights[at + i + 1] ?? 0) * (x[i + 1] ?? 0);
    }
    if (i < width) a += (weights[at + i] ?? 0) * (x[i] ?? 0);
    out[j] = a + b + (bias[j] ?? 0);
  }
}

export function softmax(scores: Float64Array, count: number): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k++) largest = Math.max(largest, scores[k] ?? 0);
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const value = Math.exp((scores[k] ?? 0) - largest);
    scores[k] = value;
    sum += value;
  }
  for (let k = 0; k < count; k++) scores[k] = (scores[k] ?? 0) / sum;
  return scores;
}
