/** A network as text, so that its weights can stand in a source file. Five digits are kept. */
import type { Network } from "./network.ts";

export interface PackedNetwork {
  inputs: number;
  hidden: number;
  classes: number;
  /** Numbers in order of the fields of a network, with spaces between. */
  numbers: string;
}

const FIELDS = ["mean", "scale", "weights1", "bias1", "weights2", "bias2"] as const;

export function packNetwork(network: Network): PackedNetwork {
  const { inputs, hidden, classes } = network;
  const numbers = FIELDS.flatMap((field) =>
    Array.from(network[field], (value) => `${Number(value.toPrecision(5))}`),
  );
  return { inputs, hidden, classes, numbers: numbers.join(" ") };
}

/** @throws RangeError for another count of numbers than the sizes ask for */
export function unpackNetwork({ inputs, hidden, classes, numbers }: PackedNetwork): Network {
  const values = Float32Array.from(numbers.split(" "), Number);
  const lengths = [inputs, inputs, hidden * inputs, hidden, classes * hidden, classes];
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (values.length !== total || values.includes(Number.NaN)) {
    throw new RangeError(`a network of ${inputs}, ${hidden} and ${classes} needs ${total} numbers`);
  }
  let at = 0;
  const [mean, scale, weights1, bias1, weights2, bias2] = lengths.map((length) =>
    values.subarray(at, (at += length)),
  );
  if (!mean || !scale || !weights1 || !bias1 || !weights2 || !bias2)
    throw new RangeError("a part is missing");
  return { inputs, hidden, classes, mean, scale, weights1, bias1, weights2, bias2 };
}
