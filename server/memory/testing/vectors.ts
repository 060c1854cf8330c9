/** Vectors for benches: seeded, near enough to each other that the nearest are not easily told. */
export const DIMENSION = 512;

const DIRECTIONS = 1_000;
const NOISE = 0.5;

/** Each lies between two of 1,000 directions, with noise; length 1. */
export class ClusteredVectors {
  readonly #random: () => number;
  readonly #directions: Float32Array;

  constructor(seed: number) {
    this.#random = mulberry32(seed);
    this.#directions = Float32Array.from({ length: DIRECTIONS * DIMENSION }, () => this.#gauss());
  }

  /** One after the other. */
  make(count: number): Float32Array {
    const vectors = new Float32Array(count * DIMENSION);
    for (let at = 0; at < vectors.length; at += DIMENSION) {
      const a = Math.floor(this.#random() * DIRECTIONS) * DIMENSION;
      const b = Math.floor(this.#random() * DIRECTIONS) * DIMENSION;
      const share = this.#random();
      let squares = 0;
      for (let i = 0; i < DIMENSION; i++) {
        const value =
          this.#directions[a + i]! * (1 - share) + this.#directions[b + i]! * share + NOISE * this.#gauss();
        vectors[at + i] = value;
        squares += value * value;
      }
      const length = Math.sqrt(squares);
      for (let i = at; i < at + DIMENSION; i++) vectors[i]! /= length;
    }
    return vectors;
  }

  /** Sum of four uniform numbers: near enough to a normal one, and quick. */
  #gauss(): number {
    const sum = this.#random() + this.#random() + this.#random() + this.#random();
    return (sum - 2) * Math.sqrt(3);
  }
}

/** The nearest by a loop over everything; `ms` is the loop alone, without finding the greatest. */
export function nearestByScan(
  all: Float32Array,
  query: Float32Array,
  top: number,
): { ms: number; nearest: number[] } {
  const count = all.length / DIMENSION;
  const scores = new Float32Array(count);
  const startedAt = performance.now();
  for (let at = 0, row = 0; row < count; row++) {
    let product = 0;
    for (let i = 0; i < DIMENSION; i++, at++) product += all[at]! * query[i]!;
    scores[row] = product;
  }
  const ms = performance.now() - startedAt;
  const least = scores.toSorted().at(-top) ?? 0;
  const nearest = [...scores.keys()].filter((row) => scores[row]! >= least);
  return { ms, nearest: nearest.sort((a, b) => scores[b]! - scores[a]!).slice(0, top) };
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
