/** A model that says what somebody does from pieces of motion, and the order in which activities follow each other. */
import { type Sequences, learnSequences } from "../learn/forward-filter.ts";
import { type Network, NetworkReader } from "../learn/network.ts";
import { trainNetwork } from "../learn/train-network.ts";

export interface ActivityModel {
  labels: readonly string[];
  networks: readonly Network[];
  sequences: Sequences;
}

export interface ActivityExample {
  features: Float32Array;
  label: string;
  /** Examples of one recording follow each other in time. */
  recording: string;
}

export interface ActivityTraining {
  hidden: number;
  epochs: number;
  seed: number;
  /** Networks whose answers are averaged. */
  networks: number;
}

export function trainActivity(
  examples: readonly ActivityExample[],
  { hidden, epochs, seed, networks }: ActivityTraining,
): ActivityModel {
  const labels = [...new Set(examples.map(({ label }) => label))].toSorted();
  const numbers = examples.map(({ label }) => labels.indexOf(label));
  const byRecording = Map.groupBy(examples.keys(), (i) => examples[i]?.recording);
  const sequences = [...byRecording.values()].map((members) => members.map((i) => numbers[i] ?? 0));
  const material = {
    features: examples.map(({ features }) => features),
    labels: numbers,
    classes: labels.length,
  };
  return {
    labels,
    networks: Array.from({ length: networks }, (_, k) =>
      trainNetwork(material, { hidden, epochs, seed: seed + k }),
    ),
    sequences: learnSequences(sequences, labels.length),
  };
}

export class ActivityReader {
  private readonly readers: NetworkReader[];
  private readonly one: Float64Array;
  private readonly mean: Float64Array;

  constructor({ networks, labels }: ActivityModel) {
    this.readers = networks.map((network) => new NetworkReader(network));
    this.one = new Float64Array(labels.length);
    this.mean = new Float64Array(labels.length);
  }

  /** Chances of the labels for one piece; overwritten by the next call. */
  read(features: ArrayLike<number>): Float64Array {
    this.mean.fill(0);
    for (const reader of this.readers) {
      reader.read(features, this.one);
      for (let k = 0; k < this.mean.length; k++) {
        this.mean[k] = (this.mean[k] ?? 0) + (this.one[k] ?? 0) / this.readers.length;
      }
    }
    return this.mean;
  }
}
