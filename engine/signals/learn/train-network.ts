/** Trains a network by Adam on the cross entropy, with decay of the weights. The same seed gives the same weights. */
import { type Network, layer, softmax, standardise } from "./network.ts";
import { SeededRandom } from "./random.ts";

export interface Examples {
  /** Row per example. */
  features: readonly Float32Array[];
  labels: ArrayLike<number>;
  classes: number;
}

export interface TrainOptions {
  hidden: number;
  epochs: number;
  seed: number;
  /** Default 0.002, falling to 0 by a cosine. */
  rate?: number;
  /** Of the weights, per step and unit of rate. Default 0.01. */
  decay?: number;
  /** Share of the inputs that are left out at each look at an example. Default 0.1. */
  dropout?: number;
  /** Share of an example's certainty that is spread over all classes. Default 0.05. */
  smoothing?: number;
}

const BATCH = 32;

export function trainNetwork(examples: Examples, options: TrainOptions): Network {
  const random = new SeededRandom(options.seed);
  const network = startOf(examples, options.hidden, random);
  const { rate = 0.002, decay = 0.01, dropout = 0.1, smoothing = 0.05 } = options;
  const count = examples.features.length;
  const layers = [network.weights1, network.bias1, network.weights2, network.bias2].map((values) => ({
    values,
    slope: new Float32Array(values.length),
    first: new Float32Array(values.length),
    second: new Float32Array(values.length),
  }));
  const pass = new Pass(
    network,
    layers.map(({ slope }) => slope),
  );
  const inputs = examples.features.map((features) => {
    const x = new Float32Array(network.inputs);
    standardise(network, features, x);
    return x;
  });
  const steps = options.epochs * Math.ceil(count / BATCH);
  let step = 0;
  const kept = new Float32Array(network.inputs);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const order = random.order(count);
    for (let from = 0; from < count; from += BATCH) {
      const size = Math.min(BATCH, count - from);
      for (let i = from; i < from + size; i++) {
        const at = order[i] ?? 0;
        const x = inputs[at];
        if (x === undefined) continue;
        for (let k = 0; k < kept.length; k++) {
          kept[k] = random.uniform() < dropout ? 0 : (x[k] ?? 0) / (1 - dropout);
        }
        pass.learn(kept, examples.labels[at] ?? 0, smoothing);
      }
      step++;
      const now = rate * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
      for (const { values, slope, first, second } of layers) {
        adam(values, slope, first, second, { size, step, rate: now, decay });
      }
    }
  }
  return network;
}

function startOf({ features, classes }: Examples, hidden: number, random: SeededRandom): Network {
  const inputs = features[0]?.length ?? 0;
  const mean = new Float32Array(inputs);
  const scale = new Float32Array(inputs);
  for (let i = 0; i < inputs; i++) {
    let sum = 0;
    for (const row of features) sum += row[i] ?? 0;
    const centre = sum / features.length;
    let squares = 0;
    for (const row of features) squares += ((row[i] ?? 0) - centre) ** 2;
    const spread = Math.sqrt(squares / features.length);
    mean[i] = centre;
    scale[i] = spread > 1e-9 ? 1 / spread : 0;
  }
  const drawn = (length: number, fan: number) =>
    Float32Array.from({ length }, () => random.normal() * Math.sqrt(2 / fan));
  return {
    inputs,
    hidden,
    classes,
    mean,
    scale,
    weights1: drawn(hidden * inputs, inputs),
    bias1: new Float32Array(hidden),
    weights2: drawn(classes * hidden, hidden),
    bias2: new Float32Array(classes),
  };
}

/** One look at an example: adds to the slopes of the loss. */
class Pass {
  private readonly network: Network;
  private readonly slopes: readonly Float32Array[];
  private readonly h: Float32Array;
  private readonly back: Float32Array;
  private readonly out: Float64Array;

  constructor(network: Network, slopes: readonly Float32Array[]) {
    this.network = network;
    this.slopes = slopes;
    this.h = new Float32Array(network.hidden);
    this.back = new Float32Array(network.hidden);
    this.out = new Float64Array(network.classes);
  }

  learn(x: Float32Array, label: number, smoothing: number): void {
    const { network, h, back, out } = this;
    const { hidden, classes, weights2 } = network;
    const [slope1, slopeBias1, slope2, slopeBias2] = this.slopes;
    if (!slope1 || !slopeBias1 || !slope2 || !slopeBias2) return;
    layer(network.weights1, network.bias1, x, h);
    for (let j = 0; j < hidden; j++) if ((h[j] ?? 0) < 0) h[j] = 0;
    layer(weights2, network.bias2, h, out);
    softmax(out, classes);
    back.fill(0);
    for (let k = 0; k < classes; k++) {
      const target = (k === label ? 1 - smoothing : 0) + smoothing / classes;
      const error = (out[k] ?? 0) - target;
      slopeBias2[k] = (slopeBias2[k] ?? 0) + error;
      const at = k * hidden;
      for (let j = 0; j < hidden; j++) {
        slope2[at + j] = (slope2[at + j] ?? 0) + error * (h[j] ?? 0);
        back[j] = (back[j] ?? 0) + error * (weights2[at + j] ?? 0);
      }
    }
    const width = x.length;
    for (let j = 0; j < hidden; j++) {
      if (!((h[j] ?? 0) > 0)) continue;
      const error = back[j] ?? 0;
      slopeBias1[j] = (slopeBias1[j] ?? 0) + error;
      const at = j * width;
      for (let i = 0; i < width; i++) slope1[at + i] = (slope1[at + i] ?? 0) + error * (x[i] ?? 0);
    }
  }
}

function adam(
  values: Float32Array,
  slope: Float32Array,
  first: Float32Array,
  second: Float32Array,
  { size, step, rate, decay }: { size: number; step: number; rate: number; decay: number },
): void {
  const correct1 = 1 - 0.9 ** step;
  const correct2 = 1 - 0.999 ** step;
  for (let i = 0; i < values.length; i++) {
    const g = (slope[i] ?? 0) / size;
    slope[i] = 0;
    const m = (first[i] = 0.9 * (first[i] ?? 0) + 0.1 * g);
    const v = (second[i] = 0.999 * (second[i] ?? 0) + 0.001 * g * g);
    const value = values[i] ?? 0;
    values[i] = value - rate * (m / correct1 / (Math.sqrt(v / correct2) + 1e-8) + decay * value);
  }
}
