import { EmbeddingError } from "../ports.ts";

/** The same direction with length 1. @throws EmbeddingError for one without direction, or with what is no number */
export function unitVector(values: ArrayLike<number>): Float32Array {
  const vector = Float32Array.from(values);
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length) || length === 0) {
    throw new EmbeddingError("refused", "The model's vector has no direction.");
  }
  return vector.map((value) => value / length);
}
